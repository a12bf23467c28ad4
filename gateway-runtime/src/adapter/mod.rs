//! The one adapter type of every server: what it does is chosen at run time, so that no code of a
//! user names an adapter.

mod adapters;
mod choice;
mod erased;
mod init;
mod sharing;
mod websocket_adapter;

pub(crate) use adapters::{Adapters, Identity};
pub(crate) use choice::AdapterChoice;
pub(crate) use init::Initialised;
pub use sharing::Sharing;
pub use websocket_adapter::{InMemoryAdapter, WebSocketAdapter};

use std::{sync::Arc, time::Duration};

use futures_util::future::Either;
use socketioxide_core::{
    adapter::{
        BroadcastOptions, CoreAdapter, CoreLocalAdapter, DefinedAdapter, RemoteSocketData, Room,
        RoomParam, SocketEmitter,
        errors::{AdapterError, BroadcastError},
    },
    packet::Packet,
};

use erased::{AckStream, ErasedAdapter};

/// Socketioxide hides this type from its documentation, but every adapter is generic over it: it is
/// named here and nowhere else.
#[cfg_attr(
    not(feature = "unstable-socketioxide"),
    expect(unreachable_pub, reason = "reached through the feature")
)]
pub type Emitter = socketioxide::adapter::Emitter;

/// A socket as socketioxide keeps it.
pub(crate) type RawSocket = socketioxide::socket::Socket<AnyAdapter>;

/// Socketioxide's adapter for a backend that is known at run time.
pub struct AnyAdapter {
    backend: Backend,
    adapters: Adapters,
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
    }
}

enum Backend {
    /// No other servers: direct calls, nothing boxed.
    Local(CoreLocalAdapter<Emitter>),
    /// Servers share rooms through something.
    Remote(Arc<dyn ErasedAdapter>),
}

impl DefinedAdapter for AnyAdapter {}

impl CoreAdapter<Emitter> for AnyAdapter {
    type Error = AdapterError;
    type State = AdapterChoice;
    type AckStream = Either<<Emitter as SocketEmitter>::AckStream, AckStream>;
    type InitRes = Initialised;

    fn new(choice: &AdapterChoice, local: CoreLocalAdapter<Emitter>) -> Self {
        let backend = match choice.factory() {
            None => Backend::Local(local),
            Some(factory) => Backend::Remote(factory(local)),
        };
        Self {
            backend,
            adapters: choice.adapters(),
        }
    }

    fn init(self: Arc<Self>, on_success: impl FnOnce() + Send + 'static) -> Initialised {
        self.adapters.insert(&self);
        match &self.backend {
            Backend::Local(_) => {
                on_success();
                Initialised::at_once()
            }
            Backend::Remote(remote) => {
                Initialised::after(Arc::clone(remote).init_erased(Box::new(on_success)))
            }
        }
    }

    async fn close(&self) -> Result<(), AdapterError> {
        self.adapters.remove(self);
        match &self.backend {
            Backend::Local(_) => Ok(()),
            Backend::Remote(remote) => remote.close_erased().await,
        }
    }

    async fn server_count(&self) -> Result<u16, AdapterError> {
        match &self.backend {
            Backend::Local(_) => Ok(1),
            Backend::Remote(remote) => remote.server_count_erased().await,
        }
    }

    async fn broadcast(
        &self,
        packet: Packet,
        options: BroadcastOptions,
    ) -> Result<(), BroadcastError> {
        match &self.backend {
            Backend::Local(local) => local
                .broadcast(packet, options)
                .map_err(BroadcastError::from),
            Backend::Remote(remote) => remote.broadcast_erased(packet, options).await,
        }
    }

    async fn broadcast_with_ack(
        &self,
        packet: Packet,
        options: BroadcastOptions,
        timeout: Option<Duration>,
    ) -> Result<Self::AckStream, AdapterError> {
        match &self.backend {
            Backend::Local(local) => Ok(Either::Left(
                local.broadcast_with_ack(packet, options, timeout).0,
            )),
            Backend::Remote(remote) => remote
                .broadcast_with_ack_erased(packet, options, timeout)
                .await
                .map(Either::Right),
        }
    }

    async fn add_sockets(
        &self,
        options: BroadcastOptions,
        rooms: impl RoomParam,
    ) -> Result<(), AdapterError> {
        match &self.backend {
            Backend::Local(local) => {
                local.add_sockets(options, rooms);
                Ok(())
            }
            Backend::Remote(remote) => {
                remote
                    .add_sockets_erased(options, rooms.into_room_iter().collect())
                    .await
            }
        }
    }

    async fn del_sockets(
        &self,
        options: BroadcastOptions,
        rooms: impl RoomParam,
    ) -> Result<(), AdapterError> {
        match &self.backend {
            Backend::Local(local) => {
                local.del_sockets(options, rooms);
                Ok(())
            }
            Backend::Remote(remote) => {
                remote
                    .del_sockets_erased(options, rooms.into_room_iter().collect())
                    .await
            }
        }
    }

    async fn disconnect_socket(&self, options: BroadcastOptions) -> Result<(), BroadcastError> {
        match &self.backend {
            Backend::Local(local) => local
                .disconnect_socket(options)
                .map_err(BroadcastError::Socket),
            Backend::Remote(remote) => remote.disconnect_socket_erased(options).await,
        }
    }

    async fn rooms(&self, options: BroadcastOptions) -> Result<Vec<Room>, AdapterError> {
        match &self.backend {
            Backend::Local(local) => Ok(local.rooms(options).into_iter().collect()),
            Backend::Remote(remote) => remote.rooms_erased(options).await,
        }
    }

    async fn fetch_sockets(
        &self,
        options: BroadcastOptions,
    ) -> Result<Vec<RemoteSocketData>, AdapterError> {
        match &self.backend {
            Backend::Local(local) => Ok(local.fetch_sockets(options)),
            Backend::Remote(remote) => remote.fetch_sockets_erased(options).await,
        }
    }

    fn get_local(&self) -> &CoreLocalAdapter<Emitter> {
        match &self.backend {
            Backend::Local(local) => local,
            Backend::Remote(remote) => remote.local_erased(),
        }
    }
}

#[cfg(test)]
mod tests;
