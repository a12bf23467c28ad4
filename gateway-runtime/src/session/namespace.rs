//! `Namespace` is one namespace of the running server, as its sessions and the handles to it use it.

use std::sync::Arc;

#[cfg(feature = "admin-ui")]
use super::traffic::Traffic;
#[cfg(feature = "contract")]
use super::watch::WatchedNamespace;
use super::{Lifecycle, Session, missed::Missed};
#[cfg(feature = "metrics")]
use crate::metrics::NamespaceMetrics;
#[cfg(feature = "admin-ui")]
use crate::protocol::Recipients;
use crate::{
    error::EmitError,
    protocol::{self, Encoded, Form, RawSocket, SocketId},
    wire::{Payload, Written},
};

/// Shared by all handles to a namespace.
pub(crate) struct Namespace {
    protocol: protocol::Namespace,
    form: Form,
    /// What the parameters of its pattern stand for, in their order.
    params: Vec<(String, String)>,
    lifecycle: Arc<Lifecycle>,
    missed: Missed,
    #[cfg(feature = "contract")]
    watch: Option<WatchedNamespace>,
    #[cfg(feature = "metrics")]
    metrics: Option<Arc<NamespaceMetrics>>,
    #[cfg(feature = "admin-ui")]
    traffic: Option<Arc<Traffic>>,
}

impl Namespace {
    /// `name` is the name in the gateways' attributes: the path, or the pattern that stands for it.
    #[cfg_attr(
        not(any(feature = "contract", feature = "metrics")),
        expect(
            unused_variables,
            reason = "the contract and the metrics have the name"
        )
    )]
    pub(crate) fn new(
        protocol: protocol::Namespace,
        name: &str,
        params: Vec<(String, String)>,
        lifecycle: Arc<Lifecycle>,
    ) -> Self {
        Self {
            form: protocol.form(),
            protocol,
            params,
            missed: Missed::default(),
            #[cfg(feature = "contract")]
            watch: lifecycle
                .watch()
                .and_then(|watch| WatchedNamespace::new(watch, name)),
            #[cfg(feature = "metrics")]
            metrics: lifecycle.known_metrics_of(name),
            #[cfg(feature = "admin-ui")]
            traffic: lifecycle.traffic().cloned(),
            lifecycle,
        }
    }

    /// The same namespace, whose packets nobody looks at.
    #[cfg(feature = "admin-ui")]
    pub(crate) fn without_traffic(mut self) -> Self {
        self.traffic = None;
        self
    }

    /// What passes through the namespace, if somebody looks at the moment.
    #[cfg(feature = "admin-ui")]
    #[inline]
    pub(crate) fn traffic(&self) -> Option<&Traffic> {
        let traffic = self.traffic.as_deref();
        traffic.filter(|traffic| traffic.is_watched())
    }

    /// Notes that an event is sent to sockets of this server, if somebody looks.
    #[cfg(feature = "admin-ui")]
    #[inline]
    pub(crate) fn note_sent(&self, event: &Encoded, recipients: &Recipients) {
        if let Some(traffic) = self.traffic() {
            let sockets = self.protocol.local_sockets(recipients.clone());
            traffic.sent(self.path(), sockets, event.event(), true);
        }
    }

    /// Says in the log that so many clients have missed a broadcast.
    #[cold]
    pub(crate) fn warn_of_missed(&self, clients: usize) {
        self.missed.note(self.path(), clients);
    }

    /// The lifecycle of the app that serves the namespace.
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

    /// Writes the arguments of an acknowledgement; or those of `event`, behind its name.
    ///
    /// # Errors
    /// A value does not serialise.
    pub(crate) fn write(
        &self,
        event: Option<&str>,
        payload: &dyn Payload,
    ) -> serde_json::Result<Written> {
        Written::new(self.form, event, payload)
    }

    /// What is written in the form of any namespace, in the form of this one.
    ///
    /// # Errors
    /// What users have written as JSON by hand cannot be read.
    pub(crate) fn in_own_form(&self, written: Written) -> serde_json::Result<Written> {
        written.in_form(self.form)
    }

    /// An event that is sent to several sockets.
    pub(crate) fn encode(&self, event: &str, payload: &dyn Payload) -> Result<Encoded, EmitError> {
        check_name(event)?;
        let written = self.write(Some(event), payload)?;
        self.see(event);
        Ok(self.protocol.event(written.into_packet()))
    }

    /// What the app measures of the namespace, if it does.
    #[cfg(feature = "metrics")]
    pub(crate) fn metrics(&self) -> Option<&NamespaceMetrics> {
        self.metrics.as_deref()
    }

    /// Notes that an event is sent, if the app watches or counts what it emits.
    #[cfg_attr(
        not(any(feature = "contract", feature = "metrics")),
        expect(
            unused_variables,
            clippy::unused_self,
            reason = "nothing is watched without a contract, and nothing counted without metrics"
        )
    )]
    #[inline]
    pub(super) fn see(&self, event: &str) {
        #[cfg(feature = "contract")]
        if let Some(watch) = &self.watch {
            watch.see(event);
        }
        #[cfg(feature = "metrics")]
        if let Some(metrics) = self.metrics() {
            metrics.emit(event);
        }
    }

    /// A socket of this server.
    pub(crate) fn socket(&self, id: SocketId) -> Option<(RawSocket, Arc<Session>)> {
        let session = self.protocol.attached_to::<Arc<Session>>(id)?;
        Some((session.socket()?, session))
    }
}

/// # Errors
/// [`EmitError::ReservedEvent`]
#[inline]
pub(super) fn check_name(event: &str) -> Result<(), EmitError> {
    if protocol::is_reserved(event) {
        return Err(EmitError::ReservedEvent(event.to_owned()));
    }
    Ok(())
}
