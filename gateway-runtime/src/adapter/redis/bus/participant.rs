//! `Participant` is one who uses the bus, with what the test has done to its way there.

use std::convert::Infallible;

use redis::{PushInfo, PushKind, RedisError};

use super::{
    Bus,
    session::BusSession,
    state::{Condition, Session, State},
};
use crate::sync::{lock, until};

/// One process: a server of the cluster, or an emitter.
#[derive(Clone)]
pub(crate) struct Participant {
    bus: Bus,
    number: usize,
    name: String,
}

impl Participant {
    pub(super) fn new(bus: Bus, number: usize, name: String) -> Self {
        Self { bus, number, name }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Its connections break, and no other can be made.
    pub(crate) fn cut(&self) {
        let broken = self.becomes(Condition::Cut);
        for session in broken {
            session.push(PushInfo {
                kind: PushKind::Disconnection,
                data: Vec::new(),
            });
        }
    }

    /// Its connections bring no answer and no message any more, and stay open.
    pub(crate) fn silence(&self) {
        drop(self.becomes(Condition::Silent));
    }

    /// What the others send and what it sends waits on the way, and it does not notice.
    pub(crate) fn hang(&self) {
        drop(self.becomes(Condition::Hanging));
    }

    /// Its connections are gone, and nobody is there to be told.
    pub(crate) fn kill(&self) {
        drop(self.becomes(Condition::Killed));
    }

    /// It can reach the bus again, and what has waited on the way arrives.
    pub(crate) fn heal(&self) {
        drop(self.becomes(Condition::Connected));
    }

    /// Changes what the test has done to it, and returns the sessions that end with that.
    fn becomes(&self, condition: Condition) -> Vec<Session> {
        let ended = lock(&self.bus.0.state).change(self.number, condition);
        self.bus.0.changed.notify_waiters();
        ended
    }

    /// A connection that calls `listen` with each message.
    ///
    /// # Errors
    /// It cannot reach the bus.
    pub(in crate::adapter::redis) async fn connect(
        &self,
        listen: impl Fn(PushInfo) -> Result<(), Infallible> + Send + Sync + 'static,
    ) -> Result<BusSession, RedisError> {
        self.until_heard().await;
        let number = self.locked(|state| state.open(self.number, Box::new(listen)))?;
        Ok(BusSession::new(self.clone(), number))
    }

    /// Waits for as long as nothing that it says is answered.
    pub(super) async fn until_heard(&self) {
        let is_heard = || !self.locked(|state| state.is_silent(self.number));
        until(&self.bus.0.changed, is_heard).await;
    }

    pub(super) fn locked<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut lock(&self.bus.0.state))
    }
}
