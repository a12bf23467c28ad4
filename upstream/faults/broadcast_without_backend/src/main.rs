//! A broadcast that cannot be published to the other servers does not reach the clients of this server either, and
//! one that is slow to be published reaches them late.

use std::io::Error;

use socketioxide::SocketIo;
use socketioxide::adapter::Emitter;
use socketioxide_redis::drivers::{ChanItem, Driver, MessageStream};
use socketioxide_redis::{CustomRedisAdapter, RedisAdapterConfig, RedisAdapterCtr};
use support::{A_WHILE, Verdict, WebSocket, run, serve};

/// A backend that went away after the start.
#[derive(Clone)]
struct Backend;

impl Driver for Backend {
    type Error = Error;

    async fn publish(&self, _: String, _: Vec<u8>) -> Result<(), Error> {
        Err(Error::other("the backend is away"))
    }

    async fn subscribe(&self, _: String, _: usize) -> Result<MessageStream<ChanItem>, Error> {
        Ok(MessageStream::new_empty())
    }

    async fn unsubscribe(&self, _: String) -> Result<(), Error> {
        Ok(())
    }

    async fn num_serv(&self, _: &str) -> Result<u16, Error> {
        Ok(1)
    }
}

type Adapter = CustomRedisAdapter<Emitter, Backend>;

fn main() {
    run(
        "the client of this server gets the event, and the caller the error",
        async {
            let state = RedisAdapterCtr::new_with_driver(Backend, RedisAdapterConfig::default());
            let (service, io) = SocketIo::builder()
                .with_adapter::<Adapter>(state)
                .build_svc();
            io.ns("/", async || ()).await.unwrap();
            let mut client = WebSocket::open(serve(service).await).await;
            client.join("/").await;
            let result = io.of("/").unwrap().emit("news", &()).await;
            let got = client.receive(A_WHILE).await;
            Verdict::of(
                !got.text().starts_with("42["),
                format!("the caller: {result:?}; the client: {got:?}"),
            )
        },
    )
}
