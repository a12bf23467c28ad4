//! `admit` tells a request of a browser on this machine from all others.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use http::{
    HeaderValue, Version,
    header::{FORWARDED, HOST, VIA},
    request::Parts,
    uri::Authority,
};

/// Lets a request of this machine in.
///
/// # Errors
/// Why the request is refused.
pub(super) fn admit(request: &Parts) -> Result<(), &'static str> {
    let Some(ConnectInfo(peer)) = request.extensions.get::<ConnectInfo<SocketAddr>>() else {
        return Err(
            "its address is not known; a server of your own has to provide axum's `ConnectInfo<SocketAddr>`",
        );
    };
    // A client over IPv4 at a socket of IPv6 is `::ffff:127.0.0.1`.
    if !peer.ip().to_canonical().is_loopback() {
        return Err("it comes from another machine");
    }
    // nginx speaks HTTP/1.0 to what is behind it, unless it is told otherwise.
    if request.version < Version::HTTP_11 || is_passed_on(request) {
        return Err("a proxy has passed it on, so that it may come from another machine");
    }
    if !is_for_this_machine(request) {
        return Err(
            "its `Host` is no name of this machine itself, such as `localhost` or `127.0.0.1`",
        );
    }
    if is_of_another_site(request) {
        return Err("a page of another site asks for it");
    }
    Ok(())
}

/// Whether a page of another site loads what is asked for, which browsers say. A link on such a page may lead here. The app's own
/// CORS layer may let every page read.
fn is_of_another_site(request: &Parts) -> bool {
    let is = |name: &str, value: &str| {
        let mut values = request.headers.get_all(name).iter();
        values.any(|sent| sent == value)
    };
    is("sec-fetch-site", "cross-site") && !is("sec-fetch-mode", "navigate")
}

/// Headers of no standard that proxies and content delivery networks add.
const OF_PROXIES: [&str; 5] = [
    "cf-connecting-ip",
    "true-client-ip",
    "x-client-ip",
    "x-original-host",
    "x-real-ip",
];

/// Whether the request has a header that proxies add.
fn is_passed_on(request: &Parts) -> bool {
    request.headers.keys().any(|name| {
        let text = name.as_str();
        name == FORWARDED
            || name == VIA
            || OF_PROXIES.contains(&text)
            || text.starts_with("x-forwarded-")
    })
}

/// Whether every host that the request names, and at least one, is a name of this machine.
fn is_for_this_machine(request: &Parts) -> bool {
    let in_target = request.uri.authority().map(is_loopback);
    let in_headers = request.headers.get_all(HOST).iter().map(|host| {
        let authority = HeaderValue::as_bytes(host).try_into();
        authority.is_ok_and(|authority: Authority| is_loopback(&authority))
    });
    let mut hosts = in_target.into_iter().chain(in_headers).peekable();
    hosts.peek().is_some() && hosts.all(|is_loopback| is_loopback)
}

fn is_loopback(authority: &Authority) -> bool {
    if authority.as_str().contains('@') {
        return false;
    }
    let host = authority.host().to_ascii_lowercase();
    // RFC 6761, section 6.3: these names are resolved to loopback addresses alone.
    if host == "localhost" || host.ends_with(".localhost") {
        return true;
    }
    let address = match host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        Some(address) => address.parse::<Ipv6Addr>().map(IpAddr::from),
        None => host.parse::<Ipv4Addr>().map(IpAddr::from),
    };
    address.is_ok_and(|address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn request(peer: Option<&str>, headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::builder().uri("/contract/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(()).expect("a request").into_parts();
        if let Some(peer) = peer {
            let peer: SocketAddr = peer.parse().expect("an address");
            parts.extensions.insert(ConnectInfo(peer));
        }
        parts
    }

    #[test]
    fn a_browser_on_this_machine_is_let_in() {
        for (peer, host) in [
            ("127.0.0.1:5000", "localhost:3000"),
            ("127.0.0.1:5000", "LOCALHOST"),
            ("127.0.0.9:5000", "127.0.0.1:3000"),
            ("127.0.0.1:5000", "shop.localhost:3000"),
            ("[::1]:5000", "[::1]:3000"),
            ("[::ffff:127.0.0.1]:5000", "localhost:3000"),
        ] {
            let request = request(Some(peer), &[("host", host)]);
            assert_eq!(admit(&request), Ok(()), "{peer} {host}");
        }
    }

    #[test]
    fn a_link_on_a_page_of_another_site_leads_to_the_page() {
        for (site, mode) in [
            ("cross-site", "navigate"),
            ("same-origin", "cors"),
            ("none", "navigate"),
        ] {
            let headers = [
                ("host", "localhost"),
                ("sec-fetch-site", site),
                ("sec-fetch-mode", mode),
            ];
            let request = request(Some("127.0.0.1:5000"), &headers);
            assert_eq!(admit(&request), Ok(()), "{site} {mode}");
        }
    }

    #[test]
    fn everybody_else_is_refused() {
        let own = Some("127.0.0.1:5000");
        for (peer, headers, words) in [
            (None, &[("host", "localhost")][..], "is not known"),
            (
                Some("192.0.2.1:5000"),
                &[("host", "localhost")],
                "another machine",
            ),
            (
                Some("[::ffff:192.0.2.1]:5000"),
                &[("host", "localhost")],
                "another machine",
            ),
            // A name that its owner makes point to this machine: DNS rebinding.
            (own, &[("host", "evil.example:3000")], "`Host`"),
            (own, &[("host", "localhost.evil.example")], "`Host`"),
            (own, &[("host", "127.0.0.1.evil.example")], "`Host`"),
            (own, &[("host", "notlocalhost")], "`Host`"),
            (own, &[("host", "localhost@evil.example")], "`Host`"),
            (own, &[("host", "evil.example@localhost")], "`Host`"),
            (own, &[("host", "[::2]")], "`Host`"),
            (own, &[("host", "")], "`Host`"),
            (own, &[], "`Host`"),
            (
                own,
                &[("host", "localhost"), ("host", "evil.example")],
                "`Host`",
            ),
            (
                own,
                &[("host", "localhost"), ("x-forwarded-for", "192.0.2.1")],
                "proxy",
            ),
            (
                own,
                &[("host", "localhost"), ("x-forwarded-proto", "https")],
                "proxy",
            ),
            (
                own,
                &[("host", "localhost"), ("forwarded", "for=192.0.2.1")],
                "proxy",
            ),
            (
                own,
                &[("host", "localhost"), ("x-real-ip", "192.0.2.1")],
                "proxy",
            ),
            (own, &[("host", "localhost"), ("via", "1.1 proxy")], "proxy"),
            (
                own,
                &[
                    ("host", "localhost"),
                    ("sec-fetch-site", "cross-site"),
                    ("sec-fetch-mode", "cors"),
                ],
                "another site",
            ),
        ] {
            let refused = admit(&request(peer, headers)).expect_err("refused");
            assert!(refused.contains(words), "{peer:?} {headers:?}: {refused}");
        }
    }

    #[test]
    fn headers_of_proxies_are_known_in_any_case() {
        for name in [
            "CF-Connecting-IP",
            "True-Client-IP",
            "X-Client-IP",
            "X-Original-Host",
            "X-Real-IP",
        ] {
            let headers = [("host", "localhost"), (name, "192.0.2.1")];
            let refused = admit(&request(Some("127.0.0.1:5000"), &headers)).expect_err(name);
            assert!(refused.contains("proxy"), "{name}: {refused}");
        }
    }

    #[test]
    fn a_request_of_an_old_version_is_one_of_a_proxy() {
        let mut request = request(Some("127.0.0.1:5000"), &[("host", "localhost")]);
        request.version = Version::HTTP_10;
        assert!(admit(&request).is_err());
    }

    #[test]
    fn a_request_of_http_2_names_its_host_in_the_target() {
        for (target, is_admitted) in [
            ("http://localhost:3000/contract/", true),
            ("http://evil.example/contract/", false),
        ] {
            let mut request = request(Some("127.0.0.1:5000"), &[]);
            request.uri = target.parse().expect("a target");
            assert_eq!(admit(&request).is_ok(), is_admitted, "{target}");
        }
    }
}
