//! `AllowedHosts` are the hosts by which clients may name a server.

use http::{HeaderMap, HeaderValue, Uri, header::HOST, uri::Authority};

use super::origin_pattern::{is_address, is_label, is_top_level};

const NEVER_SENT: &str =
    "a browser would never send it; write `example.com`, or `*.example.com` for all names below";

/// The hosts by which clients may name the app, as the builder gets them.
#[derive(Clone, Debug, Default)]
pub(crate) struct AllowedHosts {
    hosts: Vec<AllowedHost>,
    /// What is wrong with them.
    problems: Vec<String>,
}

/// One host, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
struct AllowedHost {
    name: Name,
    /// `None`: any port.
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Name {
    Exactly(String),
    /// All names that end with this, which begins with a dot.
    Below(String),
}

impl AllowedHosts {
    pub(crate) fn new<H: AsRef<str>>(hosts: impl IntoIterator<Item = H>) -> Self {
        let mut allowed = Self::default();
        for text in hosts {
            let text = text.as_ref();
            match AllowedHost::read(text) {
                Ok(host) => allowed.hosts.push(host),
                Err(remedy) => allowed.problems.push(format!(
                    "`allowed_hosts` has `{text}`, which is no host; {remedy}"
                )),
            }
        }
        if allowed.hosts.is_empty() && allowed.problems.is_empty() {
            let problem = "`allowed_hosts` is empty, which refuses everybody; name the hosts of the app, or leave the \
                           call out";
            allowed.problems.push(problem.to_owned());
        }
        allowed
    }

    /// What is wrong with the hosts.
    pub(crate) fn problems(&self) -> &[String] {
        &self.problems
    }

    /// Whether a request names one of the hosts, and no other. A request that names no host does not.
    pub(crate) fn allow(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        // A page cannot choose these. HTTP/2 has the host in the address; where there are both, a server in front may
        // have looked at the one and the app at the other.
        let mut named = headers
            .get_all(HOST)
            .iter()
            .map(HeaderValue::to_str)
            .peekable();
        let in_address = uri.authority().map(Authority::as_str);
        let is_named = in_address.is_some() || named.peek().is_some();
        let allows = |host: &str| self.allow_host(host);
        is_named && in_address.is_none_or(allows) && named.all(|host| host.is_ok_and(allows))
    }

    fn allow_host(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let Some((name, port)) = split(&host) else {
            return false;
        };
        self.hosts.iter().any(|allowed| allowed.is(name, port))
    }
}

impl AllowedHost {
    /// # Errors
    /// What to write instead.
    fn read(text: &str) -> Result<Self, &'static str> {
        if text.contains("://") {
            return Err("write the host alone, without a scheme, as in `example.com`");
        }
        if text.contains(['/', '?', '#']) {
            return Err("write the host and its port alone: remove what follows them");
        }
        if !text.is_ascii() {
            return Err("write it as browsers send it, in ASCII, as in `xn--bcher-kva.example`");
        }
        let text = text.to_ascii_lowercase();
        let split = split(&text).filter(|(name, _)| !name.is_empty());
        let Some((name, port)) = split else {
            return Err(
                "write a name, with a port if only that port is meant, as in `example.com` or `localhost:3000`; an \
                 address of IPv6 stands in brackets",
            );
        };
        let name = if let Some(domain) = name.strip_prefix("*.") {
            check_domain(domain)?;
            Name::Below(format!(".{domain}"))
        } else {
            let is_letter =
                |letter: char| letter.is_ascii_alphanumeric() || "-._:[]".contains(letter);
            if !name.chars().all(is_letter) {
                return Err(NEVER_SENT);
            }
            Name::Exactly(name.to_owned())
        };
        Ok(Self { name, port })
    }

    fn is(&self, name: &str, port: Option<u16>) -> bool {
        let is_name = match &self.name {
            Name::Exactly(own) => own == name,
            Name::Below(end) => name.strip_suffix(&**end).is_some_and(is_below),
        };
        is_name
            && match (self.port, port) {
                // Browsers leave the default port out, and the server does not know its own scheme.
                (None, _) | (Some(80 | 443), None) => true,
                (Some(own), port) => port == Some(own),
            }
    }
}

/// Whether the domain below which all names are let in can belong to one owner, as in a pattern of origins.
///
/// # Errors
/// What to write instead.
fn check_domain(domain: &str) -> Result<(), &'static str> {
    if !domain.split('.').all(is_label) {
        return Err(NEVER_SENT);
    }
    if is_address(domain) {
        return Err("an address has no names below it; write it without `*.`");
    }
    if is_top_level(domain) {
        return Err(
            "it would stand for the hosts of everybody below a top-level domain; name yours, as in `*.example.com`",
        );
    }
    Ok(())
}

/// Whether a name can have this before the part that is allowed: a host has labels, and no spaces or brackets.
fn is_below(labels: &str) -> bool {
    let is_letter = |letter: u8| letter.is_ascii_alphanumeric() || b"-_.".contains(&letter);
    !labels.is_empty() && labels.bytes().all(is_letter)
}

/// The name and the port of a host: `example.com:8443`, `[::1]`. A dot at the end of a name, which means the same name, is
/// left out. `None` if what stands behind the colon is not a port.
fn split(host: &str) -> Option<(&str, Option<u16>)> {
    let end_of_address = host.rfind(']').map_or(0, |end| end + 1);
    let (name, port) = match host.get(end_of_address..)?.rfind(':') {
        None => (host, None),
        Some(colon) => {
            let (name, port) = host.split_at_checked(end_of_address + colon)?;
            let digits = port.strip_prefix(':')?;
            // `u16` would take a sign too.
            if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
                return None;
            }
            (name, Some(digits.parse().ok()?))
        }
    };
    // `::1` is no host: its colons are not those of a port.
    if !name.starts_with('[') && name.contains(':') {
        return None;
    }
    Some((name.strip_suffix('.').unwrap_or(name), port))
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn allows(hosts: &[&str], uri: &str, named: &[&[u8]]) -> bool {
        let hosts = AllowedHosts::new(hosts);
        assert!(hosts.problems().is_empty(), "{:?}", hosts.problems());
        let mut request = Request::new(());
        *request.uri_mut() = uri.parse().unwrap();
        for host in named {
            let host = HeaderValue::from_bytes(host).unwrap();
            request.headers_mut().append(HOST, host);
        }
        hosts.allow(request.uri(), request.headers())
    }

    #[test]
    fn a_host_is_compared_without_case_and_without_a_port_that_nobody_wrote() {
        let hosts = &[
            "example.com",
            "localhost:3000",
            "[::1]",
            "*.example.org",
            "a.example:443",
            "*.localhost",
        ];
        for host in [
            "chat.localhost:5173",
            "example.com",
            "EXAMPLE.com",
            "example.com:8443",
            "example.com.",
            "example.com.:80",
            "localhost:3000",
            "[::1]",
            "[::1]:3000",
            "a.example.org",
            "a.b.example.org:1",
            "a.example",
            "a.example:443",
        ] {
            assert!(allows(hosts, "/", &[host.as_bytes()]), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "example.com.evil.example",
            "evil-example.com",
            "sub.example.com",
            "localhost",
            "localhost:3001",
            "localhost:+3000",
            "localhost:3000:3000",
            "example.org",
            ".example.org",
            "xexample.org",
            "[::1].example.org",
            "[a.example.org:1",
            "evil.example a.example.org",
            "evil.example/a.example.org",
            "example.com:",
            "example.com:99999",
            "example.com@evil.example",
            "[::2]",
            "::1",
            "a.example:80",
            "example.com..",
            "example.com, evil.example",
            "example.com/",
        ] {
            assert!(!allows(hosts, "/", &[host.as_bytes()]), "{host}");
        }
    }

    #[test]
    fn all_that_a_request_names_has_to_be_allowed() {
        let hosts = &["example.com"];
        assert!(!allows(hosts, "/", &[]));
        assert!(!allows(hosts, "/", &[b"example.com", b"evil.example"]));
        assert!(!allows(hosts, "/", &[b"example.com\xff"]));
        assert!(allows(hosts, "http://example.com/a", &[]));
        assert!(!allows(hosts, "http://evil.example/a", &[b"example.com"]));
        assert!(!allows(hosts, "http://example.com/a", &[b"evil.example"]));
    }

    #[test]
    fn what_is_no_host_is_named_with_the_remedy() {
        let problems = |hosts: &[&str]| AllowedHosts::new(hosts).problems().join("\n");
        for (hosts, words) in [
            (&["https://example.com"][..], "without a scheme"),
            (&["example.com/a"], "remove what follows them"),
            (&["b\u{fc}cher.example"], "in ASCII"),
            (&[""], "write a name"),
            (&[":3000"], "write a name"),
            (&["example.com:http"], "write a name"),
            (&["::1"], "stands in brackets"),
            (&["*"], "`*.example.com` for all names below"),
            (&["a.*.example"], "`*.example.com` for all names below"),
            (&["exa mple"], "a browser would never send it"),
            (&["*.exa mple.org"], "a browser would never send it"),
            (&["*..com"], "a browser would never send it"),
            (&["*.a..example"], "a browser would never send it"),
            (&["*.[::1]"], "stands in brackets"),
            (&["*.192.168.0.1"], "an address has no names below it"),
            (&["*.com"], "everybody below a top-level domain"),
            (&["*.COM:443"], "everybody below a top-level domain"),
            (&["*.com."], "everybody below a top-level domain"),
            (&[], "`allowed_hosts` is empty"),
        ] {
            let problems = problems(hosts);
            assert!(problems.contains(words), "{hosts:?}: {problems}");
        }
    }
}
