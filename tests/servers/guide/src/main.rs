//! The gateways of the guide "From NestJS", as its pages show them: a file for each page, and an app for each. The page
//! "Moving over, server by server" is here too.
//!
//! `PAGE` names the page. The official client speaks to this server and to a NestJS application (`tests/nest`), which
//! has the other half of the page. It prints its URL first, like the server of `servers/single`.
#![allow(
    dead_code,
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unused_self,
    reason = "the methods stand here as they stand on the pages"
)]

mod around_messages;
mod beside_gateways;
mod connections;
mod dtos;
mod emitting;
mod exceptions;
mod first_gateway;
mod handlers;
mod modules_and_injection;
mod moving_over;
mod porting_tests;
mod ports_and_options;
mod server_by_server;
mod what_your_clients_notice;

use std::env;

use gateway_runtime::prelude::*;
use gateway_tests::log;

/// A client that gets its acknowledgement knows that what it sent before has arrived.
#[websocket_gateway(namespace = "barrier")]
struct Barrier;

#[websocket_gateway]
impl Barrier {
    #[subscribe_message("reached")]
    fn reached(&self) -> bool {
        true
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    log::to_stderr();
    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    let builder = GatewayApp::builder();
    let builder = match env::var("PAGE")?.as_str() {
        "first-gateway" => first_gateway::app(builder),
        "what-your-clients-notice" => what_your_clients_notice::app(builder),
        "modules-and-injection" => modules_and_injection::app(builder).await,
        "handlers" => handlers::app(builder),
        "dtos" => dtos::app(builder),
        "exceptions" => exceptions::app(builder),
        "connections" => connections::app(builder),
        "around-messages" => around_messages::app(builder),
        "emitting" => emitting::app(builder),
        "ports-and-options" => ports_and_options::app(builder),
        "beside-gateways" => beside_gateways::app(builder),
        "moving-over" => moving_over::app(builder).await?,
        "porting-tests" => porting_tests::app(builder),
        "server-by-server" => server_by_server::all(builder).await?,
        "server-by-server, the first gateway" => server_by_server::first(builder).await?,
        "server-by-server, beside orders" => {
            server_by_server::beside_orders(builder, &env::var("REDIS_URL")?).await?
        }
        "what-your-clients-notice, as NestJS" => {
            what_your_clients_notice::app(what_your_clients_notice::as_nestjs(builder))
        }
        page => return Err(format!("there is no page {page}").into()),
    };
    let app = builder.build().await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("guide is at http://{address}");
    }
    app.serve().await?;
    Ok(())
}
