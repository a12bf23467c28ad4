//! `DynamicLimits` say how many namespaces the patterns of an app may stand for, and log when a limit is met.

use std::time::Duration;

use crate::{protocol::RawSocket, seldom::Seldom};

/// The least time between two log lines about one limit: clients decide how often a limit is met, and no client
/// may fill the log.
const BETWEEN_WARNINGS: Duration = Duration::from_mins(1);

/// How many namespaces a pattern may stand for at a time. All patterns of an app share one instance, and so its
/// log lines.
#[derive(Debug)]
pub(crate) struct DynamicLimits {
    /// For all connections together.
    pub(super) for_all: usize,
    /// For each connection.
    pub(super) for_connection: usize,
    all: Seldom,
    connection: Seldom,
}

impl DynamicLimits {
    pub(crate) fn new(for_all: usize, for_connection: usize) -> Self {
        Self {
            for_all,
            for_connection,
            all: Seldom::new(BETWEEN_WARNINGS),
            connection: Seldom::new(BETWEEN_WARNINGS),
        }
    }

    /// Logs that nobody gets a new namespace of `pattern`.
    pub(super) fn warn_of_all(&self, pattern: &str) {
        if self.all.is_due() {
            tracing::warn!(
                namespace = pattern,
                limit = self.for_all,
                "there are as many dynamic namespaces as `max_dynamic_namespaces` allows, and clients \
                 that ask for more are refused; this is logged once a minute at the most"
            );
        }
    }

    /// Logs that the connection of `socket` gets no more namespaces of `pattern`.
    pub(super) fn warn_of_connection(&self, pattern: &str, socket: &RawSocket) {
        if self.connection.is_due() {
            tracing::warn!(
                namespace = pattern,
                limit = self.for_connection,
                socket = %socket.id(),
                "a connection is in as many dynamic namespaces as \
                 `max_dynamic_namespaces_per_connection` allows, and is refused more; this is logged once \
                 a minute at the most, whichever connections do it"
            );
        }
    }
}
