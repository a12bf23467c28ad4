//! `Refusal` is why a request is refused, and writes the answer as Node does: a status and a body with a code.

use axum::body::{Body, Bytes};
use http::{
    HeaderValue, Response, StatusCode,
    header::{CONTENT_TYPE, RETRY_AFTER},
};

/// After how many seconds a client may try again: another server, since this one ends.
const COMES_BACK: &str = "1";

/// The reason why a request is refused. The codes and messages are those of Engine.IO's server on Node
/// (`Server.errors`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A transport that does not exist, or that the server does not offer.
    UnknownTransport,
    /// A session that never was, has ended, or is somebody else's.
    UnknownSession,
    /// A request that would begin a session, but is not a GET.
    HandshakeMethod,
    /// Whatever else is wrong with a request.
    BadRequest,
    /// A page of an origin that may not connect.
    Forbidden,
    /// A request for a host that is not the app's.
    ForeignHost,
    /// A version of the protocol that the server does not speak.
    UnsupportedVersion,
    /// A body that takes too long.
    TooSlow,
    /// A body that is longer than a message may be.
    TooLong,
    /// A request that comes after the server has said goodbye to everybody.
    ShutDown,
    /// A request that would begin a session while the server lets its clients go.
    Draining,
}

impl Refusal {
    /// Status, code and message. Node has no codes for the last four, and answers such requests without a
    /// body or not at all; here they are bad requests, each with a status of its own.
    fn parts(self) -> (StatusCode, u8, &'static str) {
        match self {
            Self::UnknownTransport => (StatusCode::BAD_REQUEST, 0, "Transport unknown"),
            Self::UnknownSession => (StatusCode::BAD_REQUEST, 1, "Session ID unknown"),
            Self::HandshakeMethod => (StatusCode::BAD_REQUEST, 2, "Bad handshake method"),
            Self::BadRequest => (StatusCode::BAD_REQUEST, 3, "Bad request"),
            Self::Forbidden => (StatusCode::FORBIDDEN, 4, "Forbidden"),
            // 403 as other servers do (Vite, webpack, Rails), and not 421: that invites to ask again over another connection.
            Self::ForeignHost => (StatusCode::FORBIDDEN, 4, "Host not allowed"),
            Self::UnsupportedVersion => {
                (StatusCode::BAD_REQUEST, 5, "Unsupported protocol version")
            }
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, 3, "Request timeout"),
            Self::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, 3, "Payload too large"),
            Self::ShutDown => (StatusCode::SERVICE_UNAVAILABLE, 3, "Server shut down"),
            Self::Draining => (StatusCode::SERVICE_UNAVAILABLE, 3, "Server draining"),
        }
    }

    /// The refusal that an error of the protocol library means. The library's bodies are empty, or hold the
    /// code as a text.
    pub(super) fn of(status: StatusCode, body: &[u8]) -> Self {
        let has = |code: &[u8]| body.windows(code.len()).any(|window| window == code);
        match status {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLong,
            _ if has(br#""code":"0""#) => Self::UnknownTransport,
            _ if has(br#""code":"1""#) => Self::UnknownSession,
            _ if has(br#""code":"2""#) => Self::HandshakeMethod,
            _ if has(br#""code":"5""#) => Self::UnsupportedVersion,
            _ => Self::BadRequest,
        }
    }

    pub(super) fn response(self) -> Response<Body> {
        let (status, code, message) = self.parts();
        let mut response = written(status, code, message);
        if self == Self::Draining {
            let headers = response.headers_mut();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(COMES_BACK));
        }
        response
    }
}

/// An answer in the form of Engine.IO's server on Node.
pub(super) fn written(status: StatusCode, code: u8, message: &str) -> Response<Body> {
    let body = format!(r#"{{"code":{code},"message":"{message}"}}"#);
    let mut response = Response::new(Body::from(Bytes::from(body)));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}
