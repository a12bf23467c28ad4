//! `enter` gives a session its place before it begins; `answer` is what a client gets that is refused.

use std::{sync::Arc, time::Duration};

use axum::body::Body;
use http::{HeaderValue, Request, Response, StatusCode, header::RETRY_AFTER};

use super::{any_body::AnyBody, refusal::written};
use crate::{
    admission::{Admission, KeptOut, Refused},
    proxies::{ClientAddress, peer},
};

/// Finds out which client begins a session, and puts its address and its place on the request.
///
/// # Errors
/// The client is over a limit.
pub(super) fn enter(
    admission: &Arc<Admission>,
    request: &mut Request<AnyBody>,
) -> Result<(), Refused> {
    let peer = peer(request.extensions());
    let client = peer.map(|peer| admission.client(request.headers(), peer));
    let place = admission.enter(request.headers(), client.map(|client| client.ip()))?;
    let extensions = request.extensions_mut();
    extensions.insert(place);
    if client != peer
        && let Some(client) = client
    {
        extensions.insert(ClientAddress(client));
    }
    Ok(())
}

/// The answer to a client that is refused: a status, a body in the form of Engine.IO, and when it may try again. Node has no
/// such limits, and no code for them.
pub(super) fn answer(refused: Refused) -> Response<Body> {
    let (status, message) = match refused.why {
        KeptOut::ConnectionsOfAddress => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many connections from this address",
        ),
        KeptOut::ConnectsOfAddress => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many new connections from this address",
        ),
        KeptOut::HandshakesPending => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Too many handshakes in progress",
        ),
        KeptOut::Connections
        | KeptOut::Namespaces
        | KeptOut::Auth
        | KeptOut::Host
        | KeptOut::Origin => (StatusCode::SERVICE_UNAVAILABLE, "Too many connections"),
    };
    tracing::debug!(why = refused.why.option(), "a handshake was refused");
    let mut response = written(status, 3, message);
    let seconds = HeaderValue::from(whole_seconds(refused.retry_after));
    response.headers_mut().insert(RETRY_AFTER, seconds);
    response
}

/// A time in seconds, rounded up: who waits that long is not refused again.
fn whole_seconds(time: Duration) -> u64 {
    let more = u64::from(time.subsec_nanos() > 0);
    time.as_secs().saturating_add(more).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_rounded_up() {
        for (time, seconds) in [
            (Duration::ZERO, 1),
            (Duration::from_nanos(1), 1),
            (Duration::from_millis(1_001), 2),
            (Duration::from_secs(5), 5),
            (Duration::MAX, u64::MAX),
        ] {
            assert_eq!(whole_seconds(time), seconds);
        }
    }
}
