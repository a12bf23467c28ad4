//! The signals that ask the process to stop, and the end of the time that it has for that.
//!
//! A thread of its own hears them. A task could not: a runtime whose workers are all held by handlers hears
//! no signal, and one that is dropped waits for its blocking threads for ever.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use tokio::sync::watch;

use crate::sync::lock;

/// How much longer than the app the process has: for what the program does after the app's end, on a machine
/// with other work to do.
const MARGIN: Duration = Duration::from_millis(500);

/// A signal that was heard.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    pub(super) name: &'static str,
    pub(super) at: Instant,
}

/// Hears Ctrl-C, and SIGTERM where there is such a thing, as long as it lives.
///
/// From the first signal on the process has a certain time, of several apps the longest. If it is still there
/// then, or hears a second signal, it is ended.
pub(super) struct Signals {
    heard: watch::Receiver<Option<Heard>>,
    _ears: Ears,
}

impl Signals {
    /// Until the first signal.
    pub(super) async fn heard(&mut self) -> Heard {
        if let Ok(heard) = self.heard.wait_for(Option::is_some).await
            && let Some(heard) = *heard
        {
            return heard;
        }
        std::future::pending().await
    }
}

/// When the process is ended: the latest moment that any of its apps has named.
static END: Mutex<Option<Instant>> = Mutex::new(None);

/// The process may live until `time`, and what comes after it, have passed since then.
fn may_live(since: Instant, time: Duration) {
    let mut end = lock(&END);
    *end = (*end).max(Some(since + time + MARGIN));
}

/// How long the process may still live.
fn time_left() -> Duration {
    let end = *lock(&END);
    end.map_or(Duration::ZERO, |end| {
        end.saturating_duration_since(Instant::now())
    })
}

#[cfg(not(unix))]
use elsewhere::Ears;
#[cfg(not(unix))]
pub(super) use elsewhere::listen;
#[cfg(unix)]
use unix::Ears;
#[cfg(unix)]
pub(super) use unix::listen;

#[cfg(unix)]
mod unix {
    use std::{
        io,
        sync::mpsc,
        thread,
        time::{Duration, Instant},
    };

    use signal_hook::{
        consts::{SIGINT, SIGTERM},
        iterator::{Handle, Signals as Iterator},
        low_level,
    };
    use tokio::sync::watch;

    use super::{Heard, Signals, may_live, time_left};

    /// How often the thread looks whether there is a second signal.
    const LOOK_AGAIN: Duration = Duration::from_millis(20);
    /// How long the log may take at the very end: whoever holds its lock may be what holds the process.
    const LAST_WORDS: Duration = Duration::from_millis(300);

    /// Lets the thread end, unless it has heard a signal: then it stays until the process ends.
    pub(super) struct Ears(Handle);

    impl Drop for Ears {
        fn drop(&mut self) {
            self.0.close();
        }
    }

    /// Begins to listen. From the first signal on the process has this `time`; then `report` tells the log
    /// what is cut off, and the process ends with code 1.
    ///
    /// # Errors
    /// The system gives no thread, or the signals cannot be heard.
    pub(in crate::app) fn listen(
        time: Duration,
        report: impl FnOnce() + Send + 'static,
    ) -> io::Result<Signals> {
        let signals = Iterator::new([SIGINT, SIGTERM])?;
        let ears = Ears(signals.handle());
        let (tell, heard) = watch::channel(None);
        thread::Builder::new()
            .name("gateway-signals".to_owned())
            .spawn(move || hear(signals, time, &tell, report))?;
        Ok(Signals { heard, _ears: ears })
    }

    fn hear(
        mut signals: Iterator,
        time: Duration,
        tell: &watch::Sender<Option<Heard>>,
        report: impl FnOnce() + Send + 'static,
    ) {
        let Some(first) = signals.forever().next() else {
            return;
        };
        let at = Instant::now();
        let name = if first == SIGINT { "SIGINT" } else { "SIGTERM" };
        may_live(at, time);
        // Nobody may be waiting for it any more, and the process is to end all the same.
        tell.send_replace(Some(Heard { name, at }));
        while !time_left().is_zero() {
            if let Some(second) = signals.pending().next() {
                say(|| tracing::warn!("a second signal: the process ends at once"));
                // As if nobody listened, so that the parent sees why it has ended.
                if low_level::emulate_default_handler(second).is_err() {
                    low_level::exit(1);
                }
            }
            thread::sleep(LOOK_AGAIN);
        }
        say(report);
        // Without what the program wants to be done at its exit, which may be what holds it.
        low_level::exit(1);
    }

    /// Writes to the log, in a thread that is left behind if the log cannot be written to.
    fn say(words: impl FnOnce() + Send + 'static) {
        let (done, is_done) = mpsc::channel();
        let said = thread::Builder::new().spawn(move || {
            words();
            // Nobody waits any more if it took too long.
            let _ = done.send(());
        });
        if said.is_ok() {
            let _ = is_done.recv_timeout(LAST_WORDS);
        }
    }
}

/// Where there are no such signals: a task hears Ctrl-C, as well as a task can.
#[cfg(not(unix))]
mod elsewhere {
    use std::{
        io, process,
        time::{Duration, Instant},
    };

    use tokio::{signal::ctrl_c, sync::watch, task::JoinHandle, time::timeout};

    use super::{Heard, Signals, may_live, time_left};

    /// Ends the task, unless it has heard Ctrl-C.
    pub(super) struct Ears {
        task: JoinHandle<()>,
        heard: watch::Receiver<Option<Heard>>,
    }

    impl Drop for Ears {
        fn drop(&mut self) {
            if self.heard.borrow().is_none() {
                self.task.abort();
            }
        }
    }

    /// Begins to listen: see the one for Unix.
    pub(in crate::app) fn listen(
        time: Duration,
        report: impl FnOnce() + Send + 'static,
    ) -> io::Result<Signals> {
        let (tell, heard) = watch::channel(None);
        let task = tokio::spawn(async move {
            if ctrl_c().await.is_err() {
                return;
            }
            let name = "Ctrl-C";
            let at = Instant::now();
            may_live(at, time);
            tell.send_replace(Some(Heard { name, at }));
            while !time_left().is_zero() {
                if timeout(time_left(), ctrl_c()).await.is_ok() {
                    tracing::warn!("Ctrl-C again: the process ends at once");
                    process::exit(1);
                }
            }
            report();
            process::exit(1);
        });
        let ears = Ears {
            task,
            heard: heard.clone(),
        };
        Ok(Signals { heard, _ears: ears })
    }
}
