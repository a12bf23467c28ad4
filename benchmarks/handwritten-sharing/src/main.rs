//! `handwritten-sharing [PORT]` is a server of the benchmarks, written by hand on socketioxide, that shares rooms with
//! others of its kind through the Redis server at `REDIS_URL`. It has the kinds of broadcasts that are small.

use std::{env, error::Error};

use axum::{Router, serve::ListenerExt as _};
use serde::{Deserialize, Serialize};
use socketioxide::{
    SocketIo,
    adapter::Adapter,
    extract::{AckSender, Data, SocketRef},
};
use socketioxide_redis::{RedisAdapter, RedisAdapterCtr};
use tokio::net::TcpListener;

#[derive(Deserialize)]
struct Spread {
    kind: Kind,
    number: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Small,
    Everyone,
}

#[derive(Serialize)]
struct Small {
    number: u32,
    say: &'static str,
}

async fn join<A: Adapter>(socket: SocketRef<A>, Data(room): Data<String>, ack: AckSender<A>) {
    socket.join(room.clone());
    ack.send(&room).ok();
}

async fn spread<A: Adapter>(io: SocketIo<A>, Data(Spread { kind, number }): Data<Spread>) {
    let Some(bench) = io.of("/bench") else {
        return;
    };
    let small = Small { number, say: "hi" };
    match kind {
        Kind::Small => bench.within("room").emit("small", &small).await.ok(),
        Kind::Everyone => bench.emit("everyone", &small).await.ok(),
    };
}

async fn connected<A: Adapter>(socket: SocketRef<A>) {
    socket.on("join", join::<A>);
    socket.on("spread", spread::<A>);
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = env::args().nth(1).unwrap_or_else(|| "3000".to_owned());
    let url = env::var("REDIS_URL").map_err(|_| "REDIS_URL is not set")?;
    let client = redis::Client::open(format!("{url}?protocol=resp3"))?;
    let adapter = RedisAdapterCtr::new_with_redis(&client).await?;
    let (layer, io) = SocketIo::builder()
        .with_adapter::<RedisAdapter<_>>(adapter)
        .build_layer();
    io.ns("/bench", connected).await?;
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("listening on {}", listener.local_addr()?);
    // With TCP_NODELAY, as gateway-runtime's own listener sets it.
    let listener = listener.tap_io(|stream| {
        stream.set_nodelay(true).ok();
    });
    axum::serve(listener, Router::new().layer(layer)).await?;
    Ok(())
}
