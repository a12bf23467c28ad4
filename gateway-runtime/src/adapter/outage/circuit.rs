//! `Circuit` knows whether a backend can be used, and wakes those that wait for a change.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    sync::{Notify, watch},
    time::sleep,
};

use super::{status::Status, unreachable::Unreachable};
use crate::sync::lock;

/// How long a backend may take to answer. After that the backend counts as dead, and nothing waits for it
/// any more.
pub(crate) const ANSWER: Duration = Duration::from_millis(500);
/// How often a backend is asked whether it lives.
const INTERVAL: Duration = Duration::from_millis(500);

/// The way to a backend, with a connection `C` while the backend can be reached.
pub(crate) struct Circuit<C> {
    status: Arc<Status>,
    connectivity: watch::Sender<Connectivity<C>>,
    /// Something went wrong: the next ping is due.
    doubt: Notify,
    /// One change at a time, together with its line in the log.
    changing: Mutex<()>,
}

/// Whether there is a connection to use.
#[derive(Clone)]
enum Connectivity<C> {
    /// There was no connection yet.
    #[cfg_attr(not(feature = "redis"), expect(dead_code, reason = "of a feature"))]
    Connecting,
    Up(C),
    Away(Unreachable),
    /// Nobody needs the backend any more.
    #[cfg_attr(not(feature = "redis"), expect(dead_code, reason = "of a feature"))]
    Ended,
}

impl<C: Clone> Circuit<C> {
    /// The circuit of a backend that can be reached.
    pub(crate) fn up(status: Arc<Status>, connection: C) -> Self {
        Self::new(status, Connectivity::Up(connection))
    }

    /// The circuit of a backend that is connected to in the background.
    #[cfg(feature = "redis")]
    pub(crate) fn connecting(status: Arc<Status>) -> Self {
        Self::new(status, Connectivity::Connecting)
    }

    fn new(status: Arc<Status>, connectivity: Connectivity<C>) -> Self {
        Self {
            status,
            connectivity: watch::Sender::new(connectivity),
            doubt: Notify::new(),
            changing: Mutex::default(),
        }
    }

    pub(crate) fn status(&self) -> &Arc<Status> {
        &self.status
    }

    /// The connection to use.
    ///
    /// # Errors
    /// The reason, at once, if there is no connection.
    pub(crate) fn connection(&self) -> Result<C, Unreachable> {
        match &*self.connectivity.borrow() {
            Connectivity::Up(connection) => Ok(connection.clone()),
            Connectivity::Connecting => Err(Unreachable::because("there is no connection yet")),
            Connectivity::Away(cause) => Err(cause.clone()),
            Connectivity::Ended => Err(ended()),
        }
    }

    /// Asks for a ping at once.
    pub(crate) fn doubt(&self) {
        self.doubt.notify_one();
    }

    /// Waits until the backend has to be pinged.
    pub(crate) async fn ping_is_due(&self) {
        tokio::select! {
            () = sleep(INTERVAL) => {}
            () = self.doubt.notified() => {}
        }
    }

    /// From now on nothing waits for the backend. Returns `false` if the backend was away already.
    pub(crate) fn lose(&self, cause: &Unreachable) -> bool {
        let _changing = lock(&self.changing);
        if matches!(
            *self.connectivity.borrow(),
            Connectivity::Away(_) | Connectivity::Ended
        ) {
            return false;
        }
        self.connectivity
            .send_replace(Connectivity::Away(cause.clone()));
        self.status.lost(cause);
        true
    }

    /// From now on there is a connection to use.
    pub(crate) fn regain(&self, connection: C) {
        let _changing = lock(&self.changing);
        if matches!(
            *self.connectivity.borrow(),
            Connectivity::Up(_) | Connectivity::Ended
        ) {
            return;
        }
        let before = self.connectivity.send_replace(Connectivity::Up(connection));
        if matches!(before, Connectivity::Away(_)) {
            self.status.back();
        }
    }

    /// From now on nobody needs the backend.
    #[cfg(feature = "redis")]
    pub(crate) fn end(&self) {
        let _changing = lock(&self.changing);
        let before = self.connectivity.send_replace(Connectivity::Ended);
        if matches!(before, Connectivity::Away(_)) {
            self.status.given_up();
        }
    }

    /// Waits until there is a connection, or will never be one.
    pub(crate) async fn available(&self) {
        let mut connectivity = self.connectivity.subscribe();
        // The sender is ours, so no wait can fail.
        let _ = connectivity
            .wait_for(|now| matches!(now, Connectivity::Up(_) | Connectivity::Ended))
            .await;
    }

    /// Waits until there is no connection.
    #[cfg(feature = "redis")]
    pub(crate) async fn lost(&self) -> Unreachable {
        let mut connectivity = self.connectivity.subscribe();
        let lost =
            connectivity.wait_for(|now| matches!(now, Connectivity::Away(_) | Connectivity::Ended));
        match lost.await.as_deref() {
            Ok(Connectivity::Away(cause)) => cause.clone(),
            _ => ended(),
        }
    }

    /// Waits until the backend is there again after it was away.
    #[cfg(any(feature = "mongodb", feature = "postgres"))]
    pub(crate) async fn back(&self) {
        let mut connectivity = self.connectivity.subscribe();
        let _ = connectivity
            .wait_for(|now| matches!(now, Connectivity::Away(_)))
            .await;
        let _ = connectivity
            .wait_for(|now| matches!(now, Connectivity::Up(_)))
            .await;
    }
}

fn ended() -> Unreachable {
    Unreachable::because("the server is closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circuit() -> Circuit<u8> {
        Circuit::up(Status::new("redis://127.0.0.1".into()), 1)
    }

    #[tokio::test]
    async fn an_outage_is_known_by_its_first_cause_until_there_is_a_connection() {
        let circuit = circuit();
        assert_eq!(circuit.connection().ok(), Some(1));
        assert!(circuit.lose(&Unreachable::because("first")));
        assert!(!circuit.lose(&Unreachable::because("second")));
        let cause = circuit.connection().expect_err("is away");
        assert_eq!(cause.to_string(), "first");
        assert!(!circuit.status().health().is_up());
        circuit.regain(2);
        circuit.regain(3);
        assert_eq!(circuit.connection().ok(), Some(2));
        assert!(circuit.status().health().is_up());
    }

    #[tokio::test]
    #[cfg(feature = "redis")]
    async fn an_end_is_the_end_of_an_outage_and_of_every_wait() {
        let circuit = circuit();
        circuit.lose(&Unreachable::because("gone"));
        assert_eq!(circuit.lost().await.to_string(), "gone");
        circuit.end();
        circuit.available().await;
        assert!(circuit.status().health().is_up());
        assert_eq!(circuit.lost().await.to_string(), "the server is closed");
        circuit.regain(2);
        assert!(!circuit.lose(&Unreachable::because("gone again")));
        assert!(circuit.connection().is_err());
    }
}
