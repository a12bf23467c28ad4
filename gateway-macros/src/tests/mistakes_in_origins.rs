//! Messages about `cors(..)`.

use quote::quote;

use super::assert_options_refused as options;

#[test]
fn cors_has_its_options_in_parentheses() {
    const BARE: &str = "`cors` names the origins that may connect; write `cors(origin = \"*\")` \
                        for all of them, or remove it";
    for (written, message) in [
        (quote!(cors), BARE),
        (quote!(cors = true), BARE),
        (quote!(cors = { origin: "*" }), BARE),
        (
            quote!(cors = "*"),
            "`cors` has options; write `cors(origin = \"*\")`",
        ),
        (
            quote!(cors = ["https://a.example", "https://b.example"]),
            "`cors` has options; write \
             `cors(origin = [\"https://a.example\", \"https://b.example\"])`",
        ),
        (
            quote!(cors()),
            "`cors` names no `origin`; write `cors(origin = \"*\")` for all of them, or name yours",
        ),
        (
            quote!(cors(credentials)),
            "`cors` names no `origin`; write `cors(origin = \"*\")` for all of them, or name yours",
        ),
        (
            quote!(cors("https://a.example")),
            "options have names; write `origin = \"https://a.example\"`",
        ),
        (
            quote!(cors(5)),
            "expected an option of `cors`; they are `origin` and `credentials`",
        ),
        (
            quote!(cors(Origin = "*")),
            "unknown option `Origin` of `cors`; did you mean `origin`?",
        ),
        (
            quote!(cors(origin = "*", credential)),
            "unknown option `credential` of `cors`; did you mean `credentials`?",
        ),
        (
            quote!(cors(origin = "*", origin = "null")),
            "option `origin` is given twice; remove one",
        ),
        (
            quote!(cors(origin = "https://a.example", credentials = true)),
            "`credentials` stands alone: write `credentials`, or remove it",
        ),
    ] {
        options(written, &[message]);
    }
}

#[test]
fn cors_names_its_origins_once_each() {
    const EXPECTED: &str = "`origin` takes a string or several in brackets, as in \
                            `origin = \"https://example.com\"`";
    for (written, message) in [
        (quote!(origin), EXPECTED),
        (
            quote!(origin = true),
            "NestJS's `origin: true`, which lets every page act as the user, is not offered; name \
             the origins, as in `origin = \"https://example.com\"` or \
             `origin = \"https://*.example.com\"`, or write `origin = \"*\"` without `credentials`",
        ),
        (
            quote!(origin = |origin| origin.ends_with(".example.com")),
            "`origin` takes no function; write `origin = \"https://*.example.com\"` for the \
             subdomains of a domain, or remove `cors` and give the function to `Cors::matching` \
             on the app's builder: `.cors(Cors::matching(|origin| ..))`",
        ),
        (quote!(origin("https://a.example")), EXPECTED),
        (quote!(origin = ["https://a.example", 5]), EXPECTED),
        (
            quote!(origin = []),
            "`origin` has none; name one, or remove `cors`",
        ),
        (
            quote!(origin = ["https://a.example", "https://a.example"]),
            "`https://a.example` is in `origin` twice; remove one",
        ),
        (
            quote!(origin = ["*", "https://a.example"]),
            "`*` is any origin; write `origin = \"*\"` alone, or remove it here",
        ),
        (
            quote!(credentials, origin = "*"),
            "browsers refuse `credentials` with `*`; NestJS's `origin: true`, which lets every page \
             act as the user, is not offered: name the origins, as in \
             `origin = \"https://example.com\"` or `origin = \"https://*.example.com\"`, or remove \
             `credentials`",
        ),
    ] {
        options(quote!(cors(#written)), &[message]);
    }
}

/// The message about an origin.
#[track_caller]
fn assert_refused(origin: &str, problem: &str) {
    let message = format!("origin `{origin}` {problem}");
    options(quote!(cors(origin = #origin)), &[&message]);
}

#[test]
fn an_origin_is_a_scheme_and_a_host() {
    options(
        quote!(cors(origin = "")),
        &["the origin is empty; name one, as in `https://example.com`"],
    );
    for (origin, problem) in [
        (
            "https://a b",
            "contains ' '; remove it, or write several origins in brackets",
        ),
        (
            "https://a,https://b",
            "contains ','; remove it, or write several origins in brackets",
        ),
        (
            "example.com",
            "has no scheme; write it as browsers do, as in `https://example.com`",
        ),
        (
            "//example.com",
            "has no scheme; write it as browsers do, as in `https://example.com`",
        ),
        (
            "localhost:3000",
            "has no scheme; write it as browsers do, as in `https://localhost:3000`",
        ),
        (
            "HTTPS://example.com",
            "has the scheme `HTTPS`; write one in lower case, as in `https://`",
        ),
        (
            "://example.com",
            "has the scheme ``; write one in lower case, as in `https://`",
        ),
        (
            "https://example.com/",
            "ends with a slash; write `https://example.com`",
        ),
        (
            "https://example.com:8443/",
            "ends with a slash; write `https://example.com:8443`",
        ),
        (
            "https://example.com/app/",
            "has more than a host and a port; remove `/app/`",
        ),
        (
            "https://example.com?a",
            "has more than a host and a port; remove `?a`",
        ),
    ] {
        assert_refused(origin, problem);
    }
}

#[test]
fn an_origin_has_its_host_and_port_as_browsers_send_them() {
    for (origin, problem) in [
        ("https://", "has no host; write it after `://`"),
        ("https:///", "has no host; write it after `://`"),
        ("https://:3000", "has no host; write it after `://`"),
        (
            "https://me:secret@example.com:8443",
            "names a user, which browsers do not send; write `https://example.com:8443`",
        ),
        (
            "https://example.com:",
            "has the port ``; write a number up to 65535, or remove it",
        ),
        (
            "https://example.com:65536",
            "has the port `65536`; write a number up to 65535, or remove it",
        ),
        (
            "https://example.com:08443",
            "has the port `08443`; write a number up to 65535, or remove it",
        ),
        (
            "https://example.com:443",
            "has the default port of `https`, which browsers leave out; write \
             `https://example.com`",
        ),
        (
            "http://[::1]:80",
            "has the default port of `http`, which browsers leave out; write `http://[::1]`",
        ),
        (
            "https://Example.com",
            "has upper-case letters, which browsers do not send; write the host as `example.com`",
        ),
        (
            "https://b\u{fc}cher.example",
            "has letters that browsers send in Punycode; write the host as it stands in a \
             certificate, with `xn--`",
        ),
        ("http://::1", "has the host `:`; write a name or an address"),
        (
            "http://[::g]",
            "has the host `[::g]`; write a name or an address",
        ),
        (
            "https://a|b",
            "has the host `a|b`; write a name or an address",
        ),
    ] {
        assert_refused(origin, problem);
    }
}

#[test]
fn a_pattern_has_one_star_in_place_of_the_first_label() {
    const ELSEWHERE: &str = "has a `*` that is not the whole first label of the host; write \
                             `https://*.example.com`, or give a function to `Cors::matching` on the \
                             app's builder";
    const WHOLE: &str = "stands for the whole web; write `\"*\"` for any origin, or name the \
                         domain, as in `https://*.example.com`";
    for origin in [
        "https://*.example.com",
        "https://*.example.com:8443",
        "https://*.a.example.com",
        "https://*.xn--bcher-kva.example",
        "http://*.localhost:5173",
        "capacitor://*.example.com",
    ] {
        options(quote!(cors(origin = #origin, credentials)), &[]);
    }
    for (origin, problem) in [
        ("https://*", WHOLE),
        ("https://*:3000", WHOLE),
        ("https://a.*.com", ELSEWHERE),
        ("https://*.*.com", ELSEWHERE),
        ("https://**.example.com", ELSEWHERE),
        ("https://*example.com", ELSEWHERE),
        ("https://a*.example.com", ELSEWHERE),
        (
            "https://*.com",
            "stands for the domains of everybody below `com`; name yours, as in \
             `https://*.example.com`",
        ),
        (
            "https://*.com.",
            "has an empty label in its host; write `https://*.example.com`",
        ),
        (
            "https://*..example.com",
            "has an empty label in its host; write `https://*.example.com`",
        ),
        (
            "https://*.",
            "has an empty label in its host; write `https://*.example.com`",
        ),
        (
            "https://*.127.0.0.1",
            "has an address behind `*.`, which has no subdomains; write `https://127.0.0.1`",
        ),
        (
            "https://*.[::1]",
            "has the host `*.[::1]`; write a name behind `*.`",
        ),
        (
            "https://*.Example.com",
            "has upper-case letters, which browsers do not send; write the host as `*.example.com`",
        ),
        (
            "https://*.b\u{fc}cher.example",
            "has letters that browsers send in Punycode; write the host as it stands in a \
             certificate, with `xn--`",
        ),
        (
            "*.example.com",
            "has no scheme; write it as browsers do, as in `https://*.example.com`",
        ),
        (
            "*://example.com",
            "has the scheme `*`; write one in lower case, as in `https://`",
        ),
        (
            "http://localhost:*",
            "has a `*` in place of the port; name each origin with its port, or give a function to \
             `Cors::matching` on the app's builder",
        ),
        (
            "https://*.example.com:443",
            "has the default port of `https`, which browsers leave out; write \
             `https://*.example.com`",
        ),
        (
            "https://*.example.com/*",
            "has more than a host and a port; remove `/*`",
        ),
        (
            "https://*@example.com",
            "names a user, which browsers do not send; write `https://example.com`",
        ),
    ] {
        assert_refused(origin, problem);
    }
    options(
        quote!(cors(
            origin = ["https://*.example.com", "https://*.example.com"]
        )),
        &["`https://*.example.com` is in `origin` twice; remove one"],
    );
}
