//! `params` is the target of namespaces that match a pattern, and of other short texts of clients.

use std::{fmt::Write as _, str::FromStr};

use matchit::Router;

use crate::{
    extract,
    mistakes::{Quoted, alternatives},
    protocol::SocketId,
};

/// Patterns, each in the parts before, between and behind its parameters.
const PATTERNS: [(&str, &[&str]); 4] = [
    ("/chat/{room}", &["/chat/", ""]),
    ("/shops/{shop}/tables/{table}", &["/shops/", "/tables/", ""]),
    ("/{a}-{b}", &["/", "-", ""]),
    ("/files/{*path}", &["/files/", ""]),
];

/// Reads each line of the text as a namespace, as a parameter `name=value` and as the id of a socket.
pub fn params(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    let pairs: Vec<_> = pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    extract::fuzz::params(&pairs);
    for line in text.lines() {
        for (pattern, parts) in PATTERNS {
            namespace(line, pattern, parts);
        }
        socket_id(line);
        let quoted = Quoted(line).to_string();
        assert!(!quoted.chars().any(char::is_control), "{line:?}");
        assert!(quoted.len() <= 1_000, "{line:?}");
        let meant = alternatives(line, "namespace", &["/chat", "/shops", line]);
        assert!(meant.len() <= 100 + 2 * line.len());
    }
}

/// A path that matches has the pattern's parts between the values of its parameters, and nothing else.
fn namespace(path: &str, pattern: &str, parts: &[&str]) {
    let mut router = Router::new();
    let Ok(()) = router.insert(pattern, ()) else {
        // A pattern that the library does not take is no pattern of an app either.
        return;
    };
    let Ok(found) = router.at(path) else { return };
    let params: Vec<_> = found
        .params
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut written = String::new();
    for (number, part) in parts.iter().enumerate() {
        let value = number.checked_sub(1).and_then(|number| params.get(number));
        let value = value.map(|(_, value)| value.as_str()).unwrap_or_default();
        let _ = write!(written, "{value}{part}");
    }
    assert_eq!(written, path, "{pattern}");
    extract::fuzz::params(&params);
}

fn socket_id(text: &str) {
    let Ok(id) = SocketId::from_str(text) else {
        return;
    };
    assert_eq!(id.as_str(), text);
    assert_eq!(id.to_string(), text);
    assert!(!text.is_empty() && text.len() <= 24, "{text:?}");
    assert!(text.bytes().all(|byte| byte.is_ascii_graphic()), "{text:?}");
}
