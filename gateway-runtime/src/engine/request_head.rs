//! `detach_from_read_buffer` copies the head of a request out of the buffer that it was read into.
//!
//! Hyper reads a request into a buffer of 8 KiB, and the header values and the path are parts of this buffer.
//! The protocol library keeps the head for as long as the connection lives, and with it the whole buffer.

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Request, Uri, uri::PathAndQuery};

/// Copies the header values and the path of a request that begins a connection, and lets go of the buffer.
pub(super) fn detach_from_read_buffer<B>(request: &mut Request<B>) {
    copy_values(request.headers_mut());
    if let Some(uri) = copied(request.uri()) {
        *request.uri_mut() = uri;
    }
}

fn copy_values(headers: &mut HeaderMap) {
    let mut values = BytesMut::with_capacity(headers.values().map(HeaderValue::len).sum());
    for value in headers.values() {
        values.extend_from_slice(value.as_bytes());
    }
    let mut values = values.freeze();
    for value in headers.values_mut() {
        let copy = values.split_to(value.len());
        // The copy of a valid value is valid.
        if let Ok(mut copy) = HeaderValue::from_maybe_shared(copy) {
            copy.set_sensitive(value.is_sensitive());
            *value = copy;
        }
    }
}

/// A copy of an address. `None` for the form with a host, which only proxies are sent.
fn copied(uri: &Uri) -> Option<Uri> {
    if uri.authority().is_some() {
        return None;
    }
    let text = Bytes::copy_from_slice(uri.path_and_query()?.as_str().as_bytes());
    Some(Uri::from(PathAndQuery::from_maybe_shared(text).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A request as hyper makes it: parts of one buffer.
    fn request(
        uri: &'static str,
        headers: &[(&'static str, &'static str)],
    ) -> (Request<()>, Bytes) {
        let mut text = String::from(uri);
        text.extend(headers.iter().map(|(_, value)| *value));
        let buffer = Bytes::from(text);
        let mut rest = buffer.clone();
        let mut request = Request::new(());
        *request.uri_mut() = Uri::from_maybe_shared(rest.split_to(uri.len())).expect("is one");
        for (name, value) in headers {
            let value = HeaderValue::from_maybe_shared(rest.split_to(value.len())).expect("is one");
            request.headers_mut().append(*name, value);
        }
        drop(rest);
        (request, buffer)
    }

    const WEBSOCKET: &str = "/socket.io/?EIO=4&transport=websocket&a=b%20c";

    #[test]
    fn a_detached_head_is_the_same_and_frees_the_buffer() {
        let headers = [
            ("upgrade", "websocket"),
            ("cookie", "a=1"),
            ("cookie", "b=2"),
            ("x-empty", ""),
            ("x-text", "caf\u{e9}"),
        ];
        let (mut request, buffer) = request(WEBSOCKET, &headers);
        let before = (request.uri().clone(), request.headers().clone());
        if let Some(cookie) = request.headers_mut().get_mut("cookie") {
            cookie.set_sensitive(true);
        }
        assert!(!buffer.is_unique());
        detach_from_read_buffer(&mut request);
        assert_eq!((request.uri(), request.headers()), (&before.0, &before.1));
        assert!(request.headers()["cookie"].is_sensitive());
        assert!(!request.headers()["upgrade"].is_sensitive());
        drop(before);
        assert!(buffer.is_unique(), "something still holds it");
    }

    #[test]
    fn a_proxy_s_form_is_kept() {
        let uri = "http://example.com/socket.io/?EIO=4";
        let (mut request, _buffer) = request(uri, &[]);
        detach_from_read_buffer(&mut request);
        assert_eq!(request.uri(), uri);
    }
}
