//! What one server is like in the end: every option with its default, in one place.

use std::time::Duration;

use crate::{
    engine::{LONGEST_RESPONSE, Rules},
    options::{Cors, Parser, ServerOptions, Transport},
    protocol,
};

/// Clients count the heartbeat with a timer of JavaScript, which fires at once if it is set to more
/// milliseconds than 31 bits hold: they would leave again as soon as they are connected.
const LONGEST_HEARTBEAT: Duration = Duration::from_millis(i32::MAX as u64);

/// The path of requests, as on Node.
const PATH: &str = "/socket.io";

/// How many packets may wait for a connection. With socketioxide's default, 128, a client on a slow line that
/// is sent 300 messages when it joins never gets to its WebSocket: the protocol library's upgrade waits for
/// room for a packet of its own, while no poll takes anything out any more. A ping that finds no room ends the
/// connection too. Node has no bound; 4,096 are a long history, or some seconds of a message each
/// millisecond. An idle connection costs the same, since room is allocated for 32 packets at a time; a client
/// that does not read costs up to 0.7 MB, and what the packets hold.
const MAX_BUFFER_SIZE: usize = 4096;

/// What [`ServerOptions`] come to; its fields say what they mean.
#[derive(Debug)]
pub(super) struct ServerSettings {
    pub(super) port: Option<u16>,
    /// With a slash at its beginning and none at its end.
    pub(super) path: String,
    pub(super) transports: Vec<Transport>,
    pub(super) cors: Option<Cors>,
    pub(super) ping_interval: Duration,
    pub(super) ping_timeout: Duration,
    pub(super) connect_timeout: Duration,
    pub(super) max_payload: usize,
    pub(super) max_attachments: usize,
    pub(super) max_buffer_size: usize,
}

impl From<ServerOptions> for ServerSettings {
    fn from(options: ServerOptions) -> Self {
        Self {
            port: options.port,
            path: normal_path(options.path.as_deref()),
            transports: options
                .transports
                .unwrap_or_else(|| vec![Transport::Polling, Transport::Websocket]),
            cors: options.cors,
            // As on Node, all of them.
            ping_interval: options.ping_interval.unwrap_or(Duration::from_secs(25)),
            ping_timeout: options.ping_timeout.unwrap_or(Duration::from_secs(20)),
            connect_timeout: options.connect_timeout.unwrap_or(Duration::from_secs(45)),
            max_payload: options.max_payload.unwrap_or(1_000_000),
            // Not as on Node, which has 10.
            max_attachments: options.max_attachments.unwrap_or(100),
            max_buffer_size: options.max_buffer_size.unwrap_or(MAX_BUFFER_SIZE),
        }
    }
}

/// `chat/` is `/chat`.
pub(super) fn normal_path(path: Option<&str>) -> String {
    let path = path.unwrap_or(PATH).trim_end_matches('/');
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("{slash}{path}")
}

impl ServerSettings {
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
        if self.max_attachments == 0 {
            problems.push(
                "`max_attachments` is 0, which disconnects every client that sends binary data; give it \
                 1 or more"
                    .to_owned(),
            );
        }
        if self.max_buffer_size == 0 {
            problems.push(
                "`max_buffer_size` is 0, so that nothing could be sent; give it 1 packet or more"
                    .to_owned(),
            );
        }
        if self.transports.is_empty() {
            problems.push(
                "`transports` is empty, so that nobody could connect; name one, or leave it out for both"
                    .to_owned(),
            );
        }
        if let Some(problem) = path_problem(&self.path) {
            problems.push(format!("`path` is `{}`, {problem}", self.path));
        }
        problems.extend(self.cors.iter().flat_map(Cors::problems));
        problems
    }

    /// What requests to the server have to keep to.
    pub(super) fn rules(&self, body_timeout: Duration) -> Rules {
        Rules {
            transports: self.transports.clone(),
            max_payload: self.max_payload,
            body_timeout,
        }
    }

    /// What the protocol server has to know.
    pub(super) fn protocol(&self, parser: Parser) -> protocol::Settings {
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

/// What is wrong with a path, as the end of a sentence.
fn path_problem(path: &str) -> Option<&'static str> {
    if path == "/" {
        Some("which would take every request; give it a name, as in `/socket.io`")
    } else if path.contains("//") {
        Some("which has an empty segment; write one slash between two")
    } else if path.contains(|letter: char| letter.is_whitespace() || letter.is_control())
        || path.contains(['?', '#'])
    {
        Some("which no request can have; use letters, digits, `-`, `.` and `/`")
    } else {
        None
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

    #[test]
    fn what_no_client_could_live_with_is_a_problem() {
        let problems = |options: ServerOptions| ServerSettings::from(options).problems().join("\n");
        assert_eq!(problems(ServerOptions::new()), "");
        for (options, words) in [
            (ServerOptions::new().path("/"), "would take every request"),
            (ServerOptions::new().path("/a//b"), "an empty segment"),
            (ServerOptions::new().path("/a b"), "no request can have"),
            (ServerOptions::new().path("/a?b"), "no request can have"),
            (ServerOptions::new().transports([]), "`transports` is empty"),
            (
                ServerOptions::new().max_attachments(0),
                "`max_attachments` is 0",
            ),
            (
                ServerOptions::new().max_buffer_size(0),
                "`max_buffer_size` is 0",
            ),
            (
                ServerOptions::new().cors(Cors::any().credentials()),
                "name the origins",
            ),
            (
                ServerOptions::new().cors(Cors::origins(["example.com"])),
                "`example.com` is no origin",
            ),
        ] {
            let problems = problems(options);
            assert!(problems.contains(words), "{problems}");
        }
    }
}
