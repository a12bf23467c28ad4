//! `AnyAdapter` with an adapter that is chosen at run time: every verb arrives there.

use std::{
    convert::Infallible,
    future::pending,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    time::Duration,
};

use futures_util::future::BoxFuture;
use socketioxide::SocketIo;
use socketioxide_core::{
    adapter::{
        BroadcastFlags, BroadcastOptions, CoreAdapter, CoreLocalAdapter, RoomParam, SocketEmitter,
        Spawnable, errors::BroadcastError,
    },
    packet::Packet,
};

use super::{AnyAdapter, Backend, Backends, Identity, Reachability, SocketioxideEmitter};
use crate::{error::SharingError, sync::lock};

/// The calls of an adapter, in order.
type Journal = Arc<Mutex<Vec<&'static str>>>;

/// An adapter with a backend that takes a moment to subscribe, like all published ones.
struct Remote {
    local: CoreLocalAdapter<SocketioxideEmitter>,
    journal: Journal,
}

/// Pending once, then subscribed.
struct Subscribing(Option<Box<dyn FnOnce() + Send>>, bool);

impl Future for Subscribing {
    type Output = Result<(), Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if !self.1 {
            self.1 = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        if let Some(on_success) = self.0.take() {
            on_success();
        }
        Poll::Ready(Ok(()))
    }
}

impl Spawnable for Subscribing {
    fn spawn(self) {}
}

impl CoreAdapter<SocketioxideEmitter> for Remote {
    type Error = Infallible;
    type State = Journal;
    type AckStream = <SocketioxideEmitter as SocketEmitter>::AckStream;
    type InitRes = Subscribing;

    fn new(journal: &Journal, local: CoreLocalAdapter<SocketioxideEmitter>) -> Self {
        Self {
            local,
            journal: Arc::clone(journal),
        }
    }

    fn init(self: Arc<Self>, on_success: impl FnOnce() + Send + 'static) -> Subscribing {
        lock(&self.journal).push("init");
        Subscribing(Some(Box::new(on_success)), false)
    }

    async fn close(&self) -> Result<(), Infallible> {
        lock(&self.journal).push("close");
        Ok(())
    }

    async fn server_count(&self) -> Result<u16, Infallible> {
        lock(&self.journal).push("server_count");
        Ok(3)
    }

    async fn broadcast(&self, _: Packet, _: BroadcastOptions) -> Result<(), BroadcastError> {
        lock(&self.journal).push("broadcast");
        Ok(())
    }

    async fn broadcast_with_ack(
        &self,
        packet: Packet,
        options: BroadcastOptions,
        timeout: Option<Duration>,
    ) -> Result<Self::AckStream, Infallible> {
        lock(&self.journal).push("broadcast_with_ack");
        Ok(self.local.broadcast_with_ack(packet, options, timeout).0)
    }

    async fn add_sockets(
        &self,
        _: BroadcastOptions,
        rooms: impl RoomParam,
    ) -> Result<(), Infallible> {
        assert_eq!(rooms.into_room_iter().collect::<Vec<_>>(), ["room"]);
        lock(&self.journal).push("add_sockets");
        Ok(())
    }

    async fn del_sockets(
        &self,
        _: BroadcastOptions,
        rooms: impl RoomParam,
    ) -> Result<(), Infallible> {
        assert_eq!(rooms.into_room_iter().collect::<Vec<_>>(), ["room"]);
        lock(&self.journal).push("del_sockets");
        Ok(())
    }

    async fn disconnect_socket(&self, _: BroadcastOptions) -> Result<(), BroadcastError> {
        lock(&self.journal).push("disconnect_socket");
        Ok(())
    }

    fn get_local(&self) -> &CoreLocalAdapter<SocketioxideEmitter> {
        &self.local
    }
}

struct AlwaysUp;

impl Reachability for AlwaysUp {
    fn lost(&self) -> BoxFuture<'_, SharingError> {
        Box::pin(pending())
    }
}

struct Nothing;

impl socketioxide::handler::ConnectHandler<AnyAdapter, Nothing> for fn() {
    fn call(
        &self,
        _: Arc<socketioxide::socket::Socket<AnyAdapter>>,
        _: Option<socketioxide_core::Value>,
    ) {
    }
}

async fn server(backends: Backends) -> Arc<AnyAdapter> {
    let adapters = Arc::clone(backends.adapters());
    let (_, io) = SocketIo::builder()
        .with_adapter::<AnyAdapter>(backends)
        .build_svc();
    let nothing: fn() = || {};
    io.ns("/shared", nothing).await.expect("registers");
    let everyone = io
        .of("/shared")
        .expect("the namespace exists when it is registered");
    adapters
        .get(Identity::of(everyone.ns_path()))
        .expect("it is kept")
}

fn everyone() -> BroadcastOptions {
    let mut options = BroadcastOptions::default();
    options.add_flag(BroadcastFlags::Broadcast);
    options
}

#[tokio::test]
async fn a_remote_adapter_gets_every_verb() {
    let journal = Journal::default();
    let kept = Arc::clone(&journal);
    let adapter = server(Backends::made_by(move |local, _| Backend::Adapter {
        adapter: Arc::new(Remote::new(&kept, local)),
        backend: Arc::new(AlwaysUp),
    }))
    .await;
    assert!(!adapter.is_local());
    let packet = Packet::event(
        "/shared",
        socketioxide_core::Value::Str("[\"e\"]".into(), None),
    );
    adapter
        .broadcast(packet.clone(), everyone())
        .await
        .expect("sends");
    drop(
        adapter
            .broadcast_with_ack(packet, everyone(), None)
            .await
            .expect("sends"),
    );
    adapter
        .add_sockets(everyone(), "room")
        .await
        .expect("joins");
    adapter
        .del_sockets(everyone(), "room")
        .await
        .expect("leaves");
    adapter
        .disconnect_socket(everyone())
        .await
        .expect("disconnects");
    assert_eq!(adapter.rooms(everyone()).await.expect("asks").len(), 0);
    assert_eq!(
        adapter.fetch_sockets(everyone()).await.expect("asks").len(),
        0
    );
    assert_eq!(adapter.server_count().await.expect("asks"), 3);
    adapter.close().await.expect("closes");
    // The protocol server closes the adapter, and the library closes it a second time.
    adapter.close().await.expect("is closed");
    assert_eq!(
        *lock(&journal),
        [
            "init",
            "broadcast",
            "broadcast_with_ack",
            "add_sockets",
            "del_sockets",
            "disconnect_socket",
            "server_count",
            "close"
        ]
    );
}

#[tokio::test]
async fn the_local_adapter_is_alone() {
    let adapter = server(Backends::default()).await;
    assert!(adapter.is_local());
    assert_eq!(adapter.server_count().await.expect("asks"), 1);
    assert_eq!(adapter.rooms(everyone()).await.expect("asks").len(), 0);
    adapter.close().await.expect("closes");
}
