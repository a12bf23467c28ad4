//! `DescribedSocket` is a socket of another server, as that server has described it.

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::lenient::{Text, or_default, read, rooms_of_sockets, text};
use crate::protocol::{HandshakeSecrets, SocketDescription};

/// The sockets of one server. Each is read by itself, so that an odd socket does not hide the others.
#[derive(Default)]
pub(super) struct Described(pub(super) Vec<DescribedSocket>);

impl<'de> Deserialize<'de> for Described {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let sockets: Vec<Box<RawValue>> = or_default(from)?;
        let sockets = sockets.iter().filter_map(|socket| read(socket));
        Ok(Self(sockets.collect()))
    }
}

#[derive(Deserialize)]
pub(super) struct DescribedSocket {
    /// Of an Engine.IO 3 client of a Node server it is longer than an id of this crate can be.
    id: String,
    #[serde(default)]
    handshake: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "rooms_of_sockets")]
    pub(super) rooms: Vec<String>,
    #[serde(default)]
    data: Option<Box<RawValue>>,
}

/// Members of JSON.
type Members = BTreeMap<String, Box<RawValue>>;

impl DescribedSocket {
    /// In the words of this crate; `None` if the id is longer than an id can be.
    pub(super) fn read(self) -> Option<SocketDescription> {
        let mut socket = SocketDescription::by_id(self.id.parse().ok()?);
        socket.rooms = self.rooms;
        // On Node there is always an object, which is empty if nothing was kept.
        socket.data = self.data.filter(|data| data.get() != "{}");
        let handshake: Members = self.handshake.as_deref().and_then(read).unwrap_or_default();
        let address = handshake.get("address").and_then(|address| text(address));
        let address: Option<IpAddr> = address.and_then(|address| address.parse().ok());
        // Node does not tell the port.
        socket.address = address.map(|address| SocketAddr::new(address.to_canonical(), 0));
        socket.headers = headers(&member(&handshake, "headers"));
        let url = handshake.get("url").and_then(|url| text(url));
        socket.secrets = Some(HandshakeSecrets {
            url: url.unwrap_or_default(),
            auth: handshake
                .get("auth")
                .filter(|auth| auth.get() != "null")
                .cloned(),
            issued: moment(member(&handshake, "issued")),
        });
        Some(socket)
    }
}

/// A member as a `T`; the default of `T` if the member is missing, or another value.
fn member<T: DeserializeOwned + Default>(members: &Members, name: &str) -> T {
    let member = members.get(name).and_then(|member| read(member));
    member.unwrap_or_default()
}

/// A header that came several times is a list, and middleware may have put in others.
fn headers(headers: &Members) -> Vec<(String, String)> {
    let mut read_ones = Vec::new();
    for (name, header) in headers {
        let several = || read::<Vec<Text>>(header).unwrap_or_default();
        let values = text(header).map_or_else(several, |value| vec![Text(value)]);
        read_ones.extend(values.into_iter().map(|Text(value)| (name.clone(), value)));
    }
    read_ones
}

fn moment(milliseconds: f64) -> SystemTime {
    let since = Duration::try_from_secs_f64(milliseconds / 1e3).unwrap_or_default();
    UNIX_EPOCH.checked_add(since).unwrap_or(UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sockets(json: &str) -> Vec<SocketDescription> {
        let Described(sockets) = serde_json::from_str(json).expect("is JSON");
        sockets
            .into_iter()
            .filter_map(DescribedSocket::read)
            .collect()
    }

    #[test]
    fn a_socket_of_node_is_read() {
        let read = sockets(
            r#"[{
                "id": "uPDOlHpPjTBYrdKdAAAd",
                "handshake": {
                    "headers": { "user-agent": "node", "set-cookie": ["a", "b"], "other": { "a": 1 } },
                    "address": "::ffff:127.0.0.1", "url": "/socket.io/?a=1", "auth": { "token": "t" },
                    "query": { "a": "1" }, "issued": 1700000000000, "time": "", "secure": false
                },
                "rooms": ["uPDOlHpPjTBYrdKdAAAd", 7],
                "data": { "name": "An" }
            }]"#,
        );
        let [socket] = &read[..] else {
            unreachable!("there is one");
        };
        assert_eq!(socket.id.as_str(), "uPDOlHpPjTBYrdKdAAAd");
        assert_eq!(socket.rooms, ["uPDOlHpPjTBYrdKdAAAd", "7"]);
        assert_eq!(socket.address, Some(([127, 0, 0, 1], 0).into()));
        assert_eq!(socket.headers.len(), 3);
        let secrets = socket.secrets.as_ref().expect("travel");
        let auth = secrets.auth.as_ref().map(ToString::to_string);
        assert_eq!(auth.as_deref(), Some(r#"{ "token": "t" }"#));
        assert_eq!(
            secrets.issued,
            UNIX_EPOCH + Duration::from_secs(1_700_000_000)
        );
    }

    #[test]
    fn an_odd_socket_hides_no_other() {
        let read = sockets(
            r#"[
                7, null, {}, { "id": null },
                { "id": "/chat#uPDOlHpPjTBYrdKdAAAd" },
                { "id": "uPDOlHpPjTBYrdKdAAAa", "data": {} },
                { "id": "uPDOlHpPjTBYrdKdAAAb", "handshake": null, "rooms": [null, "\ud800"], "data": null },
                {
                    "id": "uPDOlHpPjTBYrdKdAAAc",
                    "handshake": {
                        "headers": { "a": "\ud800", "b": "c" }, "time": null, "address": 7, "xdomain": 1,
                        "issued": "now", "url": null, "query": { "a": { "b": [1] } }, "auth": null
                    }
                },
                { "id": "uPDOlHpPjTBYrdKdAAAd", "handshake": { "headers": null, "issued": -1e300 } }
            ]"#,
        );
        let ids: Vec<_> = read
            .iter()
            .map(|socket| &socket.id.as_str()[19..])
            .collect();
        assert_eq!(ids, ["a", "b", "c", "d"]);
        assert!(read.iter().all(|socket| socket.data.is_none()));
        assert_eq!(read[1].rooms, ["\u{fffd}\u{fffd}\u{fffd}"]);
        assert_eq!(read[2].headers[1], ("b".to_owned(), "c".to_owned()));
        assert!(sockets("null").is_empty() && sockets("{}").is_empty());
    }
}
