//! `Namespace` is one namespace of the running server, as its sessions and the handles to it use it.

use std::sync::Arc;

use super::{Lifecycle, Session};
use crate::{
    error::EmitError,
    protocol::{self, EncodedEvent, RawSocket, SocketId},
    wire::{Arguments, Form, Payload},
};

/// Shared by all handles to a namespace.
pub(crate) struct Namespace {
    protocol: protocol::Namespace,
    form: Form,
    /// What the parameters of its pattern stand for, in their order.
    params: Vec<(String, String)>,
    lifecycle: Arc<Lifecycle>,
}

impl Namespace {
    pub(crate) fn new(
        protocol: protocol::Namespace,
        params: Vec<(String, String)>,
        lifecycle: Arc<Lifecycle>,
    ) -> Self {
        Self {
            form: Form::of(&protocol),
            protocol,
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

    /// The same namespace, as the protocol server has it.
    pub(crate) fn protocol(&self) -> &protocol::Namespace {
        &self.protocol
    }

    /// What the parameters of its pattern stand for.
    pub(crate) fn params(&self) -> &[(String, String)] {
        &self.params
    }

    /// The sessions of the sockets of this server.
    pub(crate) fn sessions(&self) -> Vec<Arc<Session>> {
        self.protocol.attached()
    }

    /// With its leading slash.
    pub(crate) fn path(&self) -> &str {
        self.protocol.path()
    }

    /// How arguments are handed over.
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    /// An event that is sent to several sockets.
    pub(crate) fn encode<T: Payload + ?Sized>(
        &self,
        event: &str,
        payload: &T,
    ) -> Result<EncodedEvent, EmitError> {
        let arguments = Arguments::of(self.form, event, payload);
        let written = self.protocol.write(event, &arguments);
        Ok(self.protocol.event(written.map_err(EmitError::Serialize)?))
    }

    /// A socket of this server.
    pub(crate) fn socket(&self, id: SocketId) -> Option<(RawSocket, Arc<Session>)> {
        let session = self.protocol.attached_to::<Arc<Session>>(id)?;
        Some((session.socket()?, session))
    }
}
