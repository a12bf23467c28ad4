//! `problem` says what is wrong with an origin, such as `https://example.com` or
//! `http://localhost:3000`.
//!
//! An origin is compared with the header `Origin`, so it has to be written as browsers send it:
//! another spelling of the same origin would never match. It may be a pattern,
//! `https://*.example.com`.

use std::net::Ipv6Addr;

use super::origin_pattern;

/// The ports that browsers leave out.
const DEFAULT_PORTS: &[(&str, &str)] = &[("http", "80"), ("https", "443")];

const NO_HOST: &str = "has no host; write it after `://`";

/// What is wrong with an origin, with the remedy.
pub(super) fn problem(value: &str) -> Option<String> {
    if matches!(value, "*" | "null") {
        return None;
    }
    if value.is_empty() {
        return Some("the origin is empty; name one, as in `https://example.com`".to_owned());
    }
    part_problem(value).map(|problem| format!("origin `{}` {problem}", value.escape_debug()))
}

/// What is wrong with an origin, as the end of a sentence about the origin.
fn part_problem(value: &str) -> Option<String> {
    let refused = value.chars().find(|letter| {
        matches!(letter, ',' | ';') || letter.is_control() || letter.is_whitespace()
    });
    if let Some(refused) = refused {
        return Some(format!(
            "contains {refused:?}; remove it, or write several origins in brackets"
        ));
    }
    let Some((scheme, rest)) = value.split_once("://") else {
        let host = value.trim_matches('/');
        return Some(format!(
            "has no scheme; write it as browsers do, as in `https://{host}`"
        ));
    };
    if !is_scheme(scheme) {
        return Some(format!(
            "has the scheme `{scheme}`; write one in lower case, as in `https://`"
        ));
    }
    if let Some(end) = rest.find(['/', '?', '#', '\\']) {
        let (authority, path) = rest.split_at(end);
        return Some(if authority.is_empty() {
            NO_HOST.to_owned()
        } else if path == "/" {
            format!("ends with a slash; write `{scheme}://{authority}`")
        } else {
            format!("has more than a host and a port; remove `{path}`")
        });
    }
    authority_problem(scheme, rest)
}

/// Whether `scheme` is one that browsers send: `https`, `capacitor`, `chrome-extension`.
fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_lowercase())
        && scheme
            .chars()
            .all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '+' | '-' | '.'))
}

/// What is wrong with `example.com:3000`.
fn authority_problem(scheme: &str, authority: &str) -> Option<String> {
    if let Some((_, host)) = authority.rsplit_once('@') {
        return Some(format!(
            "names a user, which browsers do not send; write `{scheme}://{host}`"
        ));
    }
    // The colons of an IPv6 address stand in its brackets.
    let (host, port) = match authority.rfind(':') {
        Some(colon) if !authority[colon..].contains(']') => {
            (&authority[..colon], Some(&authority[colon + 1..]))
        }
        _ => (authority, None),
    };
    if host.is_empty() {
        return Some(NO_HOST.to_owned());
    }
    if let Some(port) = port {
        if port.contains('*') {
            return Some(
                "has a `*` in place of the port; name each origin with its port, or give a \
                 function to `Cors::matching` on the app's builder"
                    .to_owned(),
            );
        }
        let is_port = port
            .parse::<u16>()
            .is_ok_and(|number| number.to_string() == port);
        if !is_port {
            return Some(format!(
                "has the port `{port}`; write a number up to 65535, or remove it"
            ));
        }
        if DEFAULT_PORTS.contains(&(scheme, port)) {
            return Some(format!(
                "has the default port of `{scheme}`, which browsers leave out; write \
                 `{scheme}://{host}`"
            ));
        }
    }
    host_problem(scheme, host)
}

fn host_problem(scheme: &str, host: &str) -> Option<String> {
    if !host.is_ascii() {
        return Some(
            "has letters that browsers send in Punycode; write the host as it stands in a \
             certificate, with `xn--`"
                .to_owned(),
        );
    }
    // Browsers leave the hosts of other schemes as they are.
    let is_of_the_web = DEFAULT_PORTS.iter().any(|(known, _)| *known == scheme);
    if is_of_the_web && host.chars().any(|letter| letter.is_ascii_uppercase()) {
        return Some(format!(
            "has upper-case letters, which browsers do not send; write the host as `{}`",
            host.to_ascii_lowercase()
        ));
    }
    if host.contains('*') {
        return origin_pattern::problem(scheme, host);
    }
    let is_host = match host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => host.chars().all(is_of_name),
    };
    (!is_host).then(|| format!("has the host `{host}`; write a name or an address"))
}

/// Whether a host's name may have this letter.
pub(super) fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_')
}
