//! `Description` is a socket as Node's servers describe it to each other: `{ id, handshake, rooms, data }`.

use std::{collections::BTreeMap, time::UNIX_EPOCH};

use serde::Serialize;
use serde_json::value::RawValue;

use super::date;
use crate::protocol::{HandshakeSecrets, SocketDescription};

#[derive(Serialize)]
pub(super) struct Description {
    id: String,
    handshake: Handshake,
    rooms: Vec<String>,
    data: Option<Box<RawValue>>,
}

/// Socket.io's `Handshake`.
#[derive(Serialize)]
struct Handshake {
    headers: BTreeMap<String, String>,
    /// When the client connected, as JavaScript writes it, and in milliseconds since 1970.
    time: String,
    /// Without a port.
    address: String,
    /// Whether the page of the client has another origin than the server: whether there is a header `Origin`.
    xdomain: bool,
    secure: bool,
    issued: u64,
    url: String,
    /// Of the URL.
    query: BTreeMap<String, String>,
    auth: Option<Box<RawValue>>,
}

impl Description {
    /// In Node's words. What may be missing is there: a user's code on Node relies on it.
    pub(super) fn of(socket: SocketDescription) -> Self {
        let id = socket.id.to_string();
        let empty = || RawValue::from_string("{}".to_owned()).ok();
        let (url, auth, issued) = match socket.secrets {
            Some(HandshakeSecrets { url, auth, issued }) => (url, auth, issued),
            None => (String::new(), None, UNIX_EPOCH),
        };
        let issued = issued.duration_since(UNIX_EPOCH).unwrap_or_default();
        let issued = u64::try_from(issued.as_millis()).unwrap_or_default();
        #[expect(
            clippy::cast_precision_loss,
            reason = "exact for longer than it matters"
        )]
        let time = date::text(issued as f64);
        let headers = merged(socket.headers);
        Self {
            id,
            handshake: Handshake {
                time,
                issued,
                address: socket
                    .address
                    .map(|address| address.ip().to_string())
                    .unwrap_or_default(),
                xdomain: headers.contains_key("origin"),
                secure: false,
                query: query(&url),
                url,
                auth: auth.or_else(empty),
                headers,
            },
            rooms: socket.rooms,
            // On Node there is always an object, in which code looks for members.
            data: socket
                .data
                .filter(|data| data.get() != "null")
                .or_else(empty),
        }
    }
}

/// Headers as Node's HTTP server has them: of one that came several times, the values have commas between them.
fn merged(headers: Vec<(String, String)>) -> BTreeMap<String, String> {
    let mut merged = BTreeMap::<_, String>::new();
    for (name, value) in headers {
        let separator = if name == "cookie" { "; " } else { ", " };
        let known = merged.entry(name).or_default();
        if !known.is_empty() {
            known.push_str(separator);
        }
        known.push_str(&value);
    }
    merged
}

/// The query of a URL as Node's Engine.IO reads it: of a name that comes several times, the last value counts.
fn query(url: &str) -> BTreeMap<String, String> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    pairs.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;

    #[test]
    fn a_socket_is_described_as_node_does() {
        let mut socket = SocketDescription::by_id("AAAAAAAAAAAAAAHs".parse().expect("is an id"));
        socket.address = Some(([127, 0, 0, 1], 4_000).into());
        socket.headers = vec![
            ("origin".into(), "https://a".into()),
            ("x-a".into(), "1".into()),
            ("x-a".into(), "2".into()),
        ];
        socket.rooms = vec!["red".into()];
        socket.secrets = Some(HandshakeSecrets {
            url: "/socket.io/?EIO=4&a=1&a=2&b=%20".into(),
            auth: RawValue::from_string(r#"{"token":"t"}"#.into()).ok(),
            issued: UNIX_EPOCH + Duration::from_millis(1_709_210_096_789),
        });
        let described = serde_json::to_value(Description::of(socket)).expect("is JSON");
        assert_eq!(
            described,
            json!({
                "id": "AAAAAAAAAAAAAAHs",
                "handshake": {
                    "headers": { "origin": "https://a", "x-a": "1, 2" },
                    "time": "Thu Feb 29 2024 12:34:56 GMT+0000 (Coordinated Universal Time)",
                    "address": "127.0.0.1",
                    "xdomain": true,
                    "secure": false,
                    "issued": 1_709_210_096_789_u64,
                    "url": "/socket.io/?EIO=4&a=1&a=2&b=%20",
                    "query": { "EIO": "4", "a": "2", "b": " " },
                    "auth": { "token": "t" },
                },
                "rooms": ["red"],
                "data": {},
            })
        );
    }
}
