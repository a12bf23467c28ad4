//! `sharing-echo [PORT] [LANGUAGE]` is a server of the benchmarks that shares rooms with others of its kind,
//! through the Redis server at `REDIS_URL`.
//!
//! - With the port 0 the system chooses a free one.
//! - The language is what the servers speak to one another: `own`, or `node`, that of Node's servers.

mod contract;

use std::{env, error::Error};

use gateway_runtime::{RedisAdapter, RedisOptions, prelude::*};

use contract::BenchGateway;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let port = arguments.next().unwrap_or_else(|| "3000".to_owned());
    let language = arguments.next().unwrap_or_else(|| "own".to_owned());
    let options = match language.as_str() {
        "own" => RedisOptions::new(),
        "node" => RedisOptions::new().node_compatible(),
        other => return Err(format!("{other} is no language: own, node").into()),
    };
    let url = env::var("REDIS_URL").map_err(|_| "REDIS_URL is not set")?;
    let app = GatewayApp::builder()
        .only::<(BenchGateway,)>()
        .adapter(RedisAdapter::connect_with(url, options).await?)
        .build()
        .await?;
    app.bind(format!("127.0.0.1:{port}")).await?;
    if let Some(address) = app.local_addr() {
        println!("listening on {address}");
    }
    Ok(app.serve().await?)
}
