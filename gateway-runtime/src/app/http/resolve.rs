//! `candidates` are the socket addresses that an address of the program stands for.

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
};

use tokio::net::lookup_host;

use super::address::{Kind, ListenTarget};

/// Addresses of which the first that can be bound is listened at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Candidates {
    pub(super) addresses: Vec<SocketAddr>,
    /// Whether the first address stands for IPv4 too, and the second is for machines without IPv6.
    pub(super) is_dual: bool,
}

impl Candidates {
    fn only(addresses: Vec<SocketAddr>) -> Self {
        Self {
            addresses,
            is_dual: false,
        }
    }
}

/// Resolves an address.
///
/// # Errors
/// What is wrong with the address, and what to write instead.
pub(super) async fn candidates(target: ListenTarget) -> Result<Candidates, String> {
    let ListenTarget { kind, named } = target;
    let (host, found) = match kind {
        Kind::Port(port) => {
            return Ok(Candidates {
                addresses: vec![
                    SocketAddr::from((Ipv6Addr::UNSPECIFIED, port)),
                    SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)),
                ],
                is_dual: true,
            });
        }
        Kind::Addresses(addresses) => return Ok(Candidates::only(addresses)),
        Kind::Text(text) => {
            if let Some(mistake) = mistake(&text) {
                return Err(format!("{named} {mistake}"));
            }
            let host = host_of(&text).to_owned();
            (host, resolved(lookup_host(text).await))
        }
        Kind::Host(host, port) => {
            let found = resolved(lookup_host((host.as_str(), port)).await);
            (host, found)
        }
    };
    found.map(Candidates::only).map_err(|error| {
        format!(
            "{named}: the host `{host}` cannot be resolved ({error}); write one that this machine has: \
             `127.0.0.1` for programs on this machine, or `0.0.0.0` for everybody"
        )
    })
}

fn resolved(found: io::Result<impl Iterator<Item = SocketAddr>>) -> io::Result<Vec<SocketAddr>> {
    found.map(Iterator::collect)
}

fn host_of(text: &str) -> &str {
    text.rsplit_once(':').map_or(text, |(host, _)| host)
}

/// What is wrong with a text as an address, as the end of a sentence; `None` if it has a host and a port.
fn mistake(text: &str) -> Option<String> {
    if text.parse::<SocketAddr>().is_ok() {
        return None;
    }
    if let Some((_, rest)) = text.split_once("://") {
        let rest = rest.trim_end_matches('/');
        return Some(format!(
            "is a URL; write the host and the port alone, as in `{rest}`"
        ));
    }
    if text.trim() != text {
        return Some(format!(
            "has spaces around it; write \"{}\"",
            text.trim().escape_debug()
        ));
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(if text.parse::<u16>().is_ok() {
            format!(
                "is a port without a host; give the number itself, `{text}`, for all addresses of the machine, \
                 or write \"127.0.0.1:{text}\""
            )
        } else {
            too_large(text)
        });
    }
    if text.parse::<Ipv6Addr>().is_ok() || (text.starts_with('[') && text.ends_with(']')) {
        let address = text.trim_matches(['[', ']']);
        return Some(format!("has no port; write \"[{address}]:3000\""));
    }
    let Some((host, port)) = text.rsplit_once(':') else {
        return Some(if text.is_empty() {
            "is empty; write a host and a port, as in \"127.0.0.1:3000\", or a port alone, `3000`"
                .to_owned()
        } else {
            format!("has no port; write \"{}:3000\"", text.escape_debug())
        });
    };
    if port.parse::<u16>().is_err() {
        return Some(
            if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) {
                too_large(port)
            } else if port.is_empty() {
                format!("has no port; write \"{}:3000\"", host.escape_debug())
            } else {
                format!(
                    "has no port: `{}` is no number; write one, as in \"{}:3000\"",
                    port.escape_debug(),
                    host.escape_debug()
                )
            },
        );
    }
    if host.is_empty() {
        return Some(format!(
            "has no host; give the port alone, `{port}`, for all addresses of the machine, or write \
             \"127.0.0.1:{port}\""
        ));
    }
    if host.contains(':') && !host.starts_with('[') {
        return Some(format!(
            "has an IPv6 address without brackets; write \"[{}]:{port}\"",
            host.escape_debug()
        ));
    }
    None
}

fn too_large(port: &str) -> String {
    format!("has the port {port}, and the greatest port is 65535; write a smaller one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mistake_in_an_address_has_its_remedy() {
        for (text, words) in [
            ("localhost", r#"has no port; write "localhost:3000""#),
            (
                "3000",
                "is a port without a host; give the number itself, `3000`",
            ),
            (":3000", "has no host; give the port alone, `3000`"),
            (
                "127.0.0.1:70000",
                "has the port 70000, and the greatest port is 65535",
            ),
            (
                "70000",
                "has the port 70000, and the greatest port is 65535",
            ),
            (
                "http://localhost:3000/",
                "is a URL; write the host and the port alone, as in `localhost:3000`",
            ),
            ("localhost:http", "`http` is no number"),
            ("localhost:", r#"has no port; write "localhost:3000""#),
            ("::1", r#"has no port; write "[::1]:3000""#),
            ("[::1]", r#"has no port; write "[::1]:3000""#),
            (
                "fe80::zz:3000",
                r#"has an IPv6 address without brackets; write "[fe80::zz]:3000""#,
            ),
            (" 127.0.0.1:3000", "has spaces around it"),
            ("", "is empty; write a host and a port"),
        ] {
            let mistake = mistake(text).unwrap_or_default();
            assert!(
                mistake.starts_with(words) || mistake.contains(words),
                "{text}: {mistake}"
            );
        }
    }

    #[test]
    fn a_host_with_a_port_is_no_mistake() {
        for text in [
            "127.0.0.1:3000",
            "localhost:0",
            "[::1]:3000",
            "[::]:65535",
            "chat.example:80",
        ] {
            assert_eq!(mistake(text), None, "{text}");
        }
    }
}
