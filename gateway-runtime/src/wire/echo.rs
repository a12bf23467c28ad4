//! `Echo` is what a client sent, for an error's `cause.data`, in which it goes back to that client.

use serde::{Serialize, Serializer};

use super::{argument_reader::all_arguments, tree::Tree};
use crate::protocol::Packet;

/// The arguments of a message as NestJS maps them: the value if it is one, an array of several.
#[derive(Clone, Debug)]
pub(crate) struct Echo(Tree);

impl Echo {
    /// `None` if the client sent nothing, or what cannot be read.
    pub(crate) fn of(packet: &Packet) -> Option<Self> {
        let mut arguments = all_arguments(packet).ok()?;
        match arguments.len() {
            0 => None,
            1 => arguments.pop().map(Self),
            _ => Some(Self(Tree::List(arguments))),
        }
    }
}

impl Serialize for Echo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn echo(text: &str) -> Option<String> {
        let echo = Echo::of(&Packet::text(text))?;
        Some(serde_json::to_string(&echo).expect("serialises"))
    }

    #[test]
    fn one_value_is_itself_and_several_are_an_array() {
        assert_eq!(echo(r#"["e"]"#), None);
        assert_eq!(echo(r#"["e",null]"#).as_deref(), Some("null"));
        assert_eq!(
            echo(r#"["e",{"a":[1,-2.5,"x"]}]"#).as_deref(),
            Some(r#"{"a":[1,-2.5,"x"]}"#)
        );
        assert_eq!(echo(r#"["e",1,true]"#).as_deref(), Some("[1,true]"));
    }
}
