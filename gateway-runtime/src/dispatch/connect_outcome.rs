//! `Connect` is what became of a client that wanted to connect, for the metrics.

use super::NamespaceRuntime;
use crate::protocol::DisconnectReason;

/// What became of a client that wanted to connect.
#[derive(Clone, Copy)]
pub(super) enum Connect {
    /// The client is in.
    Ok,
    /// A guard has refused the client.
    Guard,
    /// A connection hook has refused the client.
    Hook,
    /// The server has refused the client: it shuts down, or has no room for one more.
    Refused,
    /// The client has left before it was in.
    Left,
}

#[cfg(feature = "metrics")]
impl Connect {
    fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Guard => "guard",
            Self::Hook => "hook",
            Self::Refused => "refused",
            Self::Left => "left",
        }
    }
}

#[cfg_attr(
    not(feature = "metrics"),
    expect(unused_variables, clippy::unused_self, reason = "nothing is measured")
)]
impl NamespaceRuntime {
    /// Notes what became of a client that wanted to connect.
    pub(super) fn connected(&self, outcome: Connect) {
        #[cfg(feature = "metrics")]
        if let Some(metrics) = &self.context.metrics {
            metrics.connect(outcome.as_str());
        }
    }

    /// Notes that a socket has left.
    pub(super) fn disconnected(&self, reason: DisconnectReason) {
        #[cfg(feature = "metrics")]
        if let Some(metrics) = &self.context.metrics {
            metrics.disconnect(reason);
        }
    }
}
