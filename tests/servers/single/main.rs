//! The server under test: one file of gateways for each theme of `tests/js`.
//!
//! The server prints its URL first; then one line of JSON for every hook, for tests that count them. `PORT`
//! is 3000 unless it is set; with `PORT=0` the system chooses a free one. What else the environment chooses
//! is in `settings`, `deadline`, `serving` and `without_client`.
#![allow(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unused_self,
    reason = "the form of a method is what is tested, whatever it does"
)]

mod barrier;
mod bodies;
mod close;
mod deadline;
mod drain;
mod dynamic_namespaces;
mod files;
mod flood;
mod ghosts;
mod handshake;
mod hooks;
mod nestjs;
mod pipeline;
mod reconnect;
mod serving;
mod shared_namespace;
mod slow_lines;
mod soak;
mod takeover;
mod without_client;

use std::env;

use gateway_runtime::prelude::*;
use gateway_tests::{gate::Gate, log, memory, settings};

#[tokio::main]
async fn main() -> Result<(), AppError> {
    log::to_stderr();
    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    let builder = settings::apply(GatewayApp::builder());
    let visits = Arc::new(soak::Visits::default());
    let namespaces = dynamic_namespaces::routes(builder.server::<dynamic_namespaces::Chat>());
    let soak = soak::routes(builder.server::<soak::Soak>(), Arc::clone(&visits));
    let builder = without_client::with_service(builder);
    let app = builder
        .provide(Gate::closed())
        .provide(handshake::Greeting("hello"))
        .provide(7_u16)
        .provide(visits)
        .router(
            memory::routes()
                .merge(deadline::routes())
                .merge(namespaces)
                .merge(soak),
        )
        .build()
        .await?;
    deadline::another_app().await?;
    serving::serve(app, &port).await?;
    deadline::close_database().await;
    Ok(())
}
