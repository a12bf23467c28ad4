//! `OriginPattern` stands for the origins of all subdomains of a domain: `https://*.example.com`.

use super::{Origin, origin::Unreadable};

/// The origins that have exactly one label where the pattern has its `*`, and are otherwise equal to the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OriginPattern {
    /// What stands before the label: `https://`.
    before: String,
    /// What stands after the label: `.example.com:8443`.
    after: String,
}

/// What every pattern looks like.
const FORM: &str = "a `*` stands for the whole first label of the host, as in `https://*.example.com`; \
                    `Cors::matching` takes a function for other rules";

const NO_SUBDOMAINS: &str = "an address has no subdomains; name its origin without `*.`";

impl OriginPattern {
    /// Reads a pattern that a program wrote, whose text has a `*`. The error says why the text is no pattern.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let read = Self::read(text);
        read.map_err(|Unreadable(remedy)| format!("`{text}` is no pattern of origins; {remedy}"))
    }

    fn read(text: &str) -> Result<Self, Unreadable> {
        let Some((scheme, domain)) = text.split_once("://") else {
            return Err(Unreadable(
                "write the scheme too, as in `https://*.example.com`",
            ));
        };
        if domain == "*" || domain.starts_with("*:") {
            return Err(Unreadable(
                "it would stand for the whole web; write `*` alone for any origin, or name the domain, as in \
                 `https://*.example.com`",
            ));
        }
        let domain = match domain.strip_prefix("*.") {
            Some(domain) if !domain.contains('*') && !scheme.contains('*') => domain,
            _ => return Err(Unreadable(FORM)),
        };
        // The domain is the host of an origin itself.
        let origin = Origin::read(&format!("{scheme}://{domain}"))?;
        let Some((scheme, domain)) = origin.as_str().split_once("://") else {
            return Err(Unreadable(FORM));
        };
        if domain.starts_with('[') {
            return Err(Unreadable(NO_SUBDOMAINS));
        }
        let host = match domain.split_once(':') {
            Some((_, port)) if port.parse::<u16>().is_err() => {
                return Err(Unreadable("a port is a number up to 65535"));
            }
            Some((host, _)) => host,
            None => domain,
        };
        check_domain(host)?;
        Ok(Self {
            before: format!("{scheme}://"),
            after: format!(".{domain}"),
        })
    }

    /// Whether `origin`, as a browser sends it, is one of those that the pattern stands for.
    pub(crate) fn matches(&self, origin: &str) -> bool {
        let label = origin
            .strip_prefix(&*self.before)
            .and_then(|rest| rest.strip_suffix(&*self.after));
        // A label has no dot, and nothing that could end the host before the domain.
        label.is_some_and(is_label)
    }
}

/// Whether the domain below which everybody with a subdomain may connect can belong to one owner.
fn check_domain(host: &str) -> Result<(), Unreadable> {
    if !host.split('.').all(is_label) {
        return Err(Unreadable(
            "write the host as it stands in a certificate, in letters of ASCII and without empty labels",
        ));
    }
    if is_address(host) {
        return Err(Unreadable(NO_SUBDOMAINS));
    }
    if is_top_level(host) {
        return Err(Unreadable(
            "it would stand for the domains of everybody below a top-level domain; name yours, as in \
             `https://*.example.com`",
        ));
    }
    Ok(())
}

/// Whether a host that is no address of IPv6 is one of IPv4.
pub(super) fn is_address(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or(host);
    last.bytes().all(|letter| letter.is_ascii_digit())
}

/// Whether the names below a domain are everybody's.
pub(super) fn is_top_level(domain: &str) -> bool {
    // Browsers keep `localhost` and all names below it on the machine that they run on.
    !domain.contains('.') && domain != "localhost"
}

/// Whether `text` is a part of a host's name between two dots, as browsers write it.
pub(super) fn is_label(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|letter| matches!(letter, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> OriginPattern {
        OriginPattern::parse(text).expect("a pattern")
    }

    #[test]
    fn a_pattern_stands_for_exactly_one_label() {
        let ours = pattern("https://*.example.com");
        for origin in [
            "https://app.example.com",
            "https://a-b_c.example.com",
            "https://xn--bcher-kva.example.com",
            "https://7.example.com",
        ] {
            assert!(ours.matches(origin), "{origin}");
        }
        for origin in [
            "",
            "*",
            "null",
            "https://",
            "https://example.com",
            "https://.example.com",
            "https://*.example.com",
            "https://a.b.example.com",
            "https://evil-example.com",
            "https://evilexample.com",
            "https://example.com.evil",
            "https://app.example.com.evil",
            "https://app.example.com.",
            "https://app..example.com",
            "https://app.example.com:443",
            "https://app.example.com:8443",
            "http://app.example.com",
            "wss://app.example.com",
            "https://App.example.com",
            "https://app.Example.com",
            "HTTPS://app.example.com",
            "https://b\u{fc}cher.example.com",
            "https://evil@app.example.com",
            "https://evil@.example.com",
            "https://evil/.example.com",
            "https://evil?.example.com",
            "https://evil#.example.com",
            "https://evil:80.example.com",
            "https://evil%2f.example.com",
            "https://evil\\.example.com",
            "https://evil .example.com",
            "https://evil\0.example.com",
            "https://app.example.com/",
            "https://app.example.com https://evil",
            "https://evil, https://app.example.com",
        ] {
            assert!(!ours.matches(origin), "{origin}");
        }
    }

    #[test]
    fn the_scheme_and_the_port_are_those_of_the_pattern() {
        let with_port = pattern("HTTPS://*.Example.com:8443");
        assert!(with_port.matches("https://app.example.com:8443"));
        assert!(!with_port.matches("https://app.example.com"));
        assert!(!with_port.matches("https://app.example.com:84430"));
        let default_port = pattern("https://*.example.com:443");
        assert!(default_port.matches("https://app.example.com"));
        assert!(pattern("http://*.localhost:3000").matches("http://app.localhost:3000"));
        assert!(pattern("capacitor://*.example.com").matches("capacitor://app.example.com"));
        assert!(pattern("https://*.a.example.com").matches("https://b.a.example.com"));
    }

    #[test]
    fn a_malformed_pattern_is_refused_with_its_remedy() {
        for (text, words) in [
            ("*.example.com", "the scheme too"),
            ("https://*", "the whole web"),
            ("https://*:3000", "the whole web"),
            ("https://*.com", "top-level domain"),
            ("https://*.com:8443", "top-level domain"),
            ("https://*.com.", "empty labels"),
            ("https://*.", "scheme and host"),
            ("https://*.*", "first label"),
            ("https://*.*.example.com", "first label"),
            ("https://**.example.com", "first label"),
            ("https://a.*.com", "first label"),
            ("https://a*.example.com", "first label"),
            ("https://*example.com", "first label"),
            ("https://example.com:*", "first label"),
            ("http*://*.example.com", "first label"),
            ("*://*.example.com", "first label"),
            ("*://example.com", "first label"),
            ("://*.example.com", "scheme and host"),
            ("https://*.example..com", "empty labels"),
            ("https://*..example.com", "empty labels"),
            ("https://*.b\u{fc}cher.example", "ASCII"),
            ("https://*.exam%70le.com", "ASCII"),
            ("https://*.192.168.0.1", "no subdomains"),
            ("https://*.[::1]", "no subdomains"),
            ("https://*.[::1]:3000", "no subdomains"),
            ("https://*.example.com:70000", "a port is a number"),
            ("https://*.example.com:", "a port is a number"),
            ("https://*.example.com/", "it ends with the host"),
            ("https://*.example.com/chat", "it ends with the host"),
            ("https://me@*.example.com", "first label"),
            ("https://*.me@example.com", "never send it"),
        ] {
            let error = OriginPattern::parse(text).expect_err(text);
            assert!(error.contains(words), "{error}");
            assert!(error.contains(&format!("`{text}`")), "{error}");
        }
    }
}
