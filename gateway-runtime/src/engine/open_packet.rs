//! `Announced` changes the first packet of a polling session, which tells the client the session's id.
//!
//! The protocol library writes the packet; some of its members are replaced on the way to the client.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::session_key::SessionKey;

/// Engine.IO's packet `open`, as the protocol library writes it.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Open<'a> {
    #[serde(borrow)]
    sid: Cow<'a, str>,
    #[serde(borrow)]
    upgrades: Vec<&'a str>,
    ping_interval: u64,
    ping_timeout: u64,
    max_payload: usize,
}

/// What the packet has to tell the client and the protocol library does not know.
pub(super) struct Announced<'a> {
    pub(super) key: &'a SessionKey,
    /// How long a message of the client may be, in bytes.
    pub(super) max_payload: usize,
    /// Whether the server offers WebSockets to those that poll.
    pub(super) has_upgrades: bool,
}

impl Announced<'_> {
    /// The changed body of a handshake's response; `None` if `body` is not as the protocol library writes it.
    pub(super) fn in_body(&self, body: &[u8]) -> Option<String> {
        let body = std::str::from_utf8(body).ok()?;
        // Engine.IO 3 begins with the packet's length: `97:0{..}`.
        let (length, packet) = match body.split_once(":0{") {
            Some((length, _)) => (Some(length), body.get(length.len() + 1..)?),
            None => (None, body),
        };
        let mut open: Open<'_> = serde_json::from_str(packet.strip_prefix('0')?).ok()?;
        open.sid = Cow::Owned(self.key.seal(&open.sid));
        open.max_payload = self.max_payload;
        if !self.has_upgrades {
            open.upgrades.clear();
        }
        let packet = format!("0{}", serde_json::to_string(&open).ok()?);
        Some(match length {
            // The length counts UTF-16 units; every letter here is one unit.
            Some(_) => format!("{}:{packet}", packet.len()),
            None => packet,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str = r#"0{"sid":"AAAAAAAAAAAAAAHs","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":16777216}"#;

    fn announced(body: &str, has_upgrades: bool) -> (Option<String>, String) {
        let key = SessionKey::random().expect("random numbers");
        let sealed = key.seal("AAAAAAAAAAAAAAHs");
        let announced = Announced {
            key: &key,
            max_payload: 7,
            has_upgrades,
        };
        (announced.in_body(body.as_bytes()), sealed)
    }

    #[test]
    fn the_id_is_sealed_and_the_limit_is_the_servers() {
        let (body, sealed) = announced(OPEN, true);
        let expected = OPEN
            .replace("AAAAAAAAAAAAAAHs", &sealed)
            .replace("16777216", "7");
        assert_eq!(body, Some(expected));
    }

    #[test]
    fn without_websockets_no_upgrade_is_offered() {
        let (body, _) = announced(OPEN, false);
        let body = body.expect("a packet");
        assert!(body.contains(r#""upgrades":[],"#), "{body}");
    }

    #[test]
    fn in_engine_io_3_the_length_is_that_of_the_new_packet() {
        let (body, sealed) = announced(&format!("{}:{OPEN}", OPEN.len()), true);
        let body = body.expect("a packet");
        let (length, packet) = body.split_once(':').expect("a length");
        assert_eq!(length.parse(), Ok(packet.len()));
        assert!(
            packet.starts_with("0{") && packet.contains(&sealed),
            "{body}"
        );
    }

    #[test]
    fn anything_else_is_not_passed_on() {
        for body in ["", "0", "0{}", "1", "ok", &OPEN[1..]] {
            assert_eq!(announced(body, true).0, None, "{body}");
        }
    }
}
