//! Two clients are the first of a dynamic namespace at the same time: the namespace is made twice, and the second
//! replaces the first. Messages of the client in the first close its connection, and its end is never noticed.
//!
//! With an adapter that has to subscribe, the time is as long as that takes. Without one, it is some microseconds.

use std::convert::Infallible;
use std::time::Duration;

use socketioxide::SocketIo;
use socketioxide::adapter::Emitter;
use socketioxide::extract::SocketRef;
use socketioxide_redis::drivers::{ChanItem, Driver, MessageStream};
use socketioxide_redis::{CustomRedisAdapter, RedisAdapterConfig, RedisAdapterCtr};
use support::{Received, SOON, Verdict, WebSocket, run, serve};

/// A backend that takes 30 ms to subscribe.
#[derive(Clone)]
struct Backend;

impl Driver for Backend {
    type Error = Infallible;

    async fn publish(&self, _: String, _: Vec<u8>) -> Result<(), Infallible> {
        Ok(())
    }

    async fn subscribe(&self, _: String, _: usize) -> Result<MessageStream<ChanItem>, Infallible> {
        tokio::time::sleep(Duration::from_millis(30)).await;
        Ok(MessageStream::new_empty())
    }

    async fn unsubscribe(&self, _: String) -> Result<(), Infallible> {
        Ok(())
    }

    async fn num_serv(&self, _: &str) -> Result<u16, Infallible> {
        Ok(1)
    }
}

type Adapter = CustomRedisAdapter<Emitter, Backend>;

fn main() {
    run("both clients are answered", async {
        let state = RedisAdapterCtr::new_with_driver(Backend, RedisAdapterConfig::default());
        let (service, io) = SocketIo::builder()
            .with_adapter::<Adapter>(state)
            .build_svc();
        io.dyn_ns("/room/{id}", async |socket: SocketRef<Adapter>| {
            socket.on("hello", async |socket: SocketRef<Adapter>| {
                socket.emit("hello", "you").unwrap()
            });
        })
        .unwrap();
        let server = serve(service).await;
        let mut clients = [WebSocket::open(server).await, WebSocket::open(server).await];
        for client in &mut clients {
            client.send("40/room/1,").await;
        }
        let mut answers = Vec::new();
        for client in &mut clients {
            client.receive(SOON).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            client.send(r#"42/room/1,["hello"]"#).await;
            answers.push(client.receive(SOON).await);
        }
        let expected = Received::Text(r#"42/room/1,["hello","you"]"#.to_owned());
        Verdict::of(
            answers.iter().any(|answer| *answer != expected),
            format!("{answers:?}"),
        )
    })
}
