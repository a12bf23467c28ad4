//! `request` and `body` read a request as the engine does: the functions behind a fuzz target.

use std::{convert::Infallible, time::Duration};

use bytes::Bytes;
use futures_util::{FutureExt as _, stream};
use http::{HeaderName, Request, Uri};
use http_body::Frame;
use http_body_util::{BodyExt as _, StreamBody};

use super::{
    AnyBody,
    body::{Form, RequestBody},
    connects::Connects,
    query::{Query, with_session},
    request_head::detach_from_read_buffer,
    session_key::SessionKey,
    text_v3,
};

/// A session's id as the protocol library has it.
const SESSION: &str = "AAAAAAAAAAAAAAHs";

/// Reads the query, and lets go of the `buffer` that the request was read into.
pub(crate) fn request(mut request: Request<()>, buffer: &Bytes) {
    let query = Query::of(&request);
    if let Some(sealed) = query.session {
        session(sealed);
        if let Some(uri) = with_session(request.uri(), SESSION) {
            replaced(&request, &uri);
        }
    }
    let before = (request.uri().to_string(), copied(&request));
    let is_kept = request.uri().authority().is_some();
    detach_from_read_buffer(&mut request);
    assert_eq!((request.uri().to_string(), copied(&request)), before);
    assert!(
        is_kept || buffer.is_unique(),
        "{} holds the buffer",
        before.0
    );
}

/// The headers, which do not hold the buffer.
fn copied(request: &Request<()>) -> Vec<(HeaderName, Vec<u8>)> {
    let headers = request.headers().iter();
    headers
        .map(|(name, value)| (name.clone(), value.as_bytes().to_vec()))
        .collect()
}

/// Everything but the session is as before.
fn replaced(request: &Request<()>, uri: &Uri) {
    let before = Query::of(request);
    let mut other = Request::new(());
    *other.uri_mut() = uri.clone();
    let after = Query::of(&other);
    assert_eq!(after.session, Some(SESSION));
    assert_eq!(
        (after.version, after.transport),
        (before.version, before.transport)
    );
    assert_eq!(uri.path(), request.uri().path());
    let length = |uri: &Uri| uri.query().unwrap_or_default().len();
    let sealed = before.session.unwrap_or_default().len();
    assert_eq!(length(uri) + sealed, length(request.uri()) + SESSION.len());
}

/// Only what the key has sealed opens.
fn session(sealed: &str) {
    let Ok(key) = SessionKey::random() else {
        return;
    };
    assert_eq!(key.open(sealed), None);
    if sealed.len() == SESSION.len() {
        assert_eq!(key.open(&key.seal(sealed)), Some(sealed));
    }
    // The tag of another session.
    let tag = key.seal(SESSION).split_off(SESSION.len());
    assert_eq!(
        key.open(&format!("{sealed}{tag}")).is_some(),
        sealed == SESSION
    );
}

/// Reads a body whole and in pieces, in both forms.
pub(crate) fn body(body: &[u8]) {
    let body = Bytes::copy_from_slice(body);
    let mut whole = Connects::default();
    let whole = whole.read(&body);
    let mut pieces = Connects::default();
    assert_eq!(
        body.chunks(3).try_for_each(|piece| pieces.read(piece)),
        whole
    );
    for (length, piece) in [(body.len(), 1), (body.len(), 7), (body.len() / 2, 7)] {
        let is_short = body.len() <= length;
        let read = read(&body, Form::AsItComes, length, piece);
        assert_eq!(read.is_some(), is_short && whole.is_ok());
        assert!(read.is_none_or(|read| read == body));
        let read = self::read(&body, Form::text_v3(), length, piece);
        assert!(is_short || read.is_none());
        assert!(read.is_none_or(|read| read == body));
    }
    let Some(packets) = text_v3::packets(&body) else {
        return;
    };
    let mut framed = Vec::new();
    for (packet, bare) in &packets {
        framed.extend_from_slice(packet);
        let units = std::str::from_utf8(bare).map(|bare| bare.encode_utf16().count());
        let (length, rest) = packet.split_at(packet.len() - bare.len());
        assert_eq!(rest, bare);
        let length = std::str::from_utf8(length).ok();
        let length = length.and_then(|length| length.strip_suffix(':')?.parse().ok());
        assert_eq!(units.ok(), length);
    }
    assert_eq!(framed, body);
}

/// What the protocol library gets of a body that arrives in pieces; `None` if the body is refused.
fn read(body: &Bytes, form: Form, length: usize, piece: usize) -> Option<Bytes> {
    let pieces: Vec<_> = body
        .chunks(piece)
        .map(|piece| Ok::<_, Infallible>(Frame::data(body.slice_ref(piece))))
        .collect();
    let pieces = AnyBody::new(StreamBody::new(stream::iter(pieces)));
    let body = RequestBody::new(pieces, form, Duration::from_mins(1), length);
    let collected = body.collect().now_or_never()?;
    Some(collected.ok()?.to_bytes())
}
