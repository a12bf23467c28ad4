//! `Breaker` keeps a server from waiting for a backend whose client keeps its connections itself.

use std::{error::Error, sync::Arc};

use tokio::{task::JoinHandle, time::timeout};

use super::{
    circuit::{ANSWER, Circuit},
    status::Status,
    unreachable::{Unreachable, answer_within},
};

/// Whether the backend can be used. A probe pings the backend all the time, so that no command has to find
/// out.
pub(crate) struct Breaker {
    circuit: Circuit<()>,
}

/// The task that pings the backend. It ends when the `Probe` is dropped.
pub(crate) struct Probe(JoinHandle<()>);

impl Drop for Probe {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Breaker {
    /// The breaker of a backend that can be reached.
    pub(crate) fn new(address: String) -> Arc<Self> {
        Arc::new(Self {
            circuit: Circuit::up(Status::new(address), ()),
        })
    }

    pub(super) fn circuit(&self) -> &Circuit<()> {
        &self.circuit
    }

    pub(crate) fn status(&self) -> &Status {
        self.circuit.status()
    }

    /// Pings the backend for as long as the probe is kept.
    pub(crate) fn probe<F, E>(self: &Arc<Self>, ping: impl Fn() -> F + Send + 'static) -> Probe
    where
        F: Future<Output = Result<(), E>> + Send,
        E: Error + Send + 'static,
    {
        let breaker = Arc::clone(self);
        Probe(tokio::spawn(async move {
            loop {
                breaker.circuit.ping_is_due().await;
                match answer_within(ANSWER, ping()).await {
                    Ok(()) => breaker.circuit.regain(()),
                    Err(cause) => {
                        breaker.circuit.lose(&cause);
                    }
                }
            }
        }))
    }

    /// What the backend answers, if the backend is there and answers in time.
    pub(crate) async fn command<T, E: Error>(
        &self,
        answer: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Unreachable> {
        self.circuit.connection()?;
        match timeout(ANSWER, answer).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => {
                // The backend may be gone or only refuse this command: the probe finds out.
                self.circuit.doubt();
                Err(Unreachable::because(error))
            }
            Err(_) => {
                let silent = Unreachable::silent();
                self.circuit.lose(&silent);
                Err(silent)
            }
        }
    }

    /// [`command`](Self::command) that is for the other servers: counts what does not reach them.
    ///
    /// A heartbeat, by which a server says that it lives, always succeeds: the published adapters send
    /// no more of them after one that has failed.
    pub(crate) async fn share<E: Error>(
        &self,
        sent: impl Future<Output = Result<(), E>>,
        is_heartbeat: impl FnOnce() -> bool,
    ) -> Result<(), Unreachable> {
        match self.command(sent).await {
            Err(_) if is_heartbeat() => Ok(()),
            sent => sent.inspect_err(|_| self.status().not_shared()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::atomic::{AtomicU8, Ordering},
        time::{Duration, Instant},
    };

    use tokio::time::sleep;

    use super::*;

    const FINE: u8 = 0;
    const GONE: u8 = 1;
    const SILENT: u8 = 2;

    #[derive(Clone)]
    struct Backend(Arc<AtomicU8>);

    impl Backend {
        async fn ping(self) -> io::Result<()> {
            match self.0.load(Ordering::Relaxed) {
                FINE => Ok(()),
                GONE => Err(io::Error::other("refused")),
                _ => std::future::pending().await,
            }
        }
    }

    fn probed(breaker: &Arc<Breaker>, backend: Backend) -> Probe {
        breaker.probe(move || backend.clone().ping())
    }

    async fn becomes(breaker: &Breaker, up: bool) {
        let health = breaker.status().health();
        while health.is_up() != up {
            health.changed().await;
        }
    }

    #[tokio::test]
    async fn nothing_waits_for_a_backend_that_is_away() {
        let state = Arc::new(AtomicU8::new(FINE));
        let backend = Backend(Arc::clone(&state));
        let breaker = Breaker::new("postgres://127.0.0.1".into());
        let _probe = probed(&breaker, backend.clone());
        assert!(breaker.command(backend.clone().ping()).await.is_ok());
        for trouble in [GONE, SILENT] {
            state.store(trouble, Ordering::Relaxed);
            assert!(breaker.command(backend.clone().ping()).await.is_err());
            becomes(&breaker, false).await;
            let started = Instant::now();
            let silent = breaker.command(std::future::pending::<io::Result<()>>());
            assert!(silent.await.is_err());
            assert!(started.elapsed() < ANSWER / 2);
            state.store(FINE, Ordering::Relaxed);
            becomes(&breaker, true).await;
            assert!(breaker.command(backend.clone().ping()).await.is_ok());
        }
    }

    #[tokio::test]
    async fn one_refusal_is_no_outage() {
        let state = Arc::new(AtomicU8::new(FINE));
        let breaker = Breaker::new("postgres://127.0.0.1".into());
        let _probe = probed(&breaker, Backend(state));
        let refused = async { Err::<(), _>(io::Error::other("too long")) };
        assert!(breaker.command(refused).await.is_err());
        sleep(Duration::from_millis(250)).await;
        assert!(breaker.status().health().is_up());
    }

    #[tokio::test]
    async fn what_does_not_reach_the_others_is_counted_and_a_heartbeat_always_succeeds() {
        let breaker = Breaker::new("postgres://127.0.0.1".into());
        let refused = async || Err::<(), _>(io::Error::other("refused"));
        let reached = breaker.share(async { Ok::<_, io::Error>(()) }, || false);
        assert!(reached.await.is_ok());
        assert!(breaker.share(refused(), || true).await.is_ok());
        assert!(breaker.share(refused(), || false).await.is_err());
        assert_eq!(breaker.status().unshared(), 1);
    }
}
