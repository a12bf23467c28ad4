//! `DynAdapter` is socketioxide's adapter trait in a form that `dyn` works with.

use std::{error::Error, pin::Pin, sync::Arc, task::Poll, time::Duration};

use futures_core::stream::FusedStream;
use futures_util::{FutureExt, StreamExt, TryFutureExt, future::BoxFuture, stream::poll_fn};
use socketioxide_core::{
    adapter::{
        AckStreamItem, BroadcastOptions, CoreAdapter, CoreLocalAdapter, RemoteSocketData, Room,
        SocketEmitter,
        errors::{AdapterError, BroadcastError},
    },
    packet::Packet,
};

use super::socketioxide_emitter::SocketioxideEmitter;

/// The acknowledgements of all servers' sockets.
pub(crate) type AckStream<S = SocketioxideEmitter> =
    Pin<Box<dyn FusedStream<Item = AckStreamItem<<S as SocketEmitter>::AckError>> + Send>>;

/// `CoreAdapter` with boxed futures; `S` is how it sends to a socket of this server.
pub(crate) trait DynAdapter<S: SocketEmitter = SocketioxideEmitter>:
    Send + Sync + 'static
{
    fn init_dyn(
        self: Arc<Self>,
        on_success: Box<dyn FnOnce() + Send>,
    ) -> BoxFuture<'static, Result<(), AdapterError>>;
    fn close_dyn(&self) -> BoxFuture<'_, Result<(), AdapterError>>;
    fn server_count_dyn(&self) -> BoxFuture<'_, Result<u16, AdapterError>>;
    fn broadcast_dyn(
        &self,
        packet: Packet,
        options: BroadcastOptions,
    ) -> BoxFuture<'_, Result<(), BroadcastError>>;
    fn broadcast_with_ack_dyn(
        &self,
        packet: Packet,
        options: BroadcastOptions,
        timeout: Option<Duration>,
    ) -> BoxFuture<'_, Result<AckStream<S>, AdapterError>>;
    fn add_sockets_dyn(
        &self,
        options: BroadcastOptions,
        rooms: Vec<Room>,
    ) -> BoxFuture<'_, Result<(), AdapterError>>;
    fn del_sockets_dyn(
        &self,
        options: BroadcastOptions,
        rooms: Vec<Room>,
    ) -> BoxFuture<'_, Result<(), AdapterError>>;
    fn disconnect_socket_dyn(
        &self,
        options: BroadcastOptions,
    ) -> BoxFuture<'_, Result<(), BroadcastError>>;
    fn rooms_dyn(
        &self,
        options: BroadcastOptions,
    ) -> BoxFuture<'_, Result<Vec<Room>, AdapterError>>;
    fn fetch_sockets_dyn(
        &self,
        options: BroadcastOptions,
    ) -> BoxFuture<'_, Result<Vec<RemoteSocketData>, AdapterError>>;
    fn local_dyn(&self) -> &CoreLocalAdapter<S>;
}

/// Every published remote adapter: registering a namespace is a future of a `Result`.
impl<A, E, S> DynAdapter<S> for A
where
    S: SocketEmitter,
    A: CoreAdapter<S>,
    A::InitRes: Future<Output = Result<(), E>> + Send + 'static,
    E: Error + Send + 'static,
{
    fn init_dyn(
        self: Arc<Self>,
        on_success: Box<dyn FnOnce() + Send>,
    ) -> BoxFuture<'static, Result<(), AdapterError>> {
        self.init(on_success)
            .map_err(|error| AdapterError::from(Box::new(error) as Box<dyn Error + Send>))
            .boxed()
    }

    fn close_dyn(&self) -> BoxFuture<'_, Result<(), AdapterError>> {
        self.close().map_err(Into::into).boxed()
    }

    fn server_count_dyn(&self) -> BoxFuture<'_, Result<u16, AdapterError>> {
        self.server_count().map_err(Into::into).boxed()
    }

    fn broadcast_dyn(
        &self,
        packet: Packet,
        options: BroadcastOptions,
    ) -> BoxFuture<'_, Result<(), BroadcastError>> {
        self.broadcast(packet, options).boxed()
    }

    fn broadcast_with_ack_dyn(
        &self,
        packet: Packet,
        options: BroadcastOptions,
        timeout: Option<Duration>,
    ) -> BoxFuture<'_, Result<AckStream<S>, AdapterError>> {
        self.broadcast_with_ack(packet, options, timeout)
            .map_ok(ending::<S>)
            .map_err(Into::into)
            .boxed()
    }

    fn add_sockets_dyn(
        &self,
        options: BroadcastOptions,
        rooms: Vec<Room>,
    ) -> BoxFuture<'_, Result<(), AdapterError>> {
        self.add_sockets(options, rooms).map_err(Into::into).boxed()
    }

    fn del_sockets_dyn(
        &self,
        options: BroadcastOptions,
        rooms: Vec<Room>,
    ) -> BoxFuture<'_, Result<(), AdapterError>> {
        self.del_sockets(options, rooms).map_err(Into::into).boxed()
    }

    fn disconnect_socket_dyn(
        &self,
        options: BroadcastOptions,
    ) -> BoxFuture<'_, Result<(), BroadcastError>> {
        self.disconnect_socket(options).boxed()
    }

    fn rooms_dyn(
        &self,
        options: BroadcastOptions,
    ) -> BoxFuture<'_, Result<Vec<Room>, AdapterError>> {
        self.rooms(options).map_err(Into::into).boxed()
    }

    fn fetch_sockets_dyn(
        &self,
        options: BroadcastOptions,
    ) -> BoxFuture<'_, Result<Vec<RemoteSocketData>, AdapterError>> {
        self.fetch_sockets(options).map_err(Into::into).boxed()
    }

    fn local_dyn(&self) -> &CoreLocalAdapter<S> {
        self.get_local()
    }
}

/// `answers`, which end with the last one. Those of the published adapters wait for their timeout if what
/// comes last is not an answer but that a server has nobody to ask.
fn ending<S: SocketEmitter>(
    answers: impl FusedStream<Item = AckStreamItem<S::AckError>> + Send + 'static,
) -> AckStream<S> {
    let mut answers = Box::pin(answers);
    let ending = poll_fn(move |context| match answers.poll_next_unpin(context) {
        Poll::Pending if answers.is_terminated() => Poll::Ready(None),
        answer => answer,
    });
    Box::pin(ending.fuse())
}
