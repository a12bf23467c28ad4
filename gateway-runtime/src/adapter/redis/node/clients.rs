//! `Clients` are what the clients of a namespace read: JSON with attachments, or `MessagePack`.

use std::collections::VecDeque;

use bytes::Bytes;
use serde_json::value::RawValue;
use socketioxide_core::{Value, adapter::CoreLocalAdapter, parser::Parse as _};

use super::{
    arguments::Arguments,
    pack::{Malformed, Read, Writer, for_packed_clients, to_json},
};
use crate::protocol::{SocketioxideEmitter, is_reserved};

/// The form of what the clients read.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Clients {
    Json,
    MessagePack,
}

impl Clients {
    /// The clients of the namespace of `local`.
    pub(in super::super) fn of(local: &CoreLocalAdapter<SocketioxideEmitter>) -> Self {
        match local.parser().encode_default(&()) {
            Ok(Value::Bytes(_)) => Self::MessagePack,
            _ => Self::Json,
        }
    }

    /// Arguments as the clients read them.
    ///
    /// # Errors
    /// The arguments are malformed.
    pub(super) fn read(self, arguments: Arguments) -> Read<Value> {
        Ok(match (self, arguments) {
            (Self::Json, Arguments::Packed(packed)) => to_json(&packed)?,
            (Self::Json, Arguments::Text(text)) => Value::Str(text.into(), None),
            (Self::MessagePack, Arguments::Packed(packed)) => {
                Value::Bytes(for_packed_clients(&packed)?)
            }
            (Self::MessagePack, Arguments::Text(text)) => {
                let mut to = Writer::default();
                to.arguments(&Value::Str(text.into(), None))
                    .map_err(|_| Malformed)?;
                Value::Bytes(to.into_bytes().into())
            }
        })
    }

    /// An event whose arguments are JSON with placeholders for `attachments`, as the clients read it; `None` if the
    /// arguments are malformed, or if the name is not for events.
    ///
    /// The arguments are those of another process. So they may not be longer than what was received: no attachment can
    /// stand in many places.
    pub(in super::super) fn event(
        self,
        name: &str,
        arguments: &[&RawValue],
        attachments: &VecDeque<Bytes>,
    ) -> Option<Value> {
        if is_reserved(name) {
            return None;
        }
        let mut packed = Writer::default();
        packed.array(1 + arguments.len());
        packed.str(name);
        let mut budget = attachments.iter().map(Bytes::len).sum();
        for argument in arguments {
            let written = packed.json(argument.get(), attachments, &mut budget);
            written.ok()?;
        }
        self.read(Arguments::Packed(packed.into_bytes().into()))
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(clients: Clients, arguments: &[&str], attachments: &[Bytes]) -> Option<Value> {
        let arguments = arguments.iter().map(|text| serde_json::from_str(text));
        let arguments: Vec<&RawValue> = arguments.collect::<Result<_, _>>().expect("is JSON");
        clients.event("e", &arguments, &attachments.iter().cloned().collect())
    }

    #[test]
    fn arguments_of_other_processes_are_written_as_the_clients_read_them() {
        let bytes = [Bytes::from_static(b"ab"), Bytes::from_static(b"")];
        let arguments = [
            r#"{"_placeholder": true, "num": 1}"#,
            r#"[{"num": 0, "_placeholder": true}, 1.5, "\u00e9"]"#,
        ];
        let placeholders =
            r#"["e",{"_placeholder":true,"num":0},[{"_placeholder":true,"num":1},1.5,"é"]]"#;
        let in_order = [bytes[1].clone(), bytes[0].clone()].into();
        assert_eq!(
            event(Clients::Json, &arguments, &bytes),
            Some(Value::Str(placeholders.into(), Some(in_order)))
        );
        assert_eq!(
            event(Clients::MessagePack, &arguments[..1], &bytes),
            Some(Value::Bytes(Bytes::from_static(&[
                0x92, 0xa1, b'e', 0xc4, 0
            ])))
        );
        assert_eq!(
            event(Clients::Json, &[], &[]),
            Some(Value::Str(r#"["e"]"#.into(), None))
        );
    }

    #[test]
    fn an_attachment_that_is_not_there_stays_a_placeholder() {
        let argument = r#"{"_placeholder":true,"num":3}"#;
        let written = event(Clients::Json, &[argument], &[]);
        assert_eq!(
            written,
            Some(Value::Str(format!(r#"["e",{argument}]"#).into(), None))
        );
    }

    #[test]
    fn arguments_that_would_grow_or_are_too_deep_are_refused() {
        let bytes = [Bytes::from_static(b"ab"), Bytes::from_static(b"c")];
        let twice = r#"{"_placeholder":true,"num":0}"#;
        assert!(event(Clients::Json, &[twice, twice], &bytes).is_none());
        let reserved = Clients::Json.event("connect", &[], &VecDeque::new());
        assert!(reserved.is_none());
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(event(Clients::MessagePack, &[&deep], &[]).is_none());
    }
}
