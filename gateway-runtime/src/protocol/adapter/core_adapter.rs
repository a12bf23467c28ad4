//! `AnyAdapter` as a `CoreAdapter`: what socketioxide calls, in terms of the cluster-wide verbs.

use std::{error::Error, sync::Arc, time::Duration};

use socketioxide_core::{
    adapter::{
        BroadcastOptions, CoreAdapter, CoreLocalAdapter, DefinedAdapter, RemoteSocketData, Room,
        RoomParam,
        errors::{AdapterError, BroadcastError},
    },
    packet::Packet,
};

use super::{
    any_adapter::AnyAdapter, backend::Backend, backends::Backends, cluster_wide::Answers,
    initialised::Initialised, socketioxide_emitter::SocketioxideEmitter,
};

impl DefinedAdapter for AnyAdapter {}

impl CoreAdapter<SocketioxideEmitter> for AnyAdapter {
    type Error = AdapterError;
    type State = Backends;
    type AckStream = Answers;
    type InitRes = Initialised;

    fn new(backends: &Backends, local: CoreLocalAdapter<SocketioxideEmitter>) -> Self {
        let adapter = Self::new(backends.make(local), Arc::clone(backends.adapters()));
        #[cfg(feature = "testing")]
        let adapter = adapter.recorded_by(backends.recorder());
        adapter
    }

    fn init(self: Arc<Self>, on_success: impl FnOnce() + Send + 'static) -> Initialised {
        self.mark_open();
        match &self.backend {
            Backend::Local(_) | Backend::Emitting { .. } => {
                on_success();
                Initialised::at_once()
            }
            Backend::Adapter { adapter, .. } | Backend::Published { adapter, .. } => {
                Initialised::after(Arc::clone(adapter).init_dyn(Box::new(on_success)))
            }
        }
    }

    async fn close(&self) -> Result<(), AdapterError> {
        if !self.mark_closed() {
            return Ok(());
        }
        match &self.backend {
            Backend::Local(_) | Backend::Emitting { .. } => Ok(()),
            Backend::Adapter { adapter, .. } => adapter.close_dyn().await,
            Backend::Published { adapter, others } => {
                let closed = adapter.close_dyn().await;
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
        let queried = self.emit_with_ack(packet, options, timeout).await;
        queried
            .map(|queried| queried.answers)
            .map_err(adapter_error)
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
        let locally = self.backend.local().disconnect_socket(options.clone());
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

    fn get_local(&self) -> &CoreLocalAdapter<SocketioxideEmitter> {
        self.backend.local()
    }
}

/// The error as the type that socketioxide has for all adapters.
fn adapter_error(error: impl Error + Send + 'static) -> AdapterError {
    AdapterError(Box::new(error))
}
