//! The circuit breaker of backends whose client keeps its connections by itself.

use std::{
    error::Error,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};

use super::{publisher::Unreachable, status::Status};
use crate::sync::lock;

/// How long the backend may take to answer, before it is taken for dead and nothing waits for it any
/// more.
const ANSWER: Duration = Duration::from_millis(500);
/// How often it is asked whether the backend lives.
const INTERVAL: Duration = Duration::from_millis(500);

/// Whether the backend is to be used: asked all the time, so that nothing else has to find out.
pub(super) struct Breaker {
    status: Arc<Status>,
    /// Why it is not.
    away: watch::Sender<Option<Unreachable>>,
    /// Something went wrong: look after it.
    doubt: Notify,
    /// One change at a time, together with what is said about it.
    changing: Mutex<()>,
}

/// Asks as long as it lives.
pub(super) struct Probe(JoinHandle<()>);

impl Drop for Probe {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Breaker {
    /// Of a backend that can be reached.
    pub(super) fn new(address: String) -> Arc<Self> {
        Arc::new(Self {
            status: Status::new(address),
            away: watch::Sender::new(None),
            doubt: Notify::new(),
            changing: Mutex::default(),
        })
    }

    pub(super) fn status(&self) -> &Status {
        &self.status
    }

    /// Asks the backend all the time.
    pub(super) fn probed<E: Error + Send + 'static>(
        self: &Arc<Self>,
        ask: impl AsyncProbe<E>,
    ) -> Probe {
        let breaker = Arc::clone(self);
        Probe(tokio::spawn(async move {
            loop {
                tokio::select! {
                    () = sleep(INTERVAL) => {}
                    () = breaker.doubt.notified() => {}
                }
                match timeout(ANSWER, ask.ask()).await {
                    Ok(Ok(())) => breaker.regain(),
                    Ok(Err(error)) => breaker.lose(&Unreachable::because(&error)),
                    Err(_) => breaker.lose(&Unreachable::silent()),
                }
            }
        }))
    }

    /// What the backend answers, if it is there and answers in time.
    pub(super) async fn command<T, E: Error>(
        &self,
        answer: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Unreachable> {
        if let Some(away) = &*self.away.borrow() {
            return Err(away.clone());
        }
        match timeout(ANSWER, answer).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => {
                // Whether it is gone or only refuses this is for the probe to find out.
                self.doubt.notify_one();
                Err(Unreachable::because(&error))
            }
            Err(_) => {
                let silent = Unreachable::silent();
                self.lose(&silent);
                Err(silent)
            }
        }
    }

    /// Waits until the backend is there, as far as is known.
    pub(super) async fn available(&self) {
        let _ = self.away.subscribe().wait_for(Option::is_none).await;
    }

    /// Waits until the backend is there again after it was away.
    pub(super) async fn back(&self) {
        let mut away = self.away.subscribe();
        // The sender is ours, so neither wait can fail.
        let _ = away.wait_for(Option::is_some).await;
        let _ = away.wait_for(Option::is_none).await;
    }

    fn lose(&self, cause: &Unreachable) {
        let _changing = lock(&self.changing);
        if self.away.borrow().is_none() {
            self.away.send_replace(Some(cause.clone()));
            self.status.lost(cause);
        }
    }

    fn regain(&self) {
        let _changing = lock(&self.changing);
        if self.away.send_replace(None).is_some() {
            self.status.back();
        }
    }
}

/// A question that only shows whether somebody answers.
pub(super) trait AsyncProbe<E>: Send + Sync + 'static {
    fn ask(&self) -> impl Future<Output = Result<(), E>> + Send;
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::atomic::{AtomicU8, Ordering},
        time::Instant,
    };

    use super::*;

    const FINE: u8 = 0;
    const GONE: u8 = 1;
    const SILENT: u8 = 2;

    struct Backend(Arc<AtomicU8>);

    impl AsyncProbe<io::Error> for Backend {
        async fn ask(&self) -> io::Result<()> {
            match self.0.load(Ordering::Relaxed) {
                FINE => Ok(()),
                GONE => Err(io::Error::other("refused")),
                _ => std::future::pending().await,
            }
        }
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
        let _probe = breaker.probed(Backend(Arc::clone(&state)));
        assert!(breaker.command(backend.ask()).await.is_ok());
        for trouble in [GONE, SILENT] {
            state.store(trouble, Ordering::Relaxed);
            assert!(breaker.command(backend.ask()).await.is_err());
            becomes(&breaker, false).await;
            let started = Instant::now();
            let silent = breaker.command(std::future::pending::<io::Result<()>>());
            assert!(silent.await.is_err());
            assert!(started.elapsed() < ANSWER / 2);
            state.store(FINE, Ordering::Relaxed);
            becomes(&breaker, true).await;
            assert!(breaker.command(backend.ask()).await.is_ok());
        }
    }

    #[tokio::test]
    async fn one_refusal_is_no_outage() {
        let state = Arc::new(AtomicU8::new(FINE));
        let breaker = Breaker::new("postgres://127.0.0.1".into());
        let _probe = breaker.probed(Backend(state));
        let refused = async { Err::<(), _>(io::Error::other("too long")) };
        assert!(breaker.command(refused).await.is_err());
        sleep(INTERVAL / 2).await;
        assert!(breaker.status().health().is_up());
    }
}
