//! The server under test: one file of gateways for each theme of `tests/js`.
//!
//! It prints its URL first; then one line of JSON for every hook, for tests that count them. `PORT`
//! is 3000 unless it is set; with `PORT=0` the system chooses a free one. `settings` and `errors` have
//! what else the environment chooses.
#![allow(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unused_self,
    reason = "the form of a method is what is tested, whatever it does"
)]

mod answers;
mod bodies;
mod door;
mod dynamic;
mod errors;
mod events;
mod files;
mod flood;
mod ghosts;
mod handshake;
mod hold;
mod init;
mod journal;
mod life;
mod memory;
mod mounted;
mod nestjs;
mod order;
mod outside;
mod panics;
mod pipeline;
mod question;
mod reconnect;
mod refused;
mod rooms;
mod secret;
mod settings;
mod shared;
mod slow_lines;
mod soak;
mod start_order;
mod streams;
mod timeouts;
mod validation;
mod whom;

use std::env;
use std::io;

use gateway_runtime::prelude::*;

#[tokio::main]
async fn main() -> Result<(), AppError> {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .init();

    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    let builder = errors::configured(settings::apply(GatewayApp::builder()));
    let rooms = builder.server::<rooms::Rooms>();
    let visits = Arc::new(soak::Visits::default());
    let dynamic = dynamic::routes(builder.server::<dynamic::Chat>());
    let soak = soak::routes(builder.server::<soak::Soak>(), Arc::clone(&visits));
    let app = builder
        .provide(door::Door::closed())
        .provide(handshake::Greeting("hello"))
        .provide(7_u16)
        .layer(axum::middleware::from_fn(handshake::mark))
        .provide(visits)
        .router(
            outside::routes(rooms)
                .merge(memory::routes())
                .merge(hold::routes())
                .merge(dynamic)
                .merge(soak),
        )
        .build()
        .await?;
    hold::another_app().await?;
    mounted::serve(app, &port).await?;
    hold::close_database().await;
    Ok(())
}
