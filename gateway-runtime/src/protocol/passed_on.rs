//! `PassedOn` is arguments that are written already, for the verbs of the protocol library.

use serde::ser::{Serialize, SerializeStruct, SerializeTuple, Serializer};

/// JSON that `serde_json` passes on as it is, like its own `RawValue`; making one of those would read
/// the text again.
pub(super) struct PassedOn<'a>(pub(super) &'a str);

/// By this name `serde_json` knows what to pass on.
const NAME: &str = "$serde_json::private::RawValue";

impl Serialize for PassedOn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Socketioxide first finds out whether this is a tuple, with a serializer that has nowhere to write
        // to, and puts anything else in brackets.
        if size_of::<S>() == 0 {
            return serializer.serialize_tuple(0)?.end();
        }
        let mut written = serializer.serialize_struct(NAME, 1)?;
        written.serialize_field(NAME, self.0)?;
        written.end()
    }
}
