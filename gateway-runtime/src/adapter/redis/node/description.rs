//! `Description` is a socket as Node's servers describe it to each other: `{ id, handshake, rooms, data }`.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};
use serde_json::{
    Number,
    value::{RawValue, Value},
};

use super::{date, recipients::strings};
use crate::protocol::{HandshakeSecrets, SocketDescription};

#[derive(Deserialize, Serialize)]
pub(super) struct Description {
    /// Of an Engine.IO 3 client of a Node server it is longer than an id of this crate can be.
    id: String,
    #[serde(default)]
    handshake: Handshake,
    #[serde(default, deserialize_with = "strings")]
    pub(super) rooms: Vec<String>,
    #[serde(default)]
    data: Option<Box<RawValue>>,
}

/// Socket.io's `Handshake`.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
struct Handshake {
    headers: BTreeMap<String, Header>,
    /// When the client connected, as JavaScript writes it, and in milliseconds since 1970.
    time: String,
    /// Without a port.
    address: String,
    /// Whether the page of the client has another origin than the server: whether there is a header `Origin`.
    xdomain: bool,
    secure: bool,
    issued: Option<Number>,
    url: String,
    /// Of the URL.
    query: BTreeMap<String, Header>,
    auth: Option<Box<RawValue>>,
}

/// What Node has for a header, and for a member of a query.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Header {
    One(String),
    Several(Vec<String>),
    /// Whatever middleware has put there.
    Other(Value),
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
                issued: Some(issued.into()),
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
            data: socket.data.or_else(empty),
        }
    }

    /// In the words of this crate; `None` if the id is longer than an id can be.
    pub(super) fn read(self) -> Option<SocketDescription> {
        let mut socket = SocketDescription::by_id(self.id.parse().ok()?);
        socket.rooms = self.rooms;
        // On Node there is always an object, which is empty if nothing was kept.
        socket.data = self.data.filter(|data| data.get() != "{}");
        let handshake = self.handshake;
        let address: Option<IpAddr> = handshake.address.parse().ok();
        socket.address = address.map(|address| SocketAddr::new(address.to_canonical(), 0));
        let headers = handshake.headers.into_iter();
        socket.headers = headers
            .flat_map(|(name, header)| {
                let values = match header {
                    Header::One(value) => vec![value],
                    Header::Several(values) => values,
                    Header::Other(_) => Vec::new(),
                };
                values.into_iter().map(move |value| (name.clone(), value))
            })
            .collect();
        socket.secrets = Some(HandshakeSecrets {
            url: handshake.url,
            auth: handshake.auth,
            issued: moment(handshake.issued),
        });
        Some(socket)
    }
}

/// Headers as Node's HTTP server has them: of one that came several times, the values have commas between them.
fn merged(headers: Vec<(String, String)>) -> BTreeMap<String, Header> {
    let mut merged = BTreeMap::<_, String>::new();
    for (name, value) in headers {
        let separator = if name == "cookie" { "; " } else { ", " };
        let known = merged.entry(name).or_default();
        if !known.is_empty() {
            known.push_str(separator);
        }
        known.push_str(&value);
    }
    let merged = merged.into_iter();
    merged
        .map(|(name, value)| (name, Header::One(value)))
        .collect()
}

/// The query of a URL as Node's `querystring` reads it.
fn query(url: &str) -> BTreeMap<String, Header> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> =
        serde_urlencoded::from_str(query).unwrap_or_default();
    let mut members = BTreeMap::<String, Vec<String>>::new();
    for (name, value) in pairs {
        members
            .entry(name.into_owned())
            .or_default()
            .push(value.into_owned());
    }
    let members = members.into_iter();
    members
        .map(|(name, mut values)| match values.len() {
            1 => (name, Header::One(values.remove(0))),
            _ => (name, Header::Several(values)),
        })
        .collect()
}

fn moment(milliseconds: Option<Number>) -> SystemTime {
    let milliseconds = milliseconds.and_then(|number| number.as_f64());
    let milliseconds = milliseconds.unwrap_or_default();
    let since = Duration::try_from_secs_f64(milliseconds / 1e3).unwrap_or_default();
    UNIX_EPOCH.checked_add(since).unwrap_or(UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
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
                    "query": { "EIO": "4", "a": ["1", "2"], "b": " " },
                    "auth": { "token": "t" },
                },
                "rooms": ["red"],
                "data": {},
            })
        );
    }

    #[test]
    fn a_socket_of_node_is_read() {
        let read = |described: Value| {
            let described: Description = serde_json::from_value(described).expect("is read");
            described.read()
        };
        let socket = read(json!({
            "id": "uPDOlHpPjTBYrdKdAAAd",
            "handshake": {
                "headers": { "user-agent": "node", "set-cookie": ["a", "b"], "other": { "a": 1 } },
                "address": "::ffff:127.0.0.1", "url": "/socket.io/?a=1", "auth": { "token": "t" },
                "query": { "a": "1" }, "issued": 1_700_000_000_000_u64, "time": "", "secure": false,
            },
            "rooms": ["uPDOlHpPjTBYrdKdAAAd", 7],
            "data": { "name": "An" },
        }));
        let socket = socket.expect("has an id");
        assert_eq!(socket.id.as_str(), "uPDOlHpPjTBYrdKdAAAd");
        assert_eq!(socket.rooms, ["uPDOlHpPjTBYrdKdAAAd", "7"]);
        assert_eq!(socket.address, Some(([127, 0, 0, 1], 0).into()));
        assert_eq!(socket.headers.len(), 3);
        let secrets = socket.secrets.expect("travel");
        assert_eq!(
            secrets.auth.map(|auth| auth.to_string()),
            Some(r#"{"token":"t"}"#.into())
        );
        assert_eq!(
            secrets.issued,
            UNIX_EPOCH + Duration::from_secs(1_700_000_000)
        );

        // Of an Engine.IO 3 client; and the least that can be said.
        assert!(read(json!({ "id": "/chat#uPDOlHpPjTBYrdKdAAAd" })).is_none());
        let least = read(json!({ "id": "uPDOlHpPjTBYrdKdAAAd", "data": {} }));
        assert!(least.is_some_and(|socket| socket.data.is_none()));
    }
}
