//! `Link` is the way to Redis: at most one connection at a time.

use std::sync::Arc;

use redis::{ErrorKind, RedisError};
use tokio::time::timeout;

use super::{
    connection::{Connection, Target},
    inbox::Inbox,
    python::PythonEmitters,
};
use crate::adapter::outage::{ANSWER, Circuit, Status, Unreachable};

/// The way to Redis, on which connections follow one another.
pub(super) struct Link {
    pub(super) target: Target,
    pub(super) inbox: Arc<Inbox>,
    /// The emitters of Python that are listened to, if any are.
    pub(super) python: Option<PythonEmitters>,
    circuit: Circuit<Connection>,
}

impl Link {
    pub(super) fn new(
        target: Target,
        inbox: Arc<Inbox>,
        python: Option<PythonEmitters>,
        circuit: Circuit<Connection>,
    ) -> Self {
        Self {
            target,
            inbox,
            python,
            circuit,
        }
    }

    pub(super) fn status(&self) -> &Arc<Status> {
        self.circuit.status()
    }

    /// An error while there is no connection.
    pub(super) fn check(&self) -> Result<(), Unreachable> {
        self.circuit.connection().map(drop)
    }

    /// Waits until there is no connection.
    pub(super) async fn lost(&self) -> Unreachable {
        self.circuit.lost().await
    }

    /// Waits for a connection, or until nobody needs one any more.
    pub(super) async fn connected(&self) {
        self.circuit.available().await;
    }

    /// Waits until the connection has to be pinged.
    pub(super) async fn ping_is_due(&self) {
        self.circuit.ping_is_due().await;
    }

    /// The answer to a command, if the answer comes in time.
    pub(super) async fn command<T>(
        &self,
        answer: impl AsyncFnOnce(&Connection) -> Result<T, RedisError>,
    ) -> Result<T, Unreachable> {
        let connection = self.circuit.connection()?;
        let cause = match timeout(ANSWER, answer(&connection)).await {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => {
                let cause = Unreachable::because(&error);
                // What Redis refuses, it would refuse on another connection too.
                if matches!(error.kind(), ErrorKind::Server(_) | ErrorKind::Extension) {
                    return Err(cause);
                }
                cause
            }
            Err(_) => Unreachable::silent(),
        };
        self.away(&cause);
        Err(cause)
    }

    /// From now on nothing waits.
    pub(super) fn away(&self, cause: &Unreachable) {
        if self.circuit.lose(cause) {
            self.circuit.doubt();
        }
    }

    /// From now on there is a connection to use.
    pub(super) fn up(&self, connection: &Connection) {
        self.circuit.regain(connection.clone());
    }

    pub(super) fn end(&self) {
        self.circuit.end();
        self.inbox.clear();
    }
}
