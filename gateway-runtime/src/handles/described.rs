//! `described` is a socket of this server as other servers may know it; `described_wholly` has its secrets too.

use std::sync::Arc;

#[cfg(feature = "redis")]
use serde_json::value::{RawValue, Value, to_raw_value};

use super::{handshake::Handshake, remote_handshake::RemoteHandshake};
#[cfg(feature = "redis")]
use crate::protocol::HandshakeSecrets;
use crate::{
    protocol::{RawSocket, SocketDescription},
    session::Session,
};

/// What every server may know of a socket.
pub(super) fn described(socket: RawSocket, session: Arc<Session>) -> SocketDescription {
    let (mut description, handshake) = without_headers(socket, session);
    description.headers = RemoteHandshake::headers_of(&handshake);
    description
}

/// What servers of Node tell each other of a socket: all of its handshake.
#[cfg(feature = "redis")]
pub(crate) fn described_wholly(socket: RawSocket, session: Arc<Session>) -> SocketDescription {
    let (issued, auth) = (session.issued(), auth(&session));
    let (mut description, handshake) = without_headers(socket, session);
    let headers = handshake.headers().iter().map(|(name, value)| {
        // Node takes each byte for a letter of Latin-1.
        let value = value.as_bytes().iter().map(|&byte| char::from(byte));
        (name.as_str().to_owned(), value.collect())
    });
    description.headers = headers.collect();
    description.secrets = Some(HandshakeSecrets {
        url: handshake.uri().to_string(),
        auth,
        issued,
    });
    description
}

fn without_headers(socket: RawSocket, session: Arc<Session>) -> (SocketDescription, Handshake) {
    let mut description = SocketDescription::by_id(socket.id());
    description.rooms = socket.rooms().into_iter().map(Into::into).collect();
    description.data = session.user_data().shared();
    let handshake = Handshake::new(socket, session);
    description.address = handshake.remote_address();
    (description, handshake)
}

/// What the client has sent with CONNECT.
#[cfg(feature = "redis")]
fn auth(session: &Session) -> Option<Box<RawValue>> {
    let auth: Option<Value> = session.auth().decode().ok()?;
    to_raw_value(&auth?).ok()
}
