//! `Meter` is one message that is measured, from its first guard to its answer.

use std::{sync::Arc, time::Instant};

use super::{EventMetrics, event_metrics::Ended};
use crate::error::FailureKind;

/// See the [module](self). A message's way back has it, so that whoever answers ends it: a method, an `Ack`, a stream,
/// a filter. A copy of the way that answers nobody has none.
#[derive(Clone)]
pub(crate) struct Meter {
    event: Arc<EventMetrics>,
    since: Instant,
    /// What went wrong, as far as the code of an error does not say it.
    failure: Option<FailureKind>,
}

impl Meter {
    /// A message of this event begins now.
    #[inline]
    pub(crate) fn begin(event: &Arc<EventMetrics>) -> Self {
        Self {
            event: Arc::clone(event),
            since: Instant::now(),
            failure: None,
        }
    }

    /// Notes where a failure comes from, which a filter may still turn into something else.
    pub(crate) fn note(&mut self, failure: FailureKind) {
        if failure == FailureKind::Limit {
            self.event.throttled();
        }
        self.failure = Some(failure);
    }

    /// The client has its answer, or wants none.
    #[inline]
    pub(crate) fn ok(&self) {
        self.event.ended(&Ended::Ok, self.since.elapsed());
    }

    /// The client is told of an error with this code.
    pub(crate) fn failed(&self, code: &str) {
        let ended = match self.failure {
            Some(FailureKind::Panic) => Ended::Panic,
            Some(FailureKind::Timeout) => Ended::Timeout,
            _ => Ended::Code(code),
        };
        self.event.ended(&ended, self.since.elapsed());
    }
}
