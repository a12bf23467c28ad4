//! `Origin` is where a page comes from, as browsers tell it in the header `Origin` (RFC 6454).

use http::{HeaderMap, Uri, header::HOST};

/// The scheme, host and port of a page, in the form in which browsers write them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin(String);

/// Why a text is not an origin, as what to write instead.
#[derive(Debug)]
pub(super) struct Unreadable(pub(super) &'static str);

impl Origin {
    /// Reads an origin that a program wrote. The error says why `text` is not an origin.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        Self::read(text).map_err(|Unreadable(remedy)| format!("`{text}` is no origin; {remedy}"))
    }

    pub(super) fn read(text: &str) -> Result<Self, Unreadable> {
        if text == "null" {
            return Ok(Self(text.to_owned()));
        }
        let Some((scheme, authority)) = text.split_once("://") else {
            return Err(Unreadable(
                "write scheme and host, as in `https://example.com`",
            ));
        };
        if scheme.is_empty() || authority.is_empty() {
            return Err(Unreadable(
                "write scheme and host, as in `https://example.com`",
            ));
        }
        if authority.contains(['/', '?', '#']) {
            return Err(Unreadable(
                "it ends with the host or the port: remove what follows",
            ));
        }
        if authority.contains(['@', '*', ' ']) || text.chars().any(char::is_control) {
            return Err(Unreadable(
                "a browser would never send it; write `https://example.com`",
            ));
        }
        Ok(Self(without_default_port(&text.to_ascii_lowercase())))
    }

    /// The origin as browsers send it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Removes the default port of the scheme, which browsers leave out.
fn without_default_port(origin: &str) -> String {
    let default = match origin.split_once("://") {
        Some(("http" | "ws", _)) => ":80",
        Some(("https" | "wss", _)) => ":443",
        _ => return origin.to_owned(),
    };
    origin.strip_suffix(default).unwrap_or(origin).to_owned()
}

/// Whether `origin` is the origin of the server itself. The server knows its own host from the request, whose
/// host browsers do not let pages choose. A proxy in front of the server has to pass the host on.
pub(crate) fn is_own(origin: &str, uri: &Uri, headers: &HeaderMap) -> bool {
    let host = match headers.get(HOST) {
        Some(host) => host.to_str().ok(),
        // HTTP/2 has the host in the address.
        None => uri.authority().map(http::uri::Authority::as_str),
    };
    let (Some(host), Some((scheme, _))) = (host, origin.split_once("://")) else {
        return false;
    };
    // The server does not know its own scheme: a proxy may speak TLS in its place.
    let own = format!("{scheme}://{host}").to_ascii_lowercase();
    without_default_port(&own) == without_default_port(&origin.to_ascii_lowercase())
}
