//! A report to all clients at the times of a cron expression. Run `cargo run --bin cron`.
//!
//! For a period there is `#[interval("1s")]`, which needs no crate. The times of a day are read by a crate: here `cron`, whose
//! expressions have seconds in front.
//!
//! - `CRON` chooses another expression than `0 0 3 * * *`, which is every night at three (UTC).
//! - `PORT` chooses another port than 3000; with `PORT=0` the system chooses a free one.

mod gateway;

use std::env;
use std::error::Error;
use std::io::{self, IsTerminal as _};
use std::str::FromStr as _;

use cron::Schedule;
use gateway_runtime::prelude::*;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The log goes to stderr, so that stdout has nothing but the address.
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();

    let expression = env::var("CRON").unwrap_or_else(|_| "0 0 3 * * *".into());
    let schedule = Arc::new(Schedule::from_str(&expression)?);
    let port = env::var("PORT").unwrap_or_else(|_| "3000".into());
    let app = GatewayApp::builder().provide(schedule).build().await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("reports are at http://{address}");
    }
    app.serve().await?;
    Ok(())
}
