//! `address_in` reads what a proxy has written about the one that it got a request from.

use std::net::{IpAddr, SocketAddr};

/// The address in one entry of `X-Forwarded-For`: `192.0.2.7`, `192.0.2.7:4711`, `2001:db8::7`, `[2001:db8::7]:4711`, with
/// quotes around it or without. The port is 0 if it is not there. `None` if the entry is no address.
pub(super) fn address_in(entry: &str) -> Option<SocketAddr> {
    let text = unquoted(entry.trim())?;
    let bracketed = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    if let Ok(address) = bracketed.unwrap_or(text).parse::<IpAddr>() {
        return Some(SocketAddr::new(address.to_canonical(), 0));
    }
    let address: SocketAddr = text.parse().ok()?;
    Some(SocketAddr::new(address.ip().to_canonical(), address.port()))
}

/// The address in one entry of `Forwarded`: that of its pair `for=..`.
pub(super) fn forwarded_address_in(entry: &str) -> Option<SocketAddr> {
    let mut pairs = entry.split(';').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    address_in(value)
}

/// The text without the quotes around it. `None` if there is a quote at one end alone.
fn unquoted(text: &str) -> Option<&str> {
    match text.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"'),
        None => Some(text),
    }
}
