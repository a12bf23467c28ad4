//! Tests of origins, and of options that several places set.

use http::{HeaderMap, HeaderValue, Uri, header::HOST};

use super::*;

fn is_own_of(host: &'static str, origin: &str) -> bool {
    let mut headers = HeaderMap::new();
    headers.insert(HOST, HeaderValue::from_static(host));
    is_own(origin, &Uri::from_static("/socket.io/"), &headers)
}

#[test]
fn a_page_of_the_servers_own_host_is_its_own() {
    assert!(is_own_of("example.com", "https://example.com"));
    assert!(is_own_of("example.com", "http://example.com"));
    assert!(is_own_of("Example.com:443", "https://example.com"));
    assert!(is_own_of("localhost:3000", "http://localhost:3000"));
    assert!(is_own_of("[::1]:3000", "http://[::1]:3000"));
    for (host, origin) in [
        ("example.com", "https://evil.com"),
        ("example.com", "https://example.com.evil.com"),
        ("example.com", "https://evil-example.com"),
        ("localhost:3000", "http://localhost:5173"),
        ("localhost:3000", "http://localhost"),
        ("example.com:80", "https://example.com"),
        ("example.com", "null"),
        ("example.com", ""),
    ] {
        assert!(!is_own_of(host, origin), "{origin} at {host}");
    }
    let uri = Uri::from_static("https://example.com/socket.io/");
    assert!(is_own("https://example.com", &uri, &HeaderMap::new()));
    let uri = Uri::from_static("/socket.io/");
    assert!(!is_own("https://example.com", &uri, &HeaderMap::new()));
}

#[test]
fn origins_are_compared_as_browsers_write_them() {
    for (written, sent) in [
        ("https://Example.com", "https://example.com"),
        ("https://example.com:443", "https://example.com"),
        ("http://example.com:80", "http://example.com"),
        ("http://example.com:443", "http://example.com:443"),
        ("capacitor://localhost", "capacitor://localhost"),
        ("null", "null"),
    ] {
        assert_eq!(Origin::parse(written).expect("an origin").as_str(), sent);
    }
    for wrong in [
        "",
        "*",
        "example.com",
        "https://",
        "://example.com",
        "https://example.com/",
        "https://example.com/chat",
        "https://user@example.com",
        "https://*.example.com",
        "https://exa mple.com",
    ] {
        assert!(Origin::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn an_option_that_is_set_later_holds() {
    let weaker = ServerOptions::new().port(1).path("/one").max_payload(1);
    let stronger = ServerOptions::new().port(2).cors(Cors::any());
    let both = weaker.overridden_by(stronger);
    let expected = ServerOptions::new()
        .port(2)
        .path("/one")
        .max_payload(1)
        .cors(Cors::any());
    assert_eq!(both, expected);
}

#[test]
fn only_options_that_both_set_can_contradict_each_other() {
    let one = ServerOptions::new()
        .transports([Transport::Websocket])
        .cors(Cors::any())
        .ping_interval(Duration::from_secs(1))
        .ping_timeout(Duration::from_secs(1))
        .connect_timeout(Duration::from_secs(1))
        .max_payload(1)
        .max_attachments(1)
        .max_buffer_size(1);
    assert_eq!(one.contradictions(&ServerOptions::new()), [""; 0]);
    assert_eq!(one.contradictions(&one.clone()), [""; 0]);
    let other = ServerOptions::new()
        .transports([Transport::Polling])
        .cors(Cors::origins(["https://example.com"]))
        .ping_interval(Duration::from_secs(2))
        .ping_timeout(Duration::from_secs(2))
        .connect_timeout(Duration::from_secs(2))
        .max_payload(2)
        .max_attachments(2)
        .max_buffer_size(2);
    let all = [
        "transports",
        "cors",
        "ping_interval",
        "ping_timeout",
        "connect_timeout",
        "max_payload",
        "max_attachments",
        "max_buffer_size",
    ];
    assert_eq!(one.contradictions(&other), all);
}

#[test]
fn cors_is_read_in_each_of_its_forms() {
    let read = |text: &str| serde_json::from_str::<Cors>(text);
    let one = Cors::origins(["https://a.com"]);
    assert_eq!(read(r#""*""#).expect("reads"), Cors::any());
    assert_eq!(read(r#""https://a.com""#).expect("reads"), one);
    assert_eq!(read(r#"["https://a.com"]"#).expect("reads"), one);
    assert_eq!(read(r#"{"origin": "https://a.com"}"#).expect("reads"), one);
    let object = r#"{"origin": ["https://b.com", "https://a.com"], "credentials": true}"#;
    let two = Cors::origins(["https://a.com", "https://b.com"]).credentials();
    assert_eq!(read(object).expect("reads"), two);
    for wrong in ["7", "true", "{}", r#"{"origin": "*", "methods": []}"#] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_misspelt_option_of_a_configuration_is_an_error() {
    let error = serde_json::from_str::<ServerOptions>(r#"{"pingInterval": "5s"}"#);
    let error = error.expect_err("unknown").to_string();
    assert!(error.contains("ping_interval"), "{error}");
    let error = serde_json::from_str::<ServerOptions>(r#"{"ping_interval": "5"}"#);
    let error = error.expect_err("no unit").to_string();
    assert!(error.contains("as in \"5s\""), "{error}");
}
