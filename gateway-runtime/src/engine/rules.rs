//! `Rules` decide whether a request is let in, and `Step` is what it does then.

use std::time::Duration;

use http::{Method, Request, Uri, header::UPGRADE};

use super::{
    query::{Query, with_session},
    refusal::Refusal,
    session_key::{SessionId, SessionKey},
};
use crate::options::Transport;

/// The rules by which a server lets requests in.
pub(crate) struct Rules {
    pub(crate) transports: Vec<Transport>,
    /// How many bytes a message of a client may have.
    pub(crate) max_payload: usize,
    /// How long the body of a request may take.
    pub(crate) body_timeout: Duration,
}

impl Rules {
    /// Whether clients may use this transport.
    pub(super) fn offers(&self, transport: Transport) -> bool {
        self.transports.contains(&transport)
    }

    /// Checks a request in the order of Engine.IO's server on Node (`Server.verify`, then the handshake).
    ///
    /// # Errors
    /// Why the request is refused.
    pub(super) fn check<B>(&self, key: &SessionKey, request: &Request<B>) -> Result<Step, Refusal> {
        let query = Query::of(request);
        let transport = match query.transport {
            Some("polling") => Transport::Polling,
            Some("websocket") => Transport::Websocket,
            _ => return Err(Refusal::UnknownTransport),
        };
        if !self.offers(transport) {
            return Err(Refusal::UnknownTransport);
        }
        let session = query
            .session
            .map(|sealed| key.open(sealed).ok_or(Refusal::UnknownSession))
            .transpose()?;
        if session.is_none() && request.method() != Method::GET {
            return Err(Refusal::HandshakeMethod);
        }
        if transport == Transport::Websocket && !asks_for_websocket(request) {
            return Err(Refusal::BadRequest);
        }
        match query.version {
            Some("4") => {}
            Some("3") if cfg!(feature = "v3") => {}
            _ => return Err(Refusal::UnsupportedVersion),
        }
        match session {
            None => Ok(Step::Begin(transport)),
            Some(id) => with_session(request.uri(), id)
                .zip(SessionId::of(id))
                .map(|(uri, session)| Step::Continue(transport, uri, session))
                .ok_or(Refusal::BadRequest),
        }
    }
}

/// What a request that is let in does.
pub(super) enum Step {
    /// The request begins a session, by polling or as a WebSocket.
    Begin(Transport),
    /// The request continues a session, over this transport. The address has the session's id as the protocol
    /// library knows it.
    Continue(Transport, Uri, SessionId),
}

/// Whether a request asks for an upgrade to a WebSocket, and not to another protocol.
fn asks_for_websocket<B>(request: &Request<B>) -> bool {
    let upgrade = request.headers().get(UPGRADE);
    upgrade.is_some_and(|protocol| protocol.as_bytes().eq_ignore_ascii_case(b"websocket"))
}
