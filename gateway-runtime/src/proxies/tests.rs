//! What clients and proxies write into the headers, also such clients as would like another address.

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{ProxyHeader, TrustedProxies};

const X: &str = "x-forwarded-for";
const F: &str = "forwarded";

fn headers(lines: &[(&'static str, &[u8])]) -> HeaderMap {
    let lines = lines.iter().map(|&(name, value)| {
        let value = HeaderValue::from_bytes(value).unwrap();
        (HeaderName::from_static(name), value)
    });
    lines.collect()
}

/// The client's address, behind proxies of `10.0.0.0/8` and `fd00::/8` that set `header`. The port is left out if it is
/// not known.
fn found_in(header: ProxyHeader, lines: &[(&'static str, &[u8])], peer: &str) -> String {
    let proxies = TrustedProxies::new(["10.0.0.0/8", "fd00::/8"]).header(header);
    assert!(proxies.problems().is_empty());
    let client = proxies.client(&headers(lines), peer.parse().unwrap());
    match client.port() {
        0 => client.ip().to_string(),
        _ => client.to_string(),
    }
}

const PROXY: &str = "10.0.0.1:5000";

fn found(value: &str) -> String {
    found_in(ProxyHeader::XForwardedFor, &[(X, value.as_bytes())], PROXY)
}

fn found_forwarded(value: &str) -> String {
    found_in(ProxyHeader::Forwarded, &[(F, value.as_bytes())], PROXY)
}

#[test]
fn the_first_address_from_the_right_that_is_not_trusted_is_the_client_s() {
    for (value, client) in [
        ("203.0.113.7", "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("6.6.6.6,203.0.113.7,10.0.0.2,10.0.0.3", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7:4711"),
        ("2001:db8::7", "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("[2001:db8::7]:4711", "[2001:db8::7]:4711"),
        ("\"203.0.113.7\"", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, ::ffff:10.0.0.2", "203.0.113.7"),
        ("203.0.113.7, fd00::2", "203.0.113.7"),
        ("\t 203.0.113.7 \t", "203.0.113.7"),
        // All are trusted: the first that is known.
        ("10.0.0.9, 10.0.0.2", "10.0.0.9"),
    ] {
        assert_eq!(found(value), client, "{value}");
    }
}

#[test]
fn what_is_no_address_ends_the_search_at_who_wrote_it() {
    for value in [
        "",
        " ",
        ",",
        "unknown",
        "6.6.6.6, unknown",
        "6.6.6.6,",
        "6.6.6.6, ,",
        "6.6.6.6, \"203.0.113.7",
        "6.6.6.6, 203.0.113.7\"",
        "6.6.6.6, [203.0.113.7",
        "6.6.6.6, 2001:db8::7]",
        "6.6.6.6, 203.0.113.7:99999",
        "6.6.6.6, 203.0.113.7:",
        "6.6.6.6, 203.0.113.700",
        "6.6.6.6, 0x7f.1",
        "6.6.6.6, 010.0.0.1",
        "6.6.6.6, 203.0.113.7/32",
        "6.6.6.6, fe80::1%eth0",
        "6.6.6.6, for=203.0.113.7",
        "6.6.6.6 203.0.113.7",
        "6.6.6.6;203.0.113.7",
    ] {
        assert_eq!(found(value), "10.0.0.1:5000", "{value}");
    }
    assert_eq!(found("6.6.6.6, unknown, 10.0.0.3"), "10.0.0.3");
}

#[test]
fn all_lines_of_the_header_count_and_the_last_is_the_nearest() {
    let found =
        |lines: &[(&'static str, &[u8])]| found_in(ProxyHeader::XForwardedFor, lines, PROXY);
    assert_eq!(
        found(&[(X, b"6.6.6.6"), (X, b"203.0.113.7")]),
        "203.0.113.7"
    );
    assert_eq!(
        found(&[(X, b"6.6.6.6, 203.0.113.7"), (X, b"10.0.0.2")]),
        "203.0.113.7"
    );
    // What is no text hides what is left of it, and nothing on its right.
    let line: &[(&str, &[u8])] = &[(X, b"6.6.6.6, \xff\xfe, 203.0.113.7")];
    assert_eq!(found(line), "203.0.113.7");
    assert_eq!(found(&[(X, b"6.6.6.6"), (X, b"\xff\xfe")]), "10.0.0.1:5000");
    assert_eq!(found(&[]), "10.0.0.1:5000");
}

#[test]
fn the_other_header_counts_for_nothing() {
    let lines: &[(&str, &[u8])] = &[(F, b"for=6.6.6.6"), (X, b"203.0.113.7")];
    assert_eq!(
        found_in(ProxyHeader::XForwardedFor, lines, PROXY),
        "203.0.113.7"
    );
    assert_eq!(found_in(ProxyHeader::Forwarded, lines, PROXY), "6.6.6.6");
    let spoofed: &[(&str, &[u8])] = &[(F, b"for=6.6.6.6"), ("x-real-ip", b"6.6.6.6")];
    assert_eq!(
        found_in(ProxyHeader::XForwardedFor, spoofed, PROXY),
        "10.0.0.1:5000"
    );
}

#[test]
fn a_peer_that_is_not_trusted_is_the_client_whatever_it_says() {
    for peer in ["203.0.113.9:5000", "[2001:db8::9]:5000", "127.0.0.1:5000"] {
        let spoofed: &[(&str, &[u8])] = &[(X, b"6.6.6.6, 10.0.0.2")];
        assert_eq!(found_in(ProxyHeader::XForwardedFor, spoofed, peer), peer);
    }
    // A listener for IPv6 and IPv4 sees the proxy like this.
    let lines: &[(&str, &[u8])] = &[(X, b"203.0.113.7")];
    let peer = "[::ffff:10.0.0.1]:5000";
    assert_eq!(
        found_in(ProxyHeader::XForwardedFor, lines, peer),
        "203.0.113.7"
    );
}

#[test]
fn forwarded_is_read_as_proxies_write_it() {
    for (value, client) in [
        ("for=203.0.113.7", "203.0.113.7"),
        ("For=203.0.113.7;proto=https;by=10.0.0.1", "203.0.113.7"),
        ("proto=https; FOR=\"203.0.113.7:4711\"", "203.0.113.7:4711"),
        (
            "for=6.6.6.6, for=\"[2001:db8::7]:4711\";proto=https",
            "[2001:db8::7]:4711",
        ),
        ("for=\"[2001:db8::7]\", for=10.0.0.2", "2001:db8::7"),
        // A client cannot swallow what the proxy appends.
        ("for=\"6.6.6.6, for=203.0.113.7", "203.0.113.7"),
        ("for=6.6.6.6;by=\"x, for=203.0.113.7", "203.0.113.7"),
        // Who is hidden, who names nobody, and who names another.
        ("for=_hidden", "10.0.0.1:5000"),
        ("for=6.6.6.6, for=unknown", "10.0.0.1:5000"),
        ("for=6.6.6.6, proto=https", "10.0.0.1:5000"),
        ("for=6.6.6.6, by=203.0.113.7", "10.0.0.1:5000"),
        ("6.6.6.6", "10.0.0.1:5000"),
        ("for=", "10.0.0.1:5000"),
        ("for=_hidden, for=10.0.0.9", "10.0.0.9"),
    ] {
        assert_eq!(found_forwarded(value), client, "{value}");
    }
}

/// Whatever a client sends, the address that the proxy appends is found: a few thousand texts of the letters that matter.
#[test]
fn no_text_of_a_client_hides_what_the_proxy_appends() {
    const LETTERS: &[u8] = b"\",;=[]:.% 106fork\xff\t";
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..20_000 {
        let mut sent = Vec::new();
        for _ in 0..12 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let letter = usize::try_from(state % LETTERS.len() as u64).unwrap();
            sent.push(LETTERS[letter]);
        }
        for (header, appended) in [
            (ProxyHeader::XForwardedFor, &b"203.0.113.7"[..]),
            (ProxyHeader::Forwarded, b"for=203.0.113.7"),
        ] {
            let name = match header {
                ProxyHeader::XForwardedFor => X,
                ProxyHeader::Forwarded => F,
            };
            // HAProxy appends a line, and others append to the client's, which may be no text.
            let found = found_in(header, &[(name, &sent), (name, appended)], PROXY);
            assert_eq!(found, "203.0.113.7", "{sent:?}");
            let line = [&sent[..], b", ", appended].concat();
            let found = found_in(header, &[(name, &line)], PROXY);
            assert_eq!(found, "203.0.113.7", "{sent:?}");
        }
    }
}

#[test]
fn networks_are_read_and_what_is_none_is_named_with_the_remedy() {
    let problems = |networks: &[&str]| TrustedProxies::from(networks).problems().join("\n");
    for networks in [
        &["10.0.0.0/8", "fd00::/8"][..],
        &["10.0.0.7"],
        &["::1"],
        &["10.1.2.3/8"],
        &["::ffff:10.0.0.0/104"],
    ] {
        assert_eq!(problems(networks), "", "{networks:?}");
    }
    for (networks, words) in [
        (&["nginx"][..], "`nginx`, which is no network"),
        (&["10.0.0.0/33"], "`10.0.0.0/33`, which is no network"),
        (&["10.0.0/8"], "`10.0.0/8`, which is no network"),
        (&[""], "``, which is no network"),
        (&["0.0.0.0/0"], "`0.0.0.0/0`, which trusts everybody"),
        (&["::/0"], "`::/0`, which trusts everybody"),
        (&["::ffff:0:0/96"], "which trusts everybody"),
        (&[], "`trust_proxies` is empty"),
    ] {
        let problems = problems(networks);
        assert!(problems.contains(words), "{networks:?}: {problems}");
    }
    let mapped = TrustedProxies::new(["::ffff:10.0.0.0/104"]);
    let headers = headers(&[(X, b"203.0.113.7")]);
    let client = mapped.client(&headers, PROXY.parse().unwrap());
    assert_eq!(client.ip().to_string(), "203.0.113.7");
}
