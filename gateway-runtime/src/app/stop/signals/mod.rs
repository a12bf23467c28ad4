//! `Signals` are the signals that demand the end of the process: Ctrl-C, and SIGTERM on Unix.

#[cfg(not(unix))]
mod other_systems;
mod signal;
#[cfg(unix)]
mod unix;

use std::{sync::Arc, time::Duration};

use crate::{
    app::{
        endpoint::{CutOff, InWork},
        shared::Shared,
    },
    options::Drain,
};
#[cfg(not(unix))]
use other_systems::SignalListener;
pub(crate) use signal::Signal;
#[cfg(unix)]
use unix::SignalListener;

/// The signals, which are heard for as long as this lives.
///
/// From the first signal on, the process has the shutdown deadline of the app; with several apps, the longest. A
/// process that is still there then, or gets a second signal, is ended.
pub(crate) struct Signals {
    /// `None` if the system does not let signals be heard.
    listener: Option<SignalListener>,
}

impl Signals {
    /// Begins to listen.
    pub(crate) fn listen(shared: &Arc<Shared>) -> Self {
        let drain = shared.drain.as_ref();
        let time = shared.shutdown_deadline + drain.map_or(Duration::ZERO, Drain::time);
        let cut_off = shared.cut_off.clone();
        let shared = Arc::downgrade(shared);
        let report = move || {
            let in_work = in_work_at_last(shared.upgrade().as_deref(), &cut_off);
            tracing::error!(
                %in_work,
                "the process is held past the deadline of its shutdown, and is ended; what blocks a thread cannot \
                 be cut off, so let it await instead"
            );
        };
        let listener = SignalListener::new(time, Box::new(report))
            .inspect_err(|error| tracing::warn!(%error, "signals cannot be heard"));
        Self {
            listener: listener.ok(),
        }
    }

    /// Waits for the first signal.
    pub(crate) async fn heard(&mut self) -> Signal {
        if let Some(listener) = &mut self.listener
            && let Ok(signal) = listener.heard.wait_for(Option::is_some).await
            && let Some(signal) = *signal
        {
            return signal;
        }
        std::future::pending().await
    }
}

/// What holds the process: what is in work now, or what was in work when it was cut off.
fn in_work_at_last(shared: Option<&Shared>, cut_off: &CutOff) -> InWork {
    let now = shared.map(|shared| InWork::of(&shared.endpoints, &shared.tasks.0));
    now.filter(|now| !now.is_empty())
        .unwrap_or_else(|| cut_off.noted())
}
