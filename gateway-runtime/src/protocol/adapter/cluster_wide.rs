//! The cluster-wide verbs of `AnyAdapter`: what is done with the sockets of all servers.
//!
//! The sockets of this server come first, whatever becomes of the others. The published adapters do it
//! the other way round: they ask their backend first, and leave out this server's clients if that fails.

use std::{error::Error, time::Duration};

use futures_util::future::{BoxFuture, Either, select};
use socketioxide_core::{
    adapter::{
        BroadcastOptions, CoreLocalAdapter, RemoteSocketData, Room, SocketEmitter,
        errors::{AdapterError, BroadcastError, SocketError},
    },
    packet::Packet,
};

#[cfg(feature = "testing")]
use super::recorder::Deed;
use super::{
    any_adapter::AnyAdapter,
    backend::Backend,
    dyn_adapter::{AckStream, DynAdapter},
    publisher::{Publication, RoomChange},
    socketioxide_emitter::SocketioxideEmitter,
};
use crate::{
    error::{EmitError, SharingError},
    protocol::SocketDescription,
};

/// What became of a broadcast.
pub(crate) struct Emitted {
    pub(crate) locally: Result<(), Vec<SocketError>>,
    pub(crate) shared: Result<(), SharingError>,
}

/// The acknowledgements of clients, as they come in.
pub(crate) type Answers = Either<<SocketioxideEmitter as SocketEmitter>::AckStream, AckStream>;

/// Clients that were sent an event which they acknowledge.
pub(crate) struct Queried {
    pub(crate) answers: Answers,
    /// Whether the event was sent to the clients of the other servers too.
    pub(crate) shared: Result<(), SharingError>,
}

impl AnyAdapter {
    pub(crate) async fn emit(&self, packet: Packet, options: BroadcastOptions) -> Emitted {
        #[cfg(feature = "testing")]
        if let Some(shared) = self.record_event(&packet, &options) {
            return Emitted {
                locally: Ok(()),
                shared,
            };
        }
        let local = self.backend.local();
        if !self.backend.concerns_others(&options) {
            return Emitted {
                locally: local.broadcast(packet, options),
                shared: Ok(()),
            };
        }
        if let Backend::Adapter { adapter, .. } = &self.backend {
            let done = adapter.broadcast_dyn(packet.clone(), options.clone()).await;
            return match done {
                Ok(()) => Emitted {
                    locally: Ok(()),
                    shared: Ok(()),
                },
                Err(BroadcastError::Socket(errors)) => Emitted {
                    locally: Err(errors),
                    shared: Ok(()),
                },
                Err(error) => Emitted {
                    locally: local.broadcast(packet, options),
                    shared: Err(unreachable(&error)),
                },
            };
        }
        let locally = local.broadcast(packet.clone(), options.clone());
        let shared = self.tell(Publication::Emit(&packet), &options).await;
        Emitted { locally, shared }
    }

    pub(crate) async fn emit_with_ack(
        &self,
        packet: Packet,
        options: BroadcastOptions,
        timeout: Option<Duration>,
    ) -> Result<Queried, EmitError> {
        #[cfg(feature = "testing")]
        if let Some(queried) = self.record_question(&packet, &options, timeout) {
            return Ok(queried);
        }
        let locally = |packet, options, shared| {
            let local = self.backend.local();
            Queried {
                answers: Either::Left(local.broadcast_with_ack(packet, options, timeout).0),
                shared,
            }
        };
        if !self.backend.concerns_others(&options) {
            return Ok(locally(packet, options, Ok(())));
        }
        let adapter = match &self.backend {
            Backend::Local(_) => return Ok(locally(packet, options, Ok(()))),
            Backend::Emitting { .. } => return Err(EmitError::CannotAsk),
            Backend::Adapter { adapter, .. } => adapter,
            Backend::Published { adapter, others } => {
                if let Err(error) = others.check() {
                    return Ok(locally(packet, options, Err(error)));
                }
                adapter
            }
        };
        let queried = adapter
            .broadcast_with_ack_dyn(packet.clone(), options.clone(), timeout)
            .await;
        Ok(match queried {
            Ok(answers) => Queried {
                answers: Either::Right(answers),
                shared: Ok(()),
            },
            Err(error) => locally(packet, options, Err(unreachable(&error))),
        })
    }

    pub(crate) async fn join(
        &self,
        options: BroadcastOptions,
        rooms: Vec<Room>,
    ) -> Result<(), SharingError> {
        self.change_rooms(RoomChange::Join, options, rooms).await
    }

    pub(crate) async fn leave(
        &self,
        options: BroadcastOptions,
        rooms: Vec<Room>,
    ) -> Result<(), SharingError> {
        self.change_rooms(RoomChange::Leave, options, rooms).await
    }

    async fn change_rooms(
        &self,
        change: RoomChange,
        options: BroadcastOptions,
        rooms: Vec<Room>,
    ) -> Result<(), SharingError> {
        #[cfg(feature = "testing")]
        if let Some(shared) = self.record(&options, || Deed::ChangeRooms(change, rooms.clone())) {
            return shared;
        }
        if let Backend::Adapter { adapter, .. } = &self.backend
            && self.backend.concerns_others(&options)
        {
            let done = match change {
                RoomChange::Join => adapter.add_sockets_dyn(options.clone(), rooms.clone()),
                RoomChange::Leave => adapter.del_sockets_dyn(options.clone(), rooms.clone()),
            };
            return done.await.map_err(|error| {
                self.change_rooms_here(change, options, rooms);
                unreachable(&error)
            });
        }
        self.change_rooms_here(change, options.clone(), rooms.clone());
        self.tell(Publication::ChangeRooms(change, &rooms), &options)
            .await
    }

    fn change_rooms_here(&self, change: RoomChange, options: BroadcastOptions, rooms: Vec<Room>) {
        let local = self.backend.local();
        let follower = self.follower().map(|follower| (follower, rooms.clone()));
        match change {
            RoomChange::Join => local.add_sockets(options, rooms),
            RoomChange::Leave => local.del_sockets(options, rooms),
        }
        if let Some((follower, rooms)) = follower {
            follower.changed(&rooms);
        }
    }

    /// Disconnects the sockets of the other servers; those of this one are the caller's.
    pub(crate) async fn disconnect_others(
        &self,
        options: BroadcastOptions,
    ) -> Result<(), SharingError> {
        #[cfg(feature = "testing")]
        if let Some(shared) = self.record(&options, || Deed::Disconnect) {
            return shared;
        }
        if !self.backend.concerns_others(&options) {
            return Ok(());
        }
        if let Backend::Adapter { adapter, .. } = &self.backend {
            // The adapter disconnects ours too, which is no harm a second time.
            return match adapter.disconnect_socket_dyn(options).await {
                Ok(()) | Err(BroadcastError::Socket(_)) => Ok(()),
                Err(error) => Err(unreachable(&error)),
            };
        }
        self.tell(Publication::Disconnect, &options).await
    }

    /// The sockets of the other servers, as these describe them; nothing if only sockets of this server are meant. `None`
    /// if the language of the servers has no words for it.
    pub(crate) async fn sockets_elsewhere(
        &self,
        options: &BroadcastOptions,
        timeout: Option<Duration>,
    ) -> Result<Option<Vec<SocketDescription>>, EmitError> {
        let others = match &self.backend {
            Backend::Published { others, .. } => others,
            Backend::Local(_) | Backend::Adapter { .. } | Backend::Emitting { .. } => {
                return Ok(None);
            }
        };
        let Some(conversation) = others.conversation() else {
            return Ok(None);
        };
        if !self.backend.concerns_others(options) {
            return Ok(Some(Vec::new()));
        }
        // Without the backend, the servers would be waited for in vain.
        match select(conversation.sockets(options, timeout), others.lost()).await {
            Either::Left((sockets, _)) => Ok(Some(sockets?)),
            Either::Right((error, _)) => Err(error.into()),
        }
    }

    /// The rooms that the sockets of all servers are in.
    pub(crate) async fn all_rooms(
        &self,
        options: BroadcastOptions,
    ) -> Result<Vec<Room>, EmitError> {
        let here =
            |local: &CoreLocalAdapter<_>, options| local.rooms(options).into_iter().collect();
        self.gather(options, <dyn DynAdapter>::rooms_dyn, here)
            .await
    }

    /// The sockets of all servers.
    pub(crate) async fn all_sockets(
        &self,
        options: BroadcastOptions,
    ) -> Result<Vec<RemoteSocketData>, EmitError> {
        let everywhere = <dyn DynAdapter>::fetch_sockets_dyn;
        self.gather(options, everywhere, CoreLocalAdapter::fetch_sockets)
            .await
    }

    /// What the sockets of all servers have, or those of this one where no others are meant.
    async fn gather<T>(
        &self,
        options: BroadcastOptions,
        everywhere: impl FnOnce(
            &dyn DynAdapter,
            BroadcastOptions,
        ) -> BoxFuture<'_, Result<T, AdapterError>>,
        here: impl FnOnce(&CoreLocalAdapter<SocketioxideEmitter>, BroadcastOptions) -> T,
    ) -> Result<T, EmitError> {
        let (adapter, backend) = match &self.backend {
            Backend::Emitting { .. } => return Err(EmitError::CannotAsk),
            _ if !self.backend.concerns_others(&options) => {
                return Ok(here(self.backend.local(), options));
            }
            Backend::Adapter { adapter, backend } => (adapter, backend.lost()),
            Backend::Published { adapter, others } => (adapter, others.lost()),
            Backend::Local(local) => return Ok(here(local, options)),
        };
        // Without the backend, the adapter would wait for the other servers in vain.
        match select(everywhere(&**adapter, options), backend).await {
            Either::Left((answer, _)) => Ok(answer?),
            Either::Right((error, _)) => Err(error.into()),
        }
    }

    pub(crate) async fn count_servers(&self) -> Result<u16, EmitError> {
        match &self.backend {
            Backend::Local(_) => Ok(1),
            Backend::Adapter { adapter, .. } => Ok(adapter.server_count_dyn().await?),
            Backend::Published { others, .. } | Backend::Emitting { others, .. } => {
                Ok(others.count().await?)
            }
        }
    }

    async fn tell(
        &self,
        publication: Publication<'_>,
        options: &BroadcastOptions,
    ) -> Result<(), SharingError> {
        match &self.backend {
            Backend::Published { others, .. } | Backend::Emitting { others, .. }
                if self.backend.concerns_others(options) =>
            {
                others.tell(publication, options).await
            }
            _ => Ok(()),
        }
    }
}

/// The error's text: the error itself is not `Sync`.
fn unreachable(error: &impl Error) -> SharingError {
    SharingError(error.to_string().into())
}

/// A backend that fails is as good as gone.
impl From<AdapterError> for EmitError {
    fn from(error: AdapterError) -> Self {
        Self::Adapter(error.to_string().into())
    }
}
