//! `EndpointSettings` are the options of one endpoint, each with its value or its default.

use std::time::Duration;

use super::port::Port;
use crate::{
    engine::{LONGEST_RESPONSE, Rules},
    options::{Cors, Parser, ServerOptions, Transport},
    protocol,
};

/// The path of requests, as on Node.
pub(crate) const PATH: &str = "/socket.io";

/// How many packets may wait for a connection. With the protocol library's default, 128, a client on a slow line that
/// is sent 300 messages when it joins never gets to its WebSocket: the protocol library's upgrade waits for
/// room for a packet of its own, while no poll takes anything out any more. A ping that finds no room ends the
/// connection too. Node has no bound; 4,096 are a long history, or some seconds of a message each
/// millisecond. An idle connection costs the same, since room is allocated for 32 packets at a time; a client
/// that does not read costs up to 0.7 MB, and what the packets hold.
const MAX_BUFFER_SIZE: usize = 4096;

/// The options of one endpoint, where each option that [`ServerOptions`] leaves out has its default. The
/// methods of `ServerOptions` document the fields.
#[derive(Debug)]
pub(crate) struct EndpointSettings {
    pub(crate) port: Option<Port>,
    /// The path of requests, with a slash at its beginning and without one at its end.
    pub(crate) path: String,
    pub(crate) transports: Vec<Transport>,
    pub(crate) cors: Option<Cors>,
    pub(crate) ping_interval: Duration,
    pub(crate) ping_timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) max_payload: usize,
    pub(crate) max_attachments: usize,
    pub(crate) max_buffer_size: usize,
}

impl From<ServerOptions> for EndpointSettings {
    fn from(options: ServerOptions) -> Self {
        Self {
            port: options.port.map(|port| Port::new(port, None)),
            path: normal_path(options.path.as_deref()),
            transports: options
                .transports
                .unwrap_or_else(|| vec![Transport::Polling, Transport::Websocket]),
            cors: options.cors,
            // The times and `max_payload` are those of Node.
            ping_interval: options.ping_interval.unwrap_or(Duration::from_secs(25)),
            ping_timeout: options.ping_timeout.unwrap_or(Duration::from_secs(20)),
            connect_timeout: options.connect_timeout.unwrap_or(Duration::from_secs(45)),
            max_payload: options.max_payload.unwrap_or(1_000_000),
            // Node allows 10.
            max_attachments: options.max_attachments.unwrap_or(100),
            max_buffer_size: options.max_buffer_size.unwrap_or(MAX_BUFFER_SIZE),
        }
    }
}

/// A path with a slash at its beginning and without one at its end: `chat/` becomes `/chat`.
pub(crate) fn normal_path(path: Option<&str>) -> String {
    let path = path.unwrap_or(PATH).trim_end_matches('/');
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("{slash}{path}")
}

impl EndpointSettings {
    /// How long a client may be silent: ping interval and timeout together.
    pub(crate) fn heartbeat(&self) -> Duration {
        self.ping_interval.saturating_add(self.ping_timeout)
    }

    /// What requests to the endpoint have to comply with.
    pub(crate) fn rules(&self, body_timeout: Duration) -> Rules {
        Rules {
            transports: self.transports.clone(),
            max_payload: self.max_payload,
            body_timeout,
        }
    }

    /// What the protocol server of the endpoint has to know.
    pub(crate) fn protocol(&self, parser: Parser) -> protocol::Settings {
        protocol::Settings {
            path: self.path.clone(),
            parser,
            transports: self.transports.clone(),
            ping_interval: self.ping_interval,
            ping_timeout: self.ping_timeout,
            connect_timeout: self.connect_timeout,
            max_payload: self.max_payload,
            longest_response: LONGEST_RESPONSE.max(self.max_payload),
            max_attachments: self.max_attachments,
            max_buffer_size: self.max_buffer_size,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_begins_with_a_slash_and_ends_without_one() {
        for (written, path) in [
            (None, "/socket.io"),
            (Some("/socket.io/"), "/socket.io"),
            (Some("chat"), "/chat"),
            (Some("/a/b"), "/a/b"),
            (Some("/"), "/"),
            (Some(""), "/"),
        ] {
            assert_eq!(normal_path(written), path, "{written:?}");
        }
    }
}
