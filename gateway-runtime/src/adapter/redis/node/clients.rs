//! `Clients` is what the clients of a namespace read.

use socketioxide_core::Value;

use super::{
    arguments::Arguments,
    pack::{Malformed, Read, Writer, for_packed_clients, to_json},
};

#[derive(Clone, Copy)]
pub(super) enum Clients {
    Json,
    MessagePack,
}

impl Clients {
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
}
