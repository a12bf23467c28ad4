//! The program: run it with `cargo run`, and open the address that it prints.
//!
//! `PORT` chooses another port than 3000; with `PORT=0` the system chooses a free one.

mod chat;
mod history;
mod page;

use std::{
    env,
    error::Error,
    io::{self, IsTerminal},
};

use gateway_runtime::{GatewayAppBuilder, prelude::*};
use history::History;

/// What the program is made of. Gateways are in no list: every struct that is marked is served.
fn app() -> GatewayAppBuilder {
    GatewayApp::builder()
        .provide(Arc::new(History::default()))
        .router(page::routes())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The log goes to stderr, so that stdout has nothing but the address.
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
    let port: u16 = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;
    let app = app().build().await?;
    // In a container, and wherever others have to reach the program: "0.0.0.0".
    app.bind(("127.0.0.1", port)).await?;
    if let Some(address) = app.local_addr() {
        println!("{} is at http://{address}", env!("CARGO_PKG_NAME"));
    }
    app.serve().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    /// Finds services that are missing, and two methods for one event.
    #[tokio::test]
    async fn the_app_is_complete() {
        if let Err(error) = super::app().build().await {
            panic!("{error}");
        }
    }
}
