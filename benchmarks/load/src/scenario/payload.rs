//! `Payload` is what servers that share rooms broadcast.

use std::{fmt::Write as _, str::FromStr};

use crate::{Failure, number};

/// A kind of payload, as the contract names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// 28 bytes of JSON.
    Small,
    /// The same for everyone in the namespace, whether in the room or not.
    Everyone,
    /// An object with a list of objects, 1 KB of JSON.
    Object,
    /// 10 KB of binary data in an object.
    Binary,
}

/// Numbers are counted from here, so that all payloads of a kind have the same length.
const FIRST: u64 = 100_000;

impl Payload {
    /// The name of the kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Everyone => "everyone",
            Self::Object => "object",
            Self::Binary => "binary",
        }
    }

    /// The arguments with which a client asks for the broadcast that this many came before.
    pub(super) fn ask(self, before: u64) -> String {
        let (kind, number) = (self.name(), FIRST + before);
        format!(r#"["spread",{{"kind":"{kind}","number":{number}}}]"#)
    }

    /// How many broadcasts came before the one of these arguments, as far as their beginning tells.
    pub(super) fn before(self, arguments: &[u8]) -> Option<u64> {
        let rest = arguments
            .strip_prefix(b"[\"")?
            .strip_prefix(self.name().as_bytes())?;
        let (number, _) = number::leading(rest.strip_prefix(br#"",{"number":"#)?)?;
        number.checked_sub(FIRST)
    }

    /// The arguments that clients hear.
    pub(super) fn heard(self, before: u64) -> String {
        format!(r#"["{}",{}]"#, self.name(), self.body(before))
    }

    fn body(self, before: u64) -> String {
        let number = FIRST + before;
        match self {
            Self::Small | Self::Everyone => format!(r#"{{"number":{number},"say":"hi"}}"#),
            Self::Object => {
                let mut body = format!(r#"{{"number":{number},"items":["#);
                for id in 10..29 {
                    let comma = if id > 10 { "," } else { "" };
                    // Writing into a string cannot fail.
                    let _ = write!(
                        body,
                        r#"{comma}{{"id":{id},"name":"item {id}","price":1990,"sold":false}}"#
                    );
                }
                body + "]}"
            }
            Self::Binary => {
                format!(r#"{{"number":{number},"data":{{"_placeholder":true,"num":0}}}}"#)
            }
        }
    }

    /// The data that is attached.
    pub(super) fn attachment(self) -> Option<Vec<u8>> {
        (self == Self::Binary).then(|| (0..=250).cycle().take(10_240).collect())
    }
}

impl FromStr for Payload {
    type Err = Failure;

    fn from_str(name: &str) -> Result<Self, Failure> {
        let all = [Self::Small, Self::Everyone, Self::Object, Self::Binary];
        let found = all.into_iter().find(|payload| payload.name() == name);
        found.ok_or_else(|| Failure::new(format!("{name} is no payload")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payloads_have_the_lengths_that_are_told() {
        assert_eq!(Payload::Small.body(0).len(), 28);
        assert_eq!(Payload::Small.body(99_999).len(), 28);
        assert_eq!(Payload::Everyone.body(0), Payload::Small.body(0));
        assert_eq!(Payload::Object.body(0).len(), 1034);
        assert_eq!(
            Payload::Binary.attachment().map(|data| data.len()),
            Some(10_240)
        );
    }

    #[test]
    fn a_payload_tells_how_many_came_before() {
        for payload in [Payload::Small, Payload::Everyone, Payload::Object] {
            let heard = payload.heard(17);
            assert_eq!(payload.before(heard.as_bytes()), Some(17));
        }
        assert_eq!(
            Payload::Small.before(Payload::Everyone.heard(17).as_bytes()),
            None
        );
        assert_eq!(Payload::Small.before(b"[\"small\",{\"number\":1}]"), None);
    }
}
