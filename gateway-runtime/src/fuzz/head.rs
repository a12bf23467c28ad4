//! `head` is the target of requests: their address, their headers and their body.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Request, Uri,
    header::{FORWARDED, HOST, ORIGIN},
};

use crate::{
    engine,
    options::{Allowed, AllowedHosts, Cors, is_own},
    proxies::{ProxyHeader, TrustedProxies},
};

/// How many headers a request may have, as on the app's own server.
const HEADERS: usize = 100;
/// A proxy that is trusted, another one, and a client that is not.
const PROXY: &str = "10.0.0.1:5000";
const NEXT_PROXY: &str = "fd00::2";
const CLIENT: &str = "203.0.113.7";

/// Reads the bytes as a request: a line with its address and the peer of its connection, a line for each header, an empty
/// line, and the body.
pub fn head(data: &[u8]) {
    let buffer = Bytes::copy_from_slice(data);
    let (head, body) = parts(&buffer);
    engine::fuzz::body(body);
    let mut lines = head.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let space = first.iter().position(|byte| *byte == b' ');
    let (address, peer) = first.split_at(space.unwrap_or(first.len()));
    let Ok(uri) = Uri::from_maybe_shared(buffer.slice_ref(address)) else {
        return;
    };
    let mut request = Request::new(());
    *request.uri_mut() = uri;
    for line in lines.take(HEADERS) {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            continue;
        };
        let (name, value) = line.split_at(colon);
        let value = value.get(1..).unwrap_or_default().trim_ascii();
        let name = HeaderName::from_bytes(name);
        let value = HeaderValue::from_maybe_shared(buffer.slice_ref(value));
        if let (Ok(name), Ok(value)) = (name, value) {
            request.headers_mut().append(name, value);
        }
    }
    let peer = std::str::from_utf8(peer).ok();
    let peer = peer.and_then(|peer| peer.trim().parse().ok());
    origins(&request);
    hosts(&request);
    proxies(request.headers(), peer);
    engine::fuzz::request(request, &buffer);
}

/// What stands before the empty line, and what stands behind it.
fn parts(data: &Bytes) -> (&[u8], &[u8]) {
    let end = data.windows(2).position(|two| two == b"\n\n");
    match end {
        Some(end) => (&data[..end], &data[end + 2..]),
        None => (data, &[]),
    }
}

/// An origin that is let in is that of the request's own host, or one of those that are named.
fn origins(request: &Request<()>) {
    let cors = Cors::origins(["https://app.example", "https://*.example.com:8443"]);
    let Allowed::Named(named) = &cors.allowed else {
        return;
    };
    let named = Allowed::read(named);
    assert_eq!(named.len(), 2);
    for origin in request.headers().get_all(ORIGIN) {
        let Ok(origin) = origin.to_str() else {
            continue;
        };
        if named.iter().any(|named| named.matches(origin)) {
            let label = origin.strip_prefix("https://");
            let label = label.and_then(|rest| rest.strip_suffix(".example.com:8443"));
            let is_label = label.is_some_and(|label| {
                !label.is_empty()
                    && label
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            });
            assert!(is_label || origin == "https://app.example", "{origin}");
        }
        if is_own(origin, request.uri(), request.headers()) {
            let host = match request.headers().get(HOST) {
                Some(host) => host.to_str().ok(),
                None => request.uri().authority().map(http::uri::Authority::as_str),
            };
            let Some(host) = host else {
                unreachable!("{origin} is its own without a host");
            };
            let (_, authority) = origin.split_once("://").unwrap_or_default();
            let without_default = |host: &str| {
                let host = host.to_ascii_lowercase();
                let port = [":80", ":443"]
                    .into_iter()
                    .find(|port| host.ends_with(port));
                host[..host.len() - port.map_or(0, str::len)].to_owned()
            };
            assert_eq!(
                without_default(authority),
                without_default(host),
                "{origin}"
            );
        }
    }
}

/// A request that is let in names one of the hosts, and no other.
fn hosts(request: &Request<()>) {
    let allowed = AllowedHosts::new(["example.com", "*.example.org", "localhost:3000", "[::1]"]);
    assert!(allowed.problems().is_empty());
    if !allowed.allow(request.uri(), request.headers()) {
        return;
    }
    let named = request.headers().get_all(HOST).iter();
    let mut named: Vec<_> = named.map(HeaderValue::as_bytes).collect();
    named.extend(
        request
            .uri()
            .authority()
            .map(|authority| authority.as_str().as_bytes()),
    );
    assert!(!named.is_empty(), "no host is let in");
    for host in named {
        let host = host.to_ascii_lowercase();
        let end = match host.first() {
            Some(b'[') => host
                .iter()
                .position(|byte| *byte == b']')
                .map(|end| end + 1),
            _ => host.iter().position(|byte| *byte == b':'),
        };
        let (name, port) = host.split_at(end.unwrap_or(host.len()));
        let name = name.strip_suffix(b".").unwrap_or(name);
        let is_known = match name {
            b"example.com" | b"[::1]" => true,
            b"localhost" => port == b":3000",
            other => other
                .strip_suffix(b".example.org")
                .is_some_and(|labels| !labels.is_empty() && !labels.contains(&b' ')),
        };
        assert!(is_known, "{:?} is let in", String::from_utf8_lossy(&host));
    }
}

/// A peer that is not trusted is the client. Behind a trusted one the client is who that one says, whatever the client wrote
/// itself.
fn proxies(headers: &HeaderMap, peer: Option<SocketAddr>) {
    for (header, name, before) in [
        (ProxyHeader::XForwardedFor, "x-forwarded-for", ""),
        (ProxyHeader::Forwarded, FORWARDED.as_str(), "for="),
    ] {
        let proxies = TrustedProxies::new(["10.0.0.0/8", "fd00::/8"]).header(header);
        let Ok(trusted) = PROXY.parse() else { return };
        let _ = proxies.client(headers, trusted);
        if let Some(peer) = peer {
            let is_trusted = match peer.ip().to_canonical() {
                IpAddr::V4(address) => address.octets()[0] == 10,
                IpAddr::V6(address) => address.octets()[0] == 0xfd,
            };
            let client = proxies.client(headers, peer);
            assert!(is_trusted || client == peer, "{client} instead of {peer}");
        }
        let next = match header {
            ProxyHeader::Forwarded => format!("for=\"[{NEXT_PROXY}]:443\";proto=https"),
            _ => NEXT_PROXY.to_owned(),
        };
        let name = HeaderName::from_static(name);
        for appended in [
            format!("{before}{CLIENT}"),
            format!("{before}{CLIENT}, {next}"),
        ] {
            let in_a_line_of_its_own = with_line(headers, &name, appended.as_bytes());
            let in_the_last_line = with_last_line(headers, &name, appended.as_bytes());
            for headers in [in_a_line_of_its_own, in_the_last_line] {
                let client = proxies.client(&headers, trusted);
                assert_eq!(client.ip().to_string(), CLIENT, "{headers:?}");
            }
        }
    }
}

/// What a proxy makes of the headers that writes a line of its own.
fn with_line(headers: &HeaderMap, name: &HeaderName, line: &[u8]) -> HeaderMap {
    let mut headers = headers.clone();
    if let Ok(line) = HeaderValue::from_bytes(line) {
        headers.append(name, line);
    }
    headers
}

/// What a proxy makes of the headers that goes on in the client's line.
fn with_last_line(headers: &HeaderMap, name: &HeaderName, appended: &[u8]) -> HeaderMap {
    let mut lines: Vec<_> = headers.get_all(name).iter().cloned().collect();
    let Some(last) = lines.pop() else {
        return with_line(headers, name, appended);
    };
    let mut headers = headers.clone();
    headers.remove(name);
    for line in lines {
        headers.append(name, line);
    }
    with_line(&headers, name, &[last.as_bytes(), b", ", appended].concat())
}
