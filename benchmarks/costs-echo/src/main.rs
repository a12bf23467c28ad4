//! `costs-echo [PORT] [VARIANT]` is the benchmarks' server with what an app may switch on, to measure what that costs.
//!
//! - With the port 0 the system chooses a free one.
//! - The variant is accepted as the other servers accept it; all have the events of the contract.
//! - `BENCH_ON` names what is switched on, several with commas between them: see [`Switch`].
//! - `BENCH_RT=current` runs the server on tokio's runtime of one thread.

#![allow(
    clippy::unused_async,
    reason = "async methods that are ready at once are what is measured"
)]

// The same file, so that both servers have the same handlers.
#[path = "../../gateway-echo/src/contract.rs"]
mod contract;
mod switch;

use std::{env, error::Error, process::ExitCode};

use gateway_runtime::prelude::*;
use tokio::runtime;

use contract::BenchGateway;
use switch::Switch;

async fn serve(port: &str, switches: &[Switch]) -> Result<(), Box<dyn Error>> {
    let mut builder = GatewayApp::builder().only::<(BenchGateway,)>();
    for switch in switches {
        builder = switch.turn_on(builder)?;
    }
    let app = builder.build().await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("listening on {address}");
    }
    Ok(app.serve().await?)
}

fn run() -> Result<(), Box<dyn Error>> {
    let port = env::args().nth(1).unwrap_or_else(|| "3000".to_owned());
    let on = env::var("BENCH_ON").unwrap_or_default();
    let names = on.split(',').filter(|name| !name.is_empty());
    let switches: Vec<Switch> = names.map(str::parse).collect::<Result<_, _>>()?;
    let mut runtime = match env::var("BENCH_RT").as_deref() {
        Ok("current") => runtime::Builder::new_current_thread(),
        _ => runtime::Builder::new_multi_thread(),
    };
    runtime
        .enable_all()
        .build()?
        .block_on(serve(&port, &switches))
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("costs-echo: {error}");
            ExitCode::FAILURE
        }
    }
}
