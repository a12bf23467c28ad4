//! The gateway of the page "The first gateway".

use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;

use crate::Barrier;

pub(crate) fn app(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder
        .only::<(Barrier, ChatGateway)>()
        .provide(Arc::new(GreetingService))
}

struct GreetingService;

impl GreetingService {
    fn greeting(&self, name: &str) -> String {
        format!("Hello {name}")
    }
}

#[derive(Deserialize)]
struct Message {
    room: String,
    text: String,
}

#[websocket_gateway(namespace = "chat")]
struct ChatGateway {
    #[inject]
    greetings: Arc<GreetingService>,
    #[websocket_server]
    server: Server<ChatGateway>,
}

#[websocket_gateway]
impl ChatGateway {
    #[on_gateway_connection]
    fn handle_connection(&self, client: Socket) {
        println!("{} is here", client.id());
    }

    #[subscribe_message("join")]
    fn join(&self, client: Socket, #[message_body("room")] room: String) -> String {
        client.join(&room);
        self.greetings.greeting(&room)
    }

    #[subscribe_message("say")]
    async fn say(&self, #[message_body] message: Message) -> Result<usize, WsError> {
        self.server
            .to(message.room)
            .emit("said", &message.text)
            .await?;
        Ok(message.text.len())
    }
}
