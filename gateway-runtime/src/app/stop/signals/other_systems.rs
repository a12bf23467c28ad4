//! `SignalListener` hears Ctrl-C in a task, as well as a task can, where there are no signals as on Unix.

use std::{
    io, process,
    time::{Duration, Instant},
};

use tokio::{signal::ctrl_c, sync::watch, task::JoinHandle, time::timeout};

use super::signal::Signal;
use crate::app::stop::process_deadline::{may_live, time_left};

/// Hears Ctrl-C for as long as it lives. After the first one its task stays until the process ends.
pub(super) struct SignalListener {
    /// The first signal, once it has come.
    pub(super) heard: watch::Receiver<Option<Signal>>,
    task: JoinHandle<()>,
}

impl SignalListener {
    /// Begins to listen, as the listener for Unix does.
    pub(super) fn new(time: Duration, report: impl FnOnce() + Send + 'static) -> io::Result<Self> {
        let (tell, heard) = watch::channel(None);
        let task = tokio::spawn(hear(time, tell, report));
        Ok(Self { heard, task })
    }
}

impl Drop for SignalListener {
    fn drop(&mut self) {
        if self.heard.borrow().is_none() {
            self.task.abort();
        }
    }
}

async fn hear(
    time: Duration,
    tell: watch::Sender<Option<Signal>>,
    report: impl FnOnce() + Send + 'static,
) {
    if ctrl_c().await.is_err() {
        return;
    }
    let name = "Ctrl-C";
    let at = Instant::now();
    may_live(at, time);
    tell.send_replace(Some(Signal { name, at }));
    while !time_left().is_zero() {
        if timeout(time_left(), ctrl_c()).await.is_ok() {
            tracing::warn!("Ctrl-C again: the process ends at once");
            process::exit(1);
        }
    }
    report();
    process::exit(1);
}
