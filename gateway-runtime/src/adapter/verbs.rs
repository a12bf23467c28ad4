//! What is done with the sockets of all servers: with those of this one at once, whatever becomes of
//! the others.
//!
//! The published adapters ask their backend first and leave out this server's clients if that fails.

use std::{error::Error, time::Duration};

use futures_util::{
    FutureExt as _,
    future::{Either, select},
};
use socketioxide_core::{
    adapter::{
        BroadcastOptions, CoreAdapter, RemoteSocketData, Room,
        errors::{AdapterError, BroadcastError, SocketError},
    },
    packet::Packet,
};

use super::{AnyAdapter, Backend, SharingHealth, publisher::Told};
use crate::error::{EmitError, SharingError};

/// What became of a broadcast.
pub(crate) struct Emitted {
    pub(crate) locally: Result<(), Vec<SocketError>>,
    pub(crate) shared: Result<(), SharingError>,
}

pub(crate) type Answers = <AnyAdapter as CoreAdapter<super::Emitter>>::AckStream;

/// Clients that were asked.
pub(crate) struct Asked {
    pub(crate) answers: Answers,
    /// Whether those of the other servers were asked too.
    pub(crate) shared: Result<(), SharingError>,
}

impl AnyAdapter {
    pub(crate) async fn emit(&self, packet: Packet, options: BroadcastOptions) -> Emitted {
        if !self.backend.concerns_others(&options) {
            let locally = self.get_local().broadcast(packet, options);
            return Emitted {
                locally,
                shared: Ok(()),
            };
        }
        if let Backend::Adapter { adapter, .. } = &self.backend {
            let done = adapter
                .broadcast_erased(packet.clone(), options.clone())
                .await;
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
                    locally: self.get_local().broadcast(packet, options),
                    shared: Err(unreachable(&error)),
                },
            };
        }
        let locally = self.get_local().broadcast(packet.clone(), options.clone());
        let shared = self.tell(Told::Emit(&packet), &options).await;
        Emitted { locally, shared }
    }

    pub(crate) async fn emit_with_ack(
        &self,
        packet: Packet,
        options: BroadcastOptions,
        timeout: Option<Duration>,
    ) -> Result<Asked, EmitError> {
        let locally = |packet, options, shared| Asked {
            answers: Either::Left(
                self.get_local()
                    .broadcast_with_ack(packet, options, timeout)
                    .0,
            ),
            shared,
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
        let asked = adapter
            .broadcast_with_ack_erased(packet.clone(), options.clone(), timeout)
            .await;
        Ok(match asked {
            Ok(answers) => Asked {
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
        if let Backend::Adapter { adapter, .. } = &self.backend
            && self.backend.concerns_others(&options)
        {
            let done = adapter.add_sockets_erased(options.clone(), rooms.clone());
            return done.await.map_err(|error| {
                self.get_local().add_sockets(options, rooms);
                unreachable(&error)
            });
        }
        self.get_local().add_sockets(options.clone(), rooms.clone());
        self.tell(Told::Join(&rooms), &options).await
    }

    pub(crate) async fn leave(
        &self,
        options: BroadcastOptions,
        rooms: Vec<Room>,
    ) -> Result<(), SharingError> {
        if let Backend::Adapter { adapter, .. } = &self.backend
            && self.backend.concerns_others(&options)
        {
            let done = adapter.del_sockets_erased(options.clone(), rooms.clone());
            return done.await.map_err(|error| {
                self.get_local().del_sockets(options, rooms);
                unreachable(&error)
            });
        }
        self.get_local().del_sockets(options.clone(), rooms.clone());
        self.tell(Told::Leave(&rooms), &options).await
    }

    /// Disconnects the sockets of the other servers; those of this one are the caller's.
    pub(crate) async fn disconnect_others(
        &self,
        options: BroadcastOptions,
    ) -> Result<(), SharingError> {
        if !self.backend.concerns_others(&options) {
            return Ok(());
        }
        if let Backend::Adapter { adapter, .. } = &self.backend {
            // It disconnects ours too, which is no harm a second time.
            return match adapter.disconnect_socket_erased(options).await {
                Ok(()) | Err(BroadcastError::Socket(_)) => Ok(()),
                Err(error) => Err(unreachable(&error)),
            };
        }
        self.tell(Told::Disconnect, &options).await
    }

    /// The rooms that the sockets of all servers are in.
    pub(crate) async fn all_rooms(
        &self,
        options: BroadcastOptions,
    ) -> Result<Vec<Room>, EmitError> {
        match &self.backend {
            Backend::Emitting { .. } => Err(EmitError::CannotAsk),
            Backend::Adapter { adapter, .. } | Backend::Published { adapter, .. }
                if self.backend.concerns_others(&options) =>
            {
                self.ask(adapter.rooms_erased(options)).await
            }
            _ => Ok(self.get_local().rooms(options).into_iter().collect()),
        }
    }

    /// The sockets of all servers.
    pub(crate) async fn all_sockets(
        &self,
        options: BroadcastOptions,
    ) -> Result<Vec<RemoteSocketData>, EmitError> {
        match &self.backend {
            Backend::Emitting { .. } => Err(EmitError::CannotAsk),
            Backend::Adapter { adapter, .. } | Backend::Published { adapter, .. }
                if self.backend.concerns_others(&options) =>
            {
                self.ask(adapter.fetch_sockets_erased(options)).await
            }
            _ => Ok(self.get_local().fetch_sockets(options)),
        }
    }

    pub(crate) async fn count_servers(&self) -> Result<u16, EmitError> {
        match &self.backend {
            Backend::Local(_) => Ok(1),
            Backend::Adapter { adapter, .. } => Ok(adapter.server_count_erased().await?),
            Backend::Published { others, .. } | Backend::Emitting { others, .. } => {
                Ok(others.count().await?)
            }
        }
    }

    async fn tell(&self, told: Told<'_>, options: &BroadcastOptions) -> Result<(), SharingError> {
        match &self.backend {
            Backend::Published { others, .. } | Backend::Emitting { others, .. }
                if self.backend.concerns_others(options) =>
            {
                others.tell(told, options).await
            }
            _ => Ok(()),
        }
    }

    /// What the adapter answers, unless the backend goes away first: the adapter would wait for the
    /// other servers in vain.
    async fn ask<T>(
        &self,
        answer: impl Future<Output = Result<T, AdapterError>> + Send + Unpin,
    ) -> Result<T, EmitError> {
        let lost = match &self.backend {
            Backend::Published { others, .. } => others.lost(),
            Backend::Adapter { health, .. } => gone(health).boxed(),
            _ => return Ok(answer.await?),
        };
        match select(answer, lost).await {
            Either::Left((answer, _)) => Ok(answer?),
            Either::Right((error, _)) => Err(error.into()),
        }
    }
}

async fn gone(health: &SharingHealth) -> SharingError {
    health.down().await;
    SharingError("the backend went away".into())
}

/// Without the error's type, which is not `Sync`.
fn unreachable(error: &impl Error) -> SharingError {
    SharingError(error.to_string().into())
}

/// A backend that fails is as good as gone.
impl From<AdapterError> for EmitError {
    fn from(error: AdapterError) -> Self {
        Self::Adapter(error.to_string().into())
    }
}
