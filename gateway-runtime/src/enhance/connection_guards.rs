//! `ConnectionGuards` are the guards that a client passes before its CONNECT.

use std::{sync::Arc, time::Duration};

use tokio::time::{Instant, timeout_at};

use super::{
    CallContext, Filters, Given, Target,
    guard::{AnyGuard, State},
};
use crate::{
    error::{Failure, FailureKind, WsError},
    handles::Socket,
    panics::{called, caught},
    watchdog::{Polls, Watched},
};

/// The longest time that guards may be given: `Duration::MAX` would be beyond what a clock can show.
const LONGEST: Duration = Duration::from_hours(30 * 365 * 24);

/// The guards of a namespace, in their order, and how long they may take together.
#[derive(Default)]
pub(crate) struct ConnectionGuards {
    guards: Vec<ConnectionGuard>,
    timeout: Duration,
}

/// One guard, with the gateway in whose list it stands.
pub(crate) struct ConnectionGuard {
    pub(crate) guard: Arc<dyn AnyGuard>,
    pub(crate) name: String,
    /// Whether the log is told when the guard holds its thread.
    pub(crate) watched: Watched,
    pub(crate) target: Arc<Target>,
    /// Who turns a refusal into what the client is told.
    pub(crate) filters: Filters,
}

impl ConnectionGuards {
    pub(crate) fn new(guards: Vec<ConnectionGuard>, timeout: Duration) -> Self {
        Self { guards, timeout }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.guards.is_empty()
    }

    /// Asks the guards about a client; the first refusal ends it. What the guards give is kept with the socket.
    ///
    /// # Errors
    /// The refusal, an internal error for a panic, or a timeout.
    pub(crate) async fn admit(&self, socket: &Socket) -> Result<(), WsError> {
        // 30 years are no limit, and can be added to any moment.
        let deadline = Instant::now() + self.timeout.min(LONGEST);
        for guard in &self.guards {
            let decision = Polls::new(guard.watched.id(), guard.ask(socket));
            let Ok(decision) = timeout_at(deadline, decision).await else {
                tracing::warn!(
                    guard = guard.name,
                    socket = %socket.id(),
                    timeout = ?self.timeout,
                    "a guard did not decide in time about a client that wants to connect"
                );
                return Err(WsError::timeout("the connection was not accepted in time"));
            };
            decision?;
        }
        Ok(())
    }
}

impl ConnectionGuard {
    async fn ask(&self, socket: &Socket) -> Result<(), WsError> {
        let failure = match self.decide(socket).await {
            Ok(Ok(Given(given))) => {
                if let Some(given) = given {
                    socket.session().user_data().give(given);
                }
                return Ok(());
            }
            Ok(Err(failure)) => failure.of_kind(FailureKind::Guard),
            Err(panic) => {
                let (guard, socket) = (&self.name, socket.id());
                tracing::error!(guard, %socket, panic, "a guard panicked");
                Failure::new(WsError::failure(), FailureKind::Panic)
            }
        };
        let mut context = CallContext::of_connection(socket, &self.target);
        let filtered = self.filters.filter(failure, &self.name, &mut context);
        filtered.await.and_then(|_| {
            let guard = &self.name;
            tracing::error!(
                guard,
                "a filter answered a refused connection, which has no answer"
            );
            Err(WsError::failure())
        })
    }

    async fn decide(&self, socket: &Socket) -> Result<Result<Given, Failure>, String> {
        let started = called(|| {
            let mut context = CallContext::of_connection(socket, &self.target);
            self.guard.start(&mut context).0
        });
        match started {
            Ok(State::Now(decision)) => Ok(decision),
            Ok(State::Later(decision)) => caught(decision).await,
            Err(panic) => Err(panic),
        }
    }
}
