//! `handwritten-echo [PORT] [VARIANT]` is the benchmarks' server written by hand on socketioxide.
//!
//! - The port is the first argument or `PORT`; with 0 the system chooses a free one.
//! - The variant is the second argument or `BENCH_VARIANT`: `contract` (the default) has the three events
//!   of the contract, `kinds` also the same echo by other kinds of handlers, `many` 20 events,
//!   `crowd` the event of a server that many clients are connected to.
//! - `BENCH_RT=current` runs the server on tokio's runtime of one thread.

mod contract;
mod crowd;
mod kinds;
mod many;

use std::{env, process::ExitCode};

use axum::{Router, serve::ListenerExt as _};
use socketioxide::{SocketIo, extract::SocketRef};
use tokio::{net::TcpListener, runtime};

async fn serve(port: &str, variant: &str) -> Result<(), Box<dyn std::error::Error>> {
    let (layer, io) = SocketIo::new_layer();
    match variant {
        "contract" => io.ns("/bench", async |socket: SocketRef| {
            contract::register(&socket);
        }),
        "kinds" => io.ns("/bench", async |socket: SocketRef| {
            contract::register(&socket);
            kinds::register(&socket);
        }),
        "many" => io.ns("/bench", async |socket: SocketRef| {
            contract::register(&socket);
            many::register(&socket);
        }),
        "crowd" => io.ns("/bench", async |socket: SocketRef| {
            contract::register(&socket);
            crowd::register(&socket);
        }),
        other => return Err(format!("{other} is no variant: contract, kinds, many, crowd").into()),
    }
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("listening on {}", listener.local_addr()?);
    // With TCP_NODELAY, as gateway-runtime's own listener sets it.
    let listener = listener.tap_io(|stream| {
        stream.set_nodelay(true).ok();
    });
    axum::serve(listener, Router::new().layer(layer)).await?;
    Ok(())
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
            eprintln!("handwritten-echo: {error}");
            ExitCode::FAILURE
        }
    }
}
