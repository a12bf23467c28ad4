//! `SignalListener` hears SIGINT and SIGTERM in a thread of its own.
//!
//! A task could not: a runtime whose workers are all held by handlers hears no signal, and a runtime that is
//! dropped waits for its blocking threads without end.

use std::{
    io, thread,
    time::{Duration, Instant},
};

use signal_hook::{
    consts::{SIGINT, SIGTERM},
    iterator::{Handle, Signals as Iterator},
    low_level,
};
use tokio::sync::watch;

use super::signal::Signal;
use crate::app::stop::process_deadline::{may_live, time_left};

/// How often the thread looks whether there is a second signal.
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// How often the thread looks whether the log is written.
const LOOK_AGAIN_AT_LOG: Duration = Duration::from_millis(1);
/// How long the log may take at the very end: whoever holds its lock may be what holds the process.
const LAST_LOG: Duration = Duration::from_millis(300);

/// Tells the log something.
pub(super) type Report = Box<dyn FnOnce() + Send>;

/// Hears the signals for as long as it lives. After the first one its thread stays until the process ends.
pub(super) struct SignalListener {
    /// The first signal, once it has come.
    pub(super) heard: watch::Receiver<Option<Signal>>,
    handle: Handle,
}

impl SignalListener {
    /// Begins to listen. From the first signal on the process has this `time`; then `report` tells the log
    /// what is cut off, and the process ends with code 1.
    ///
    /// # Errors
    /// The system gives no thread, or the signals cannot be heard.
    pub(super) fn new(time: Duration, report: Report) -> io::Result<Self> {
        let signals = Iterator::new([SIGINT, SIGTERM])?;
        let (tell, heard) = watch::channel(None);
        let handle = signals.handle();
        let listener = Self { heard, handle };
        thread::Builder::new()
            .name("gateway-signals".to_owned())
            .spawn(move || hear(signals, time, &tell, report))?;
        Ok(listener)
    }
}

impl Drop for SignalListener {
    fn drop(&mut self) {
        self.handle.close();
    }
}

fn hear(
    mut signals: Iterator,
    time: Duration,
    tell: &watch::Sender<Option<Signal>>,
    report: Report,
) {
    let Some(first) = signals.forever().next() else {
        return;
    };
    let at = Instant::now();
    let name = if first == SIGINT { "SIGINT" } else { "SIGTERM" };
    may_live(at, time);
    // The process is to end even if nobody waits for the signal any more.
    tell.send_replace(Some(Signal { name, at }));
    while !time_left().is_zero() {
        if let Some(second) = signals.pending().next() {
            log(Box::new(|| {
                tracing::warn!("a second signal: the process ends at once");
            }));
            // This is what the system does if nobody listens, so that the parent sees why the process has
            // ended.
            if low_level::emulate_default_handler(second).is_err() {
                low_level::exit(1);
            }
        }
        thread::sleep(LOOK_AGAIN);
    }
    log(report);
    // The program's exit handlers do not run, since one of them may be what holds the process.
    low_level::exit(1);
}

/// Writes to the log, in a thread that is left behind if the log cannot be written to.
fn log(write: Report) {
    let since = Instant::now();
    if let Ok(writer) = thread::Builder::new().spawn(write) {
        // Not a channel of the standard library: that takes 23,000 lines of LLVM IR, and this happens once.
        while !writer.is_finished() && since.elapsed() < LAST_LOG {
            thread::sleep(LOOK_AGAIN_AT_LOG);
        }
    }
}
