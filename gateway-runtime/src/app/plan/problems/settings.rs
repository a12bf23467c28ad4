//! `unusable_settings` finds settings of an endpoint that no client could live with.

use std::time::Duration;

use crate::{app::endpoint::EndpointSettings, options::Cors};

/// Clients count the heartbeat with a timer of JavaScript, which fires at once if it is set to more
/// milliseconds than 31 bits hold: they would leave again as soon as they are connected.
const LONGEST_HEARTBEAT: Duration = Duration::from_millis(i32::MAX as u64);

/// Values that no client could live with.
pub(super) fn unusable_settings(settings: &EndpointSettings) -> Vec<String> {
    let mut problems = Vec::new();
    for (option, duration) in [
        ("ping_interval", settings.ping_interval),
        ("ping_timeout", settings.ping_timeout),
        ("connect_timeout", settings.connect_timeout),
    ] {
        // The protocol counts in milliseconds, so that anything below is 0.
        if duration < Duration::from_millis(1) {
            problems.push(format!(
                "`{option}` is {duration:?}, which disconnects every client; give it a \
                 millisecond or more"
            ));
        }
    }
    if settings.heartbeat() > LONGEST_HEARTBEAT {
        problems.push(format!(
            "`ping_interval` and `ping_timeout` are {:?} together, which is more than the timers \
             of clients hold; give them less than {} days",
            settings.heartbeat(),
            LONGEST_HEARTBEAT.as_secs() / (24 * 60 * 60),
        ));
    }
    if settings.max_payload == 0 {
        problems.push(
            "`max_payload` is 0, which disconnects every client that sends something; give it the \
             bytes of the longest message"
                .to_owned(),
        );
    }
    if settings.max_attachments == 0 {
        problems.push(
            "`max_attachments` is 0, which disconnects every client that sends binary data; give it \
             1 or more"
                .to_owned(),
        );
    }
    if settings.max_buffer_size == 0 {
        problems.push(
            "`max_buffer_size` is 0, so that nothing could be sent; give it 1 packet or more"
                .to_owned(),
        );
    }
    if settings.transports.is_empty() {
        problems.push(
            "`transports` is empty, so that nobody could connect; name one, or leave it out for both"
                .to_owned(),
        );
    }
    if let Some(problem) = unusable_path(&settings.path) {
        problems.push(format!("`path` is `{}`, {problem}", settings.path));
    }
    problems.extend(settings.cors.iter().flat_map(Cors::problems));
    problems
}

/// What is wrong with a path, as the end of a sentence.
fn unusable_path(path: &str) -> Option<&'static str> {
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
    use crate::options::ServerOptions;

    #[test]
    fn what_no_client_could_live_with_is_a_problem() {
        let problems = |options: ServerOptions| unusable_settings(&options.into()).join("\n");
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
            (
                ServerOptions::new().cors(Cors::origins(["https://*.com"])),
                "`https://*.com` is no pattern",
            ),
        ] {
            let problems = problems(options);
            assert!(problems.contains(words), "{problems}");
        }
    }
}
