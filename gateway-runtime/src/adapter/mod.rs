//! The one adapter type of every server: what it does is chosen at run time, so that no code of a
//! user names an adapter.

mod adapters;
#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
mod address;
#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
mod back_off;
mod backend;
#[cfg(any(feature = "mongodb", feature = "postgres"))]
mod breaker;
mod choice;
mod erased;
mod health;
mod init;
#[cfg(feature = "mongodb")]
mod mongodb;
#[cfg(feature = "postgres")]
mod postgres;
mod publisher;
#[cfg(feature = "redis")]
mod redis;
mod sharing;
#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
mod status;
mod verbs;
mod websocket_adapter;

pub(crate) use adapters::{Adapters, Identity};
pub(crate) use choice::AdapterChoice;
pub use health::SharingHealth;
pub(crate) use init::Initialised;
#[cfg(feature = "mongodb")]
pub use mongodb::MongodbAdapter;
#[cfg(feature = "postgres")]
pub use postgres::PostgresAdapter;
#[cfg(feature = "redis-cluster")]
pub use redis::RedisClusterAdapter;
#[cfg(feature = "redis")]
pub use redis::{Emitter as RedisEmitter, RedisAdapter, RedisOptions};
pub use sharing::Sharing;
pub use websocket_adapter::{InMemoryAdapter, WebSocketAdapter};

use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::future::Either;
use socketioxide_core::{
    adapter::{
        BroadcastOptions, CoreAdapter, CoreLocalAdapter, DefinedAdapter, RemoteSocketData, Room,
        RoomParam, SocketEmitter,
        errors::{AdapterError, BroadcastError},
    },
    packet::Packet,
};

use tokio::runtime::Handle;

use crate::spawn::spawn_on;
use backend::Backend;
use erased::AckStream;

/// The stage of the start-up that fails without a backend.
#[cfg(any(feature = "mongodb", feature = "postgres", feature = "redis"))]
const STAGE: &str = "rooms cannot be shared between servers";

/// Socketioxide hides this type from its documentation, but every adapter is generic over it: it is
/// named here and nowhere else.
#[cfg_attr(
    not(feature = "unstable-socketioxide"),
    expect(unreachable_pub, reason = "reached through the feature")
)]
pub type Emitter = socketioxide::adapter::Emitter;

/// Socketioxide's adapter for a backend that is known at run time.
pub struct AnyAdapter {
    backend: Backend,
    adapters: Adapters,
    is_closed: AtomicBool,
}

impl AnyAdapter {
    /// Whether there are no other servers.
    pub(crate) fn is_local(&self) -> bool {
        matches!(self.backend, Backend::Local(_))
    }
}

/// One whose namespace another has replaced is never closed.
impl Drop for AnyAdapter {
    fn drop(&mut self) {
        self.adapters.remove(self);
        // An app that fails to start closes nothing, and the adapter has tasks of its own.
        if let Backend::Adapter { adapter, .. } = &self.backend
            && !self.is_closed.load(Ordering::Relaxed)
            && let Ok(runtime) = Handle::try_current()
        {
            let adapter = Arc::clone(adapter);
            let closing = async move {
                let _ = adapter.close_erased().await;
            };
            spawn_on(&runtime, Box::pin(closing));
        }
    }
}

impl DefinedAdapter for AnyAdapter {}

impl CoreAdapter<Emitter> for AnyAdapter {
    type Error = AdapterError;
    type State = AdapterChoice;
    type AckStream = Either<<Emitter as SocketEmitter>::AckStream, AckStream>;
    type InitRes = Initialised;

    fn new(choice: &AdapterChoice, local: CoreLocalAdapter<Emitter>) -> Self {
        Self {
            backend: choice.backend(local),
            adapters: choice.adapters(),
            is_closed: AtomicBool::new(false),
        }
    }

    fn init(self: Arc<Self>, on_success: impl FnOnce() + Send + 'static) -> Initialised {
        self.adapters.insert(&self);
        match &self.backend {
            Backend::Local(_) | Backend::Emitting { .. } => {
                on_success();
                Initialised::at_once()
            }
            Backend::Adapter { adapter, .. } | Backend::Published { adapter, .. } => {
                Initialised::after(Arc::clone(adapter).init_erased(Box::new(on_success)))
            }
        }
    }

    async fn close(&self) -> Result<(), AdapterError> {
        self.adapters.remove(self);
        self.is_closed.store(true, Ordering::Relaxed);
        match &self.backend {
            Backend::Local(_) | Backend::Emitting { .. } => Ok(()),
            Backend::Adapter { adapter, .. } => adapter.close_erased().await,
            Backend::Published { adapter, others } => {
                let closed = adapter.close_erased().await;
                others.forget();
                closed
            }
        }
    }

    async fn server_count(&self) -> Result<u16, AdapterError> {
        self.count_servers().await.map_err(adapter_error)
    }

    async fn broadcast(
        &self,
        packet: Packet,
        options: BroadcastOptions,
    ) -> Result<(), BroadcastError> {
        let emitted = self.emit(packet, options).await;
        if let Err(errors) = emitted.locally {
            return Err(BroadcastError::Socket(errors));
        }
        emitted.shared.map_err(|error| adapter_error(error).into())
    }

    async fn broadcast_with_ack(
        &self,
        packet: Packet,
        options: BroadcastOptions,
        timeout: Option<Duration>,
    ) -> Result<Self::AckStream, AdapterError> {
        let asked = self.emit_with_ack(packet, options, timeout).await;
        asked.map(|asked| asked.answers).map_err(adapter_error)
    }

    async fn add_sockets(
        &self,
        options: BroadcastOptions,
        rooms: impl RoomParam,
    ) -> Result<(), AdapterError> {
        let joined = self.join(options, rooms.into_room_iter().collect());
        joined.await.map_err(adapter_error)
    }

    async fn del_sockets(
        &self,
        options: BroadcastOptions,
        rooms: impl RoomParam,
    ) -> Result<(), AdapterError> {
        let left = self.leave(options, rooms.into_room_iter().collect());
        left.await.map_err(adapter_error)
    }

    async fn disconnect_socket(&self, options: BroadcastOptions) -> Result<(), BroadcastError> {
        let locally = self.get_local().disconnect_socket(options.clone());
        let shared = self.disconnect_others(options).await;
        locally.map_err(BroadcastError::Socket)?;
        shared.map_err(|error| adapter_error(error).into())
    }

    async fn rooms(&self, options: BroadcastOptions) -> Result<Vec<Room>, AdapterError> {
        self.all_rooms(options).await.map_err(adapter_error)
    }

    async fn fetch_sockets(
        &self,
        options: BroadcastOptions,
    ) -> Result<Vec<RemoteSocketData>, AdapterError> {
        self.all_sockets(options).await.map_err(adapter_error)
    }

    fn get_local(&self) -> &CoreLocalAdapter<Emitter> {
        self.backend.local()
    }
}

/// In socketioxide's words.
fn adapter_error(error: impl Error + Send + 'static) -> AdapterError {
    AdapterError(Box::new(error))
}

#[cfg(test)]
mod tests;
