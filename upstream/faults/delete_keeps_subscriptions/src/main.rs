//! A namespace that is deleted stays subscribed to its channels: `SocketIo::delete_ns` does not wait for the end of
//! the adapter, and gives it up after the first step.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use socketioxide::SocketIo;
use socketioxide::adapter::Emitter;
use socketioxide_redis::drivers::{ChanItem, Driver, MessageStream};
use socketioxide_redis::{CustomRedisAdapter, RedisAdapterConfig, RedisAdapterCtr};
use support::{SOON, Verdict, run, until};

/// A backend that counts its subscriptions, and takes a moment for each change.
#[derive(Clone, Default)]
struct Backend(Arc<AtomicUsize>);

impl Driver for Backend {
    type Error = Infallible;

    async fn publish(&self, _: String, _: Vec<u8>) -> Result<(), Infallible> {
        Ok(())
    }

    async fn subscribe(&self, _: String, _: usize) -> Result<MessageStream<ChanItem>, Infallible> {
        tokio::task::yield_now().await;
        self.0.fetch_add(1, Ordering::SeqCst);
        Ok(MessageStream::new_empty())
    }

    async fn unsubscribe(&self, _: String) -> Result<(), Infallible> {
        tokio::task::yield_now().await;
        self.0.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    }

    async fn num_serv(&self, _: &str) -> Result<u16, Infallible> {
        Ok(1)
    }
}

fn main() {
    run("no subscription is left", async {
        let backend = Backend::default();
        let state =
            RedisAdapterCtr::new_with_driver(backend.clone(), RedisAdapterConfig::default());
        let builder =
            SocketIo::builder().with_adapter::<CustomRedisAdapter<Emitter, Backend>>(state);
        let (_service, io) = builder.build_svc();
        io.ns("/", async || ()).await.unwrap();
        io.ns("/gone", async || ()).await.unwrap();
        io.delete_ns("/gone");
        // Three for each namespace.
        let ended = until(SOON, || backend.0.load(Ordering::SeqCst) == 3).await;
        let left = backend.0.load(Ordering::SeqCst) - 3;
        Verdict::of(
            !ended,
            format!("{left} subscriptions of \"/gone\" are left"),
        )
    })
}
