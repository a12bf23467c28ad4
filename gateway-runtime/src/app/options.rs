//! What the builder was told about the protocol server: every option with its default, in one place.

use std::time::Duration;

use socketioxide::SocketIoBuilder;

use super::Parser;

/// Clients count the heartbeat with a timer of JavaScript, which fires at once if it is set to more
/// milliseconds than 31 bits hold: they would leave again as soon as they are connected.
const LONGEST_HEARTBEAT: Duration = Duration::from_millis(i32::MAX as u64);

/// The options of [`GatewayAppBuilder`](super::GatewayAppBuilder) that are about the server, not about
/// gateways. Its methods say what they mean.
pub(super) struct ServerOptions {
    pub(super) ping_interval: Duration,
    pub(super) ping_timeout: Duration,
    pub(super) connect_timeout: Duration,
    pub(super) max_waiting_answers: usize,
    pub(super) max_dynamic_namespaces: usize,
    pub(super) max_payload: usize,
    pub(super) parser: Parser,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            // As on Node.
            ping_interval: Duration::from_secs(25),
            ping_timeout: Duration::from_secs(20),
            connect_timeout: Duration::from_secs(45),
            max_waiting_answers: 16_384,
            max_dynamic_namespaces: 10_000,
            max_payload: 1_000_000,
            parser: Parser::default(),
        }
    }
}

impl ServerOptions {
    /// How long nothing may be heard of a client: ping interval and timeout together.
    pub(super) fn heartbeat(&self) -> Duration {
        self.ping_interval.saturating_add(self.ping_timeout)
    }

    /// Values that no client could live with.
    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for (option, duration) in [
            ("ping_interval", self.ping_interval),
            ("ping_timeout", self.ping_timeout),
            ("connect_timeout", self.connect_timeout),
        ] {
            // Below, since the protocol counts in milliseconds.
            if duration < Duration::from_millis(1) {
                problems.push(format!(
                    "`{option}` is {duration:?}, which disconnects every client; give it a \
                     millisecond or more"
                ));
            }
        }
        if self.heartbeat() > LONGEST_HEARTBEAT {
            problems.push(format!(
                "`ping_interval` and `ping_timeout` are {:?} together, which is more than the timers \
                 of clients hold; give them less than {} days",
                self.heartbeat(),
                LONGEST_HEARTBEAT.as_secs() / (24 * 60 * 60),
            ));
        }
        if self.max_payload == 0 {
            problems.push(
                "`max_payload` is 0, which disconnects every client that sends something; give it the \
                 bytes of the longest message"
                    .to_owned(),
            );
        }
        if self.max_waiting_answers == 0 {
            problems.push(
                "`max_waiting_answers` is 0, which disconnects every client whose buffer is full for \
                 a moment; give it 1 or more"
                    .to_owned(),
            );
        }
        problems
    }

    /// Passes on what the protocol server has to know.
    pub(super) fn apply(&self, builder: SocketIoBuilder) -> SocketIoBuilder {
        self.parser
            .set(builder)
            .ping_interval(self.ping_interval)
            .ping_timeout(self.ping_timeout)
            .connect_timeout(self.connect_timeout)
            .max_payload(u64::try_from(self.max_payload).unwrap_or(u64::MAX))
            .ws_max_message_size(self.max_payload)
            .ws_max_frame_size(self.max_payload)
    }
}
