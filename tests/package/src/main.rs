//! A program that uses the published crates as any other does: one gateway with one event.

use gateway_runtime::prelude::*;

#[derive(Deserialize)]
struct Greet {
    name: String,
}

#[derive(Serialize)]
struct Greeting {
    text: String,
}

#[websocket_gateway]
struct Greeter;

#[websocket_gateway]
impl Greeter {
    #[subscribe_message("greet")]
    async fn greet(&self, #[message_body] Greet { name }: Greet) -> Greeting {
        Greeting {
            text: format!("Hello {name}"),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), AppError> {
    let app = GatewayApp::builder().build().await?;
    app.bind("127.0.0.1:0").await?;
    if let Some(address) = app.local_addr() {
        println!("the program is at http://{address}");
    }
    app.serve().await
}
