//! `Connects` counts the CONNECT packets in the body of a request.
//!
//! For each of them the protocol library starts a task, and a refused one is answered with the namespace's
//! name, which waits for the client. So a single request of the greatest length could start 300,000 tasks,
//! and each of many requests could leave a megabyte of answers behind.

use crate::protocol::LONGEST_NAMESPACE;

/// How many CONNECT packets a request may have: more than a client has namespaces.
const MOST: usize = 1_000;
/// The position of the next byte in its packet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Position {
    #[default]
    Beginning,
    /// Behind the `4` of a message.
    Message,
    /// In the name of a CONNECT's namespace.
    Name,
    /// Where no byte matters any more.
    Rest,
}

/// A reader of bodies, which counts their CONNECT packets piece by piece.
#[derive(Debug, Default)]
pub(super) struct Connects {
    position: Position,
    /// How many CONNECT packets were read.
    count: usize,
    /// How many bytes of the last one's name were read.
    name: usize,
}

/// The error of a request with more or longer CONNECT packets than any client needs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooMuch;

impl Connects {
    /// Reads the next piece of a body whose packets are separated by `0x1e`.
    pub(super) fn read(&mut self, piece: &[u8]) -> Result<(), TooMuch> {
        piece.iter().try_for_each(|byte| match byte {
            0x1e => {
                self.position = Position::Beginning;
                Ok(())
            }
            byte => self.next(*byte),
        })
    }

    /// Reads a whole packet.
    pub(super) fn read_packet(&mut self, packet: &[u8]) -> Result<(), TooMuch> {
        self.position = Position::Beginning;
        packet.iter().try_for_each(|byte| self.next(*byte))
    }

    fn next(&mut self, byte: u8) -> Result<(), TooMuch> {
        self.position = match (self.position, byte) {
            (Position::Beginning, b'4') => Position::Message,
            (Position::Message, b'0') => {
                self.count += 1;
                self.name = 0;
                Position::Name
            }
            (Position::Name, b',' | b'{')
            | (Position::Beginning | Position::Message | Position::Rest, _) => Position::Rest,
            (Position::Name, _) => {
                self.name += 1;
                Position::Name
            }
        };
        if self.count > MOST || self.name > LONGEST_NAMESPACE {
            return Err(TooMuch);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pieces: &[&str]) -> Result<(), TooMuch> {
        let mut connects = Connects::default();
        pieces
            .iter()
            .try_for_each(|piece| connects.read(piece.as_bytes()))
    }

    #[test]
    fn a_thousand_connects_are_taken_and_one_more_is_not() {
        let connects = |count| vec!["40/chat,{}"; count].join("\u{1e}");
        assert_eq!(read(&[&connects(MOST)]), Ok(()));
        assert_eq!(read(&[&connects(MOST + 1)]), Err(TooMuch));
        let piece = connects(MOST);
        assert_eq!(read(&[&piece, "\u{1e}4", "0"]), Err(TooMuch), "in pieces");
        assert_eq!(
            read(&[&piece, "4040404040"]),
            Ok(()),
            "the rest of a packet"
        );
    }

    #[test]
    fn names_have_an_end() {
        let name = "n".repeat(LONGEST_NAMESPACE);
        assert_eq!(read(&["40", &name]), Ok(()));
        assert_eq!(read(&["40", &name, "n"]), Err(TooMuch));
        assert_eq!(
            read(&["40/chat,{\"token\":\"", &name, &name]),
            Ok(()),
            "auth"
        );
        assert_eq!(read(&["40{\"token\":\"", &name, &name]), Ok(()), "auth");
        assert_eq!(read(&["42[\"", &name, &name]), Ok(()), "an event");
        assert_eq!(read(&["40/a", "\u{1e}42", &name, &name]), Ok(()));
    }
}
