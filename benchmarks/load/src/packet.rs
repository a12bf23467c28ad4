//! `Packet` is a packet of Engine.IO 4 or Socket.IO 5 in the namespace of the contract.

use crate::number;

/// A packet that a server sends.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Packet<'a> {
    /// The connection is open.
    Open,
    /// The server wants a pong.
    Ping,
    /// The namespace has let the client in.
    Connected,
    /// An event: its name and its arguments.
    Event(&'a [u8]),
    /// An event with one attachment, which follows in a frame of its own: its name and its arguments.
    EventWithAttachment(&'a [u8]),
    /// An acknowledgement: the number of the message, and the arguments.
    Acknowledgement(u64, &'a [u8]),
}

/// What a client sends when the connection is open.
pub(crate) const CONNECT: &[u8] = b"40/bench,";
/// What a client answers to a ping.
pub(crate) const PONG: &[u8] = b"3";

/// Reads a packet; `None` if the text is not one of those above.
pub(crate) fn read(text: &[u8]) -> Option<Packet<'_>> {
    match text {
        b"2" => Some(Packet::Ping),
        [b'0', ..] => Some(Packet::Open),
        [b'4', b'5', rest @ ..] => {
            let arguments = rest.strip_prefix(b"1-/bench,")?;
            Some(Packet::EventWithAttachment(arguments))
        }
        [b'4', kind, rest @ ..] => {
            let rest = rest.strip_prefix(b"/bench,")?;
            match kind {
                b'0' => Some(Packet::Connected),
                b'2' => Some(Packet::Event(rest)),
                b'3' => {
                    let (number, arguments) = number::leading(rest)?;
                    Some(Packet::Acknowledgement(number, arguments))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// An event with its `arguments`, a JSON array that starts with the name; `number` if an
/// acknowledgement is wanted.
pub(crate) fn event(number: Option<u64>, arguments: &str) -> String {
    let number = number.map(|number| number.to_string()).unwrap_or_default();
    format!("42/bench,{number}{arguments}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_are_told_apart() {
        assert_eq!(read(b"0{\"sid\":\"a\"}"), Some(Packet::Open));
        assert_eq!(read(b"2"), Some(Packet::Ping));
        assert_eq!(read(b"40/bench,{\"sid\":\"a\"}"), Some(Packet::Connected));
        assert_eq!(
            read(b"42/bench,[\"said\",1]"),
            Some(Packet::Event(b"[\"said\",1]"))
        );
        assert_eq!(
            read(b"43/bench,17[1]"),
            Some(Packet::Acknowledgement(17, b"[1]"))
        );
        assert_eq!(
            read(b"451-/bench,[\"data\",1]"),
            Some(Packet::EventWithAttachment(b"[\"data\",1]"))
        );
        for other in [
            &b""[..],
            b"452-/bench,[]",
            b"44/bench,{}",
            b"42/other,[]",
            b"43/bench,[1]",
        ] {
            assert_eq!(read(other), None);
        }
    }

    #[test]
    fn an_event_is_written_with_and_without_a_number() {
        assert_eq!(event(Some(7), "[\"echo\"]"), "42/bench,7[\"echo\"]");
        assert_eq!(event(None, "[\"say\"]"), "42/bench,[\"say\"]");
    }
}
