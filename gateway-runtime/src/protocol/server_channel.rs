//! `ServerChannel` is the way from one server to the others, for what concerns no socket.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use futures_util::{
    StreamExt as _,
    future::{Either, select},
};
use socketioxide_core::{
    Uid, Value,
    adapter::{BroadcastFlags, BroadcastOptions, CoreLocalAdapter, errors::BroadcastError},
};

use tokio::time::sleep;

use super::adapter::{Backend, Backends, Publication, ServerEmitter, ServerHandler};
use crate::error::{EmitError, SharingError};

/// The other servers of a cluster, as one server reaches them.
pub(crate) struct ServerChannel {
    backend: Backend<ServerEmitter>,
    server: Uid,
    is_closed: AtomicBool,
}

impl ServerChannel {
    /// The way from `server`, whose `handler` takes what the others say; `None` if the backend carries only what
    /// concerns sockets.
    pub(super) fn new(
        backends: &Backends,
        server: Uid,
        handler: Option<Arc<dyn ServerHandler>>,
    ) -> Option<Self> {
        let listener = CoreLocalAdapter::new(ServerEmitter::new(server, handler));
        let backend = backends.make_between_servers(listener)?;
        Some(Self {
            backend,
            server,
            is_closed: AtomicBool::new(false),
        })
    }

    /// Begins to listen, and returns when the other servers are heard.
    ///
    /// # Errors
    /// The message of the backend.
    pub(super) async fn listen(&self) -> Result<(), String> {
        match &self.backend {
            Backend::Local(_) | Backend::Emitting { .. } => Ok(()),
            Backend::Adapter { adapter, .. } | Backend::Published { adapter, .. } => {
                let listening = Arc::clone(adapter).init_dyn(Box::new(|| ()));
                listening.await.map_err(|error| error.to_string())
            }
        }
    }

    /// Stops to listen.
    pub(super) async fn close(&self) {
        self.is_closed.store(true, Relaxed);
        match &self.backend {
            Backend::Local(_) | Backend::Emitting { .. } => {}
            Backend::Adapter { adapter, .. } => {
                // A backend that cannot be reached is not told that this server has left.
                let _ = adapter.close_dyn().await;
            }
            Backend::Published { adapter, others } => {
                let _ = adapter.close_dyn().await;
                others.forget();
            }
        }
    }

    /// Tells the other servers something.
    ///
    /// # Errors
    /// They cannot be reached.
    pub(crate) async fn tell(&self, message: &str) -> Result<(), SharingError> {
        let packet = ServerEmitter::packet(self.server, message);
        match &self.backend {
            Backend::Local(_) => Ok(()),
            Backend::Adapter { adapter, .. } => match adapter.broadcast_dyn(packet, all()).await {
                Ok(()) | Err(BroadcastError::Socket(_)) => Ok(()),
                Err(error) => Err(SharingError(error.to_string().into())),
            },
            Backend::Published { others, .. } | Backend::Emitting { others, .. } => {
                others.tell(Publication::Emit(&packet), &all()).await
            }
        }
    }

    /// Asks the other servers, and gives the answers of those that answer within `timeout`, or else the backend's own time.
    ///
    /// # Errors
    /// [`EmitError::Adapter`] if they cannot be reached, [`EmitError::CannotAsk`] of a process that is no server.
    pub(crate) async fn ask(
        &self,
        question: &str,
        timeout: Option<Duration>,
    ) -> Result<Vec<String>, EmitError> {
        let (adapter, lost) = match &self.backend {
            Backend::Local(_) => return Ok(Vec::new()),
            Backend::Emitting { .. } => return Err(EmitError::CannotAsk),
            Backend::Adapter { adapter, backend } => (adapter, backend.lost()),
            Backend::Published { adapter, others } => (adapter, others.lost()),
        };
        let packet = ServerEmitter::packet(self.server, question);
        let asked = Box::pin(async {
            let in_time = sleep(timeout.unwrap_or(Duration::MAX));
            // The published adapters add a time of their own.
            let answers = adapter.broadcast_with_ack_dyn(packet, all(), timeout);
            let answers = answers.await?.take_until(in_time);
            let answers = answers.filter_map(async |(_, answer)| match answer {
                Ok(Value::Str(text, _)) => Some(text.to_string()),
                _ => None,
            });
            Ok::<_, EmitError>(answers.collect().await)
        });
        // Without the backend, the adapter would wait for the other servers in vain.
        match select(asked, lost).await {
            Either::Left((answers, _)) => answers,
            Either::Right((error, _)) => Err(error.into()),
        }
    }
}

impl Drop for ServerChannel {
    fn drop(&mut self) {
        if !self.is_closed.load(Relaxed) {
            self.backend.close_in_task();
        }
    }
}

/// All servers.
fn all() -> BroadcastOptions {
    let mut options = BroadcastOptions::default();
    options.add_flag(BroadcastFlags::Broadcast);
    options
}
