//! `gateway-echo [PORT] [VARIANT]` is the benchmarks' server with this crate.
//!
//! - The port is the first argument or `PORT`; with 0 the system chooses a free one.
//! - The variant is the second argument or `BENCH_VARIANT`: `contract` (the default) has the three events
//!   of the contract, `kinds` also the same echo by other kinds of methods and with enhancers, `many` 20 events,
//!   `crowd` the event of a server that many clients are connected to.
//! - `BENCH_RT=current` runs the server on tokio's runtime of one thread.

#![allow(
    clippy::unused_async,
    reason = "async methods that are ready at once are what is measured"
)]

mod contract;
mod crowd;
mod enhanced;
mod kinds;
mod many;

use std::{env, process::ExitCode};

use gateway_runtime::prelude::*;
use tokio::runtime;

use contract::BenchGateway;
use crowd::CrowdGateway;
use enhanced::EnhancedGateway;
use kinds::KindsGateway;
use many::ManyGateway;

async fn serve(port: &str, variant: &str) -> Result<(), Box<dyn std::error::Error>> {
    let builder = GatewayApp::builder();
    let builder = match variant {
        "contract" => builder.only::<(BenchGateway,)>(),
        "kinds" => builder.only::<(BenchGateway, KindsGateway, EnhancedGateway)>(),
        "many" => builder.only::<(BenchGateway, ManyGateway)>(),
        "crowd" => builder.only::<(BenchGateway, CrowdGateway)>(),
        other => return Err(format!("{other} is no variant: contract, kinds, many, crowd").into()),
    };
    let app = builder.build().await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("listening on {address}");
    }
    Ok(app.serve().await?)
}

fn main() -> ExitCode {
    let setting = |argument: usize, variable: &str, default: &str| {
        let set = env::args()
            .nth(argument)
            .or_else(|| env::var(variable).ok());
        set.unwrap_or_else(|| default.to_owned())
    };
    let (port, variant) = (
        setting(1, "PORT", "3000"),
        setting(2, "BENCH_VARIANT", "contract"),
    );
    let mut runtime = match env::var("BENCH_RT").as_deref() {
        Ok("current") => runtime::Builder::new_current_thread(),
        _ => runtime::Builder::new_multi_thread(),
    };
    let served = match runtime.enable_all().build() {
        Ok(runtime) => runtime.block_on(serve(&port, &variant)),
        Err(error) => Err(error.into()),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("gateway-echo: {error}");
            ExitCode::FAILURE
        }
    }
}
