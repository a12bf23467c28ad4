//! `Described` is a socket as the page gets it.

use std::{
    collections::BTreeMap,
    time::{SystemTime, UNIX_EPOCH},
};

use http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN, PROXY_AUTHORIZATION};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::{
    handles::{Handshake, Socket},
    options::Transport,
    protocol::SocketId,
    wire::iso_text,
};

/// Headers that are secrets of the user, who is somebody else than the admin. What the client has passed as `auth` is not sent
/// either.
const SECRETS: [http::HeaderName; 3] = [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION];

/// How many letters of a connection's id the page shows.
const SHOWN_OF_CLIENT: usize = 12;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Described {
    id: SocketId,
    client_id: String,
    transport: &'static str,
    nsp: String,
    data: Data,
    handshake: DescribedHandshake,
    rooms: Vec<String>,
}

#[derive(Serialize)]
struct DescribedHandshake {
    address: Option<String>,
    headers: BTreeMap<String, String>,
    query: BTreeMap<String, String>,
    issued: u64,
    secure: bool,
    time: String,
    url: String,
    xdomain: bool,
}

/// What is shared of a socket's data. The page wants an object.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Data {
    Object(Box<RawValue>),
    Other { shared: Box<RawValue> },
    Nothing {},
}

impl Data {
    pub(super) fn of(socket: &Socket) -> Self {
        match socket.session().user_data().shared() {
            None => Self::Nothing {},
            Some(shared) if shared.get().starts_with('{') => Self::Object(shared),
            Some(shared) => Self::Other { shared },
        }
    }
}

impl Described {
    pub(super) fn of(socket: &Socket) -> Self {
        let id = socket.id();
        Self {
            id,
            client_id: id.as_str().chars().take(SHOWN_OF_CLIENT).collect(),
            transport: transport(socket),
            nsp: socket.namespace().to_owned(),
            data: Data::of(socket),
            handshake: DescribedHandshake::of(&socket.handshake(), issued(socket)),
            rooms: socket.rooms(),
        }
    }
}

impl DescribedHandshake {
    fn of(handshake: &Handshake, issued: SystemTime) -> Self {
        let headers = handshake.headers();
        let told = headers.iter().filter(|(name, _)| !SECRETS.contains(name));
        let told = told.filter_map(|(name, value)| {
            let value = value.to_str().ok()?;
            Some((name.as_str().to_owned(), value.to_owned()))
        });
        let address = handshake.remote_address();
        let host = handshake.header(HOST.as_str());
        let origin = handshake.header(ORIGIN.as_str());
        Self {
            address: address.map(|address| address.ip().to_canonical().to_string()),
            headers: told.collect(),
            query: handshake.query().unwrap_or_default(),
            issued: milliseconds(issued),
            secure: handshake.is_encrypted(),
            time: time_text(issued),
            url: handshake.uri().to_string(),
            xdomain: origin.is_some_and(|origin| {
                let page = origin.split_once("://").map(|(_, host)| host);
                page != host
            }),
        }
    }
}

/// As the page names it.
pub(super) fn transport(socket: &Socket) -> &'static str {
    match socket.handshake().transport() {
        Transport::Polling => "polling",
        Transport::Websocket => "websocket",
    }
}

/// When the client asked to come in.
pub(super) fn issued(socket: &Socket) -> SystemTime {
    socket.session().issued()
}

/// A time as JSON has a `Date`.
pub(super) fn time_text(time: SystemTime) -> String {
    let milliseconds = i64::try_from(milliseconds(time)).unwrap_or_default();
    iso_text(milliseconds).unwrap_or_default()
}

fn milliseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}
