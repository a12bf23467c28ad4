//! `subscriber` makes an entry of a namespace's table, measured if the app does that.

use std::time::Duration;

#[cfg(feature = "metrics")]
use std::sync::Arc;

#[cfg(feature = "metrics")]
use crate::metrics::{EventMetrics, FALLBACK, UNKNOWN};
use crate::{
    message::BoundHandler,
    registry::{Subscriber, Waiting},
    session::NamespaceContext,
    watchdog::Watched,
};

/// What the metrics call the event of a handler: nothing that a client has sent.
#[cfg_attr(
    not(feature = "metrics"),
    expect(dead_code, reason = "nothing is measured")
)]
#[derive(Clone, Copy)]
pub(super) enum EventLabel<'a> {
    /// The name that the attribute declares.
    Declared(&'a str),
    /// All events that a fallback handles.
    Fallback,
    /// All events that nobody handles.
    Unknown,
}

/// Whether messages of the namespace are measured.
pub(super) fn is_measured(context: &NamespaceContext) -> bool {
    #[cfg(feature = "metrics")]
    return context.metrics.is_some();
    #[cfg(not(feature = "metrics"))]
    {
        let _ = context;
        false
    }
}

/// The entry of a handler with everything that stands in front of it.
pub(super) fn subscriber(
    context: &NamespaceContext,
    label: EventLabel<'_>,
    name: String,
    watched: Watched,
    handler: Box<dyn BoundHandler>,
    timeout: Option<Duration>,
) -> Subscriber {
    #[cfg(feature = "metrics")]
    let metrics =
        is_measured(context).then(|| Arc::new(EventMetrics::new(context.name, label.as_str())));
    #[cfg(not(feature = "metrics"))]
    let _ = (context, label);
    Subscriber {
        handler,
        timeout,
        watched,
        name,
        waiting: Waiting::default(),
        #[cfg(feature = "metrics")]
        metrics,
    }
}

#[cfg(feature = "metrics")]
impl EventLabel<'_> {
    fn as_str(&self) -> &str {
        match self {
            Self::Declared(name) => name,
            Self::Fallback => FALLBACK,
            Self::Unknown => UNKNOWN,
        }
    }
}
