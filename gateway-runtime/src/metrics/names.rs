//! `describe` tells the recorder what each metric says, and its unit; the constants are the names of all metrics.

use std::time::Duration;

use metrics::{
    Counter, Gauge, Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge,
    histogram,
};

pub(super) const CONNECTIONS: &str = "gateway_connections";
pub(super) const CONNECTS: &str = "gateway_connects_total";
pub(super) const DISCONNECTS: &str = "gateway_disconnects_total";
pub(super) const MESSAGES: &str = "gateway_messages_total";
pub(super) const HANDLER_DURATION: &str = "gateway_handler_duration_seconds";
pub(super) const IN_FLIGHT: &str = "gateway_messages_in_flight";
pub(super) const ANSWERS_WAITING: &str = "gateway_answers_waiting";
pub(super) const THROTTLED: &str = "gateway_throttled_total";
pub(super) const EMITS: &str = "gateway_emits_total";
pub(super) const DELIVERIES: &str = "gateway_deliveries_total";
pub(super) const MISSED: &str = "gateway_missed_total";
const SESSIONS: &str = "gateway_sessions";
const PENDING: &str = "gateway_handshakes_pending";
const KEPT_OUT: &str = "gateway_kept_out_total";
const SHARING_UP: &str = "gateway_sharing_up";
const START_DURATION: &str = "gateway_start_duration_seconds";

/// Tells the recorder what each metric is.
pub(crate) fn describe() {
    describe_gauge!(
        CONNECTIONS,
        Unit::Count,
        "Sockets that are in the namespace."
    );
    describe_counter!(
        CONNECTS,
        Unit::Count,
        "Clients that wanted to connect to the namespace, by what became of them."
    );
    describe_counter!(
        DISCONNECTS,
        Unit::Count,
        "Sockets that have left the namespace, by their reason."
    );
    describe_counter!(
        MESSAGES,
        Unit::Count,
        "Messages of clients, by what became of them: ok, the code of the error, panic, timeout, refused."
    );
    describe_histogram!(
        HANDLER_DURATION,
        Unit::Seconds,
        "The time from the first guard of a message to its answer."
    );
    describe_gauge!(
        IN_FLIGHT,
        Unit::Count,
        "Messages that were accepted and whose handlers have not returned."
    );
    describe_gauge!(
        ANSWERS_WAITING,
        Unit::Count,
        "Answers and events that wait for their client to read."
    );
    describe_counter!(THROTTLED, Unit::Count, "Messages that a limit has refused.");
    describe_counter!(
        EMITS,
        Unit::Count,
        "Events that were emitted, each broadcast once."
    );
    describe_counter!(
        DELIVERIES,
        Unit::Count,
        "Broadcasts, by how far they got: complete, missed, not_shared."
    );
    describe_counter!(
        MISSED,
        Unit::Count,
        "Clients that have missed a broadcast, since they do not read."
    );
    describe_gauge!(
        SESSIONS,
        Unit::Count,
        "Connections of clients, over whatever transport."
    );
    describe_gauge!(
        PENDING,
        Unit::Count,
        "Connections whose clients have joined no namespace yet."
    );
    describe_counter!(
        KEPT_OUT,
        Unit::Count,
        "Clients that were kept out, by the limit or the list that does it."
    );
    describe_gauge!(
        SHARING_UP,
        Unit::Count,
        "1 if the other servers can be reached, else 0."
    );
    describe_histogram!(
        START_DURATION,
        Unit::Seconds,
        "How long the start of the app has taken."
    );
}

/// Notes how long the start of the app has taken.
///
/// The clock of an exporter may calibrate itself when it is first used, for up to 200 ms: better now than at the first
/// message.
pub(crate) fn started(after: Duration) {
    histogram!(START_DURATION).record(after);
}

/// Connections of clients.
pub(crate) fn sessions() -> Gauge {
    gauge!(SESSIONS)
}

/// Connections whose clients have joined no namespace yet.
pub(crate) fn handshakes_pending() -> Gauge {
    gauge!(PENDING)
}

/// Clients that were kept out by this method of the builder.
pub(crate) fn kept_out(option: &'static str) -> Counter {
    counter!(KEPT_OUT, "limit" => option)
}

/// Whether the other servers can be reached: there is one way to share rooms in an app, so this has no labels.
pub(crate) fn sharing_up() -> Gauge {
    gauge!(SHARING_UP)
}
