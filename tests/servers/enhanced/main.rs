//! The server under test for what stands around methods: guards, interceptors, filters, limits and metadata.
//!
//! It is a server of its own, since what is global holds for all its gateways. It prints its URL first, like the
//! server of `servers/single`.
#![expect(clippy::panic, reason = "panics are among what is tested")]
#![allow(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unused_self,
    reason = "the form of a method is what is tested, whatever it does"
)]

mod global;
mod guards;
mod trace;

use std::env;

use gateway_runtime::prelude::*;
use gateway_tests::{gate::Gate, log, memory, settings};

#[tokio::main]
async fn main() -> Result<(), AppError> {
    log::to_stderr();
    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    let builder = global::configured(settings::apply(GatewayApp::builder()));
    let guarded = builder.server::<guards::Guarded>();
    let app = builder
        .provide(Gate::closed())
        .router(guards::routes(guarded).merge(memory::routes()))
        .build()
        .await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("enhanced-server is at http://{address}");
    }
    app.serve().await
}
