//! `NamespaceMetrics` are the metrics of one namespace, but for those of its messages.

use metrics::{Counter, Gauge, Label, counter, gauge};

use super::{
    as_f64,
    by_name::CountersByName,
    names::{
        ANSWERS_WAITING, CONNECTIONS, CONNECTS, DELIVERIES, DISCONNECTS, EMITS, IN_FLIGHT, MISSED,
    },
};
use crate::protocol::DisconnectReason;

/// How many events that a namespace emits have a series of their own. A program may name them as it likes.
const EMITTED: usize = 256;
/// How many reasons there may be for a socket to leave: more than there are.
const REASONS: usize = 16;

/// See the [module](self).
pub(crate) struct NamespaceMetrics {
    namespace: Box<str>,
    connections: Gauge,
    in_flight: Gauge,
    answers_waiting: Gauge,
    connects: CountersByName,
    disconnects: CountersByName,
    emits: CountersByName,
    complete: Counter,
    missed: Counter,
    not_shared: Counter,
    clients_missed: Counter,
}

/// How far a broadcast got.
pub(crate) struct Broadcast {
    /// How many clients of this server have missed it.
    pub(crate) missed: usize,
    /// Whether the other servers have it.
    pub(crate) is_shared: bool,
}

impl NamespaceMetrics {
    pub(super) fn new(namespace: &str) -> Self {
        let labels = vec![Label::new("namespace", namespace.to_owned())];
        let delivered = |outcome: &'static str| {
            let mut labels = labels.clone();
            labels.push(Label::new("outcome", outcome));
            counter!(DELIVERIES, labels)
        };
        Self {
            connections: gauge!(CONNECTIONS, labels.clone()),
            in_flight: gauge!(IN_FLIGHT, labels.clone()),
            answers_waiting: gauge!(ANSWERS_WAITING, labels.clone()),
            connects: CountersByName::new(CONNECTS, &labels, "outcome", REASONS)
                .with(&["ok", "guard", "hook", "refused", "left"]),
            disconnects: CountersByName::new(DISCONNECTS, &labels, "reason", REASONS)
                .with(&DisconnectReason::ALL.map(DisconnectReason::as_str)),
            emits: CountersByName::new(EMITS, &labels, "event", EMITTED),
            complete: delivered("complete"),
            missed: delivered("missed"),
            not_shared: delivered("not_shared"),
            clients_missed: counter!(MISSED, labels),
            namespace: namespace.into(),
        }
    }

    /// The name that the gateways declare.
    pub(crate) fn namespace(&self) -> &str {
        &self.namespace
    }

    /// A client wanted to connect.
    pub(crate) fn connect(&self, outcome: &'static str) {
        self.connects.increment(outcome);
    }

    /// A socket has left.
    pub(crate) fn disconnect(&self, reason: DisconnectReason) {
        self.disconnects.increment(reason.as_str());
    }

    /// An event was emitted.
    #[inline]
    pub(crate) fn emit(&self, event: &str) {
        self.emits.increment(event);
    }

    /// A broadcast was sent.
    pub(crate) fn broadcast(&self, broadcast: &Broadcast) {
        let counter = match broadcast {
            Broadcast {
                is_shared: false, ..
            } => &self.not_shared,
            Broadcast { missed: 0, .. } => &self.complete,
            Broadcast { .. } => &self.missed,
        };
        counter.increment(1);
        self.clients_missed.increment(broadcast.missed as u64);
    }

    /// What is there now: sockets, messages in work, and what waits for clients to read.
    pub(crate) fn now(&self, sockets: usize, in_flight: usize, waiting: usize) {
        for (gauge, value) in [
            (&self.connections, sockets),
            (&self.in_flight, in_flight),
            (&self.answers_waiting, waiting),
        ] {
            gauge.set(as_f64(value));
        }
    }
}
