//! `EventMetrics` are the metrics of the messages of one event.

use std::time::Duration;

use metrics::{Counter, Histogram, Label, counter, histogram};

use super::{
    by_name::CountersByName,
    names::{HANDLER_DURATION, MESSAGES, THROTTLED},
};

/// How many codes of errors have a series of their own. A code may be made of what a client has sent.
const CODES: usize = 32;

/// See the [module](self).
pub(crate) struct EventMetrics {
    ok: Counter,
    panic: Counter,
    timeout: Counter,
    refused: Counter,
    throttled: Counter,
    by_code: CountersByName,
    duration: Histogram,
}

/// What became of a message.
pub(crate) enum Ended<'a> {
    Ok,
    Panic,
    Timeout,
    /// An error with this code.
    Code(&'a str),
}

impl EventMetrics {
    /// The metrics of an event that is declared.
    pub(crate) fn new(namespace: &str, event: &str) -> Self {
        let labels = vec![
            Label::new("namespace", namespace.to_owned()),
            Label::new("event", event.to_owned()),
        ];
        let ended = |outcome: &'static str| {
            let mut labels = labels.clone();
            labels.push(Label::new("outcome", outcome));
            counter!(MESSAGES, labels)
        };
        Self {
            ok: ended("ok"),
            panic: ended("panic"),
            timeout: ended("timeout"),
            refused: ended("refused"),
            throttled: counter!(THROTTLED, labels.clone()),
            by_code: CountersByName::new(MESSAGES, &labels, "outcome", CODES),
            duration: histogram!(HANDLER_DURATION, labels),
        }
    }

    /// A message has ended, this long after its first guard.
    #[inline]
    pub(super) fn ended(&self, ended: &Ended<'_>, after: Duration) {
        match ended {
            Ended::Ok => self.ok.increment(1),
            Ended::Panic => self.panic.increment(1),
            Ended::Timeout => self.timeout.increment(1),
            Ended::Code(code) => self.by_code.increment(code),
        }
        self.duration.record(after);
    }

    /// A message was refused before anything of the program has seen it.
    pub(crate) fn refused(&self) {
        self.refused.increment(1);
    }

    /// A limit has refused a message.
    pub(super) fn throttled(&self) {
        self.throttled.increment(1);
    }
}
