//! One namespace of the running server, as the handles use it.
//!
//! We talk to our adapter directly instead of to socketioxide's operators: their futures borrow the
//! payload, so a broadcast could not be spawned, and their errors say less.

use std::{pin::pin, sync::Arc, time::Duration};

use futures_util::StreamExt as _;
use socketioxide::{AckError, SocketError, extract::SocketRef, operators::BroadcastOperators};
use socketioxide_core::{
    Sid, Value,
    adapter::{BroadcastOptions, CoreAdapter},
    packet::Packet,
    parser::Parse,
};

use super::{Session, lifecycle::Lifecycle};
use crate::{
    adapter::{AnyAdapter, RawSocket},
    error::EmitError,
    wire::{Arguments, Form, Payload},
};

/// Shared by all handles to a namespace.
pub(crate) struct Namespace {
    adapter: Arc<AnyAdapter>,
    everyone: BroadcastOperators<AnyAdapter>,
    form: Form,
    /// What the parameters of its pattern stand for, in their order.
    params: Vec<(String, String)>,
    lifecycle: Arc<Lifecycle>,
}

impl Namespace {
    pub(crate) fn new(
        adapter: Arc<AnyAdapter>,
        everyone: BroadcastOperators<AnyAdapter>,
        params: Vec<(String, String)>,
        lifecycle: Arc<Lifecycle>,
    ) -> Self {
        Self {
            form: Form::of(adapter.get_local().parser()),
            adapter,
            everyone,
            params,
            lifecycle,
        }
    }

    /// How far its app is.
    pub(crate) fn lifecycle(&self) -> &Arc<Lifecycle> {
        &self.lifecycle
    }

    /// # Errors
    /// [`EmitError::NotRunning`] if its app has ended.
    pub(crate) fn check(&self) -> Result<(), EmitError> {
        self.lifecycle.check()
    }

    /// Whether this is the namespace with that adapter: each has its own.
    pub(crate) fn is_of(&self, adapter: &Arc<AnyAdapter>) -> bool {
        Arc::ptr_eq(&self.adapter, adapter)
    }

    /// What the parameters of its pattern stand for.
    pub(crate) fn params(&self) -> &[(String, String)] {
        &self.params
    }

    /// The sockets of this server.
    pub(crate) fn sockets(&self) -> Vec<SocketRef<AnyAdapter>> {
        self.everyone.clone().sockets()
    }

    /// The sessions of the sockets of this server.
    pub(crate) fn sessions(&self) -> Vec<Arc<Session>> {
        let sockets = self.sockets().into_iter();
        sockets
            .filter_map(|socket| socket.extensions.get::<Arc<Session>>())
            .collect()
    }

    /// With its leading slash.
    pub(crate) fn path(&self) -> &str {
        self.everyone.ns_path()
    }

    /// How arguments are handed over.
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    pub(crate) fn adapter(&self) -> &AnyAdapter {
        &self.adapter
    }

    #[cfg(feature = "unstable-socketioxide")]
    pub(crate) fn operators(&self) -> &BroadcastOperators<AnyAdapter> {
        &self.everyone
    }

    /// The packet of an event.
    pub(crate) fn packet<T: Payload + ?Sized>(
        &self,
        event: &str,
        payload: &T,
    ) -> Result<Packet, EmitError> {
        let local = self.adapter.get_local();
        let value = local
            .parser()
            .encode_value(&Arguments::of(self.form, event, payload), Some(event))
            .map_err(|error| EmitError::Serialize(error.into()))?;
        Ok(Packet::event(local.path().clone(), value))
    }

    /// Sends a packet to one socket of this server.
    pub(crate) fn send_to(
        &self,
        socket: &RawSocket,
        packet: Packet,
    ) -> Result<(), socketioxide::SendError> {
        let options = BroadcastOptions::new(socket.id);
        self.adapter
            .get_local()
            .broadcast(packet, options)
            .map_err(|errors| {
                let error = errors.into_iter().next().unwrap_or(SocketError::Closed);
                socketioxide::SendError::Socket(error)
            })
    }

    /// Sends a packet to one socket of this server and waits for its acknowledgement: undecoded, which
    /// the socket's own verb would not give.
    pub(crate) async fn ask(
        &self,
        socket: Sid,
        packet: Packet,
        timeout: Option<Duration>,
    ) -> Result<Value, AckError> {
        let options = BroadcastOptions::new(socket);
        let local = self.adapter.get_local();
        let (answers, _) = local.broadcast_with_ack(packet, options, timeout);
        match pin!(answers).next().await {
            Some((_, answer)) => answer,
            None => Err(AckError::Socket(SocketError::Closed)),
        }
    }

    /// A socket of this server.
    pub(crate) fn socket(&self, id: Sid) -> Option<(Arc<RawSocket>, Arc<Session>)> {
        let socket = self.everyone.get_socket(id)?;
        let session = socket.extensions.get::<Arc<Session>>()?;
        Some((session.socket()?, session))
    }
}
