//! A server over TLS, whose certificate and key are in the files that `CERTIFICATE` and `KEY` name. The server looks at
//! them every 20 ms. `DRAIN` lets its clients go before it ends. With `ADMIN_UI` it has the Admin UI, without a password.

#[path = "../single/drain.rs"]
mod drain;

use std::{env, time::Duration};

use gateway_runtime::{AdminUi, prelude::*, serve::Tls};
use gateway_tests::{journal, log, settings};

#[websocket_gateway(namespace = "secret")]
struct Secret;

#[websocket_gateway]
impl Secret {
    #[subscribe_message("echo")]
    fn echo(&self, #[message_body] text: String) -> String {
        text
    }

    /// Answers after some milliseconds.
    #[subscribe_message("later")]
    async fn later(&self, socket: Socket, #[message_body] milliseconds: u64) -> u64 {
        journal::reached("Secret", "later", &socket);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        milliseconds
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    log::to_stderr();
    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    let tls = Tls::from_pem_files(env::var("CERTIFICATE")?, env::var("KEY")?);
    let tls = tls.look_every(Duration::from_millis(20));
    let mut builder = settings::apply(GatewayApp::builder());
    if env::var_os("ADMIN_UI").is_some() {
        builder = builder.admin_ui(AdminUi::new().without_auth());
    }
    let app = builder
        .tls(tls)
        .request_head_timeout(Duration::from_secs(1))
        .build()
        .await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("tls-server is at https://{address}");
    }
    Ok(app.serve().await?)
}
