//! `Listed` are the arguments of an event, of whatever types they are: to be shown to somebody else, or to be passed on.

use serde::{Serialize, Serializer};
use serde_json::Result;

use super::{
    args::ArgumentTuple, argument_reader::all_arguments, emitted::emitted, tree::Tree,
    write::Arguments,
};
use crate::protocol::Packet;

/// As a value it is one list. In [`Args`](super::Args) it is as many arguments.
#[derive(Clone, Debug)]
pub(crate) struct Listed(Vec<Tree>);

impl Listed {
    /// An event: its name, then its arguments. `None` if it cannot be read.
    pub(crate) fn event(packet: &Packet) -> Option<Self> {
        let mut all = vec![Tree::Text(emitted(packet).0)];
        all.extend(all_arguments(packet).ok()?);
        Some(Self(all))
    }

    /// An event with one argument, which is text.
    pub(crate) fn of_text(event: String, text: String) -> Self {
        Self(vec![Tree::Text(event), Tree::Text(text)])
    }

    /// The arguments behind the first `taken`; none if they cannot be read.
    pub(crate) fn arguments_after(packet: &Packet, taken: usize) -> Self {
        let arguments = all_arguments(packet).unwrap_or_default();
        Self(arguments.into_iter().skip(taken).collect())
    }
}

impl Serialize for Listed {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl ArgumentTuple for Listed {
    fn write_arguments(&self, arguments: &mut Arguments<'_>) -> Result<()> {
        self.0.iter().try_for_each(|one| arguments.push(one))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        protocol::Form,
        wire::{Args, Written},
    };

    #[test]
    fn an_event_is_a_list_and_arguments_are_passed_on() {
        let packet = Packet::text(r#"["say","lobby",null,{"a":[1]}]"#);
        let event = Listed::event(&packet).expect("can be read");
        assert_eq!(
            serde_json::to_string(&event).expect("is JSON"),
            r#"["say","lobby",null,{"a":[1]}]"#
        );
        let rest = Args(Listed::arguments_after(&packet, 1));
        let written = Written::new(Form::PassedOn, Some("e"), &rest).expect("is written");
        assert_eq!(written.text(), Some(r#"["e",null,{"a":[1]}]"#));
        let none = Args(Listed::arguments_after(&packet, 9));
        let written = Written::new(Form::PassedOn, Some("e"), &none).expect("is written");
        assert_eq!(written.text(), Some(r#"["e"]"#));
    }
}
