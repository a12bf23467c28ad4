//! A payload in the form that socketioxide takes: a tuple of the arguments, or JSON.
//!
//! Socketioxide looks for binary data in all that it writes, into a buffer that grows as it goes. Most
//! payloads hold none, and are handed over as JSON that is already written.

use serde::ser::{Serialize, Serializer};

use super::{json, payload::Payload, transparent::Transparent};
use crate::protocol::{Contents, Namespace, Packet};

/// What an event or an acknowledgement carries.
pub(crate) struct Arguments<'a, T: ?Sized> {
    form: Form,
    event: Option<&'a str>,
    payload: &'a T,
}

impl<'a, T: Payload + ?Sized> Arguments<'a, T> {
    /// Those of an acknowledgement.
    pub(crate) fn acknowledging(form: Form, payload: &'a T) -> Self {
        Self {
            form,
            event: None,
            payload,
        }
    }

    /// Those of `event`, for a call that is given it too.
    pub(crate) fn of(form: Form, event: &'a str, payload: &'a T) -> Self {
        Self {
            form,
            event: Some(event),
            payload,
        }
    }
}

impl<T: Payload + ?Sized> Serialize for Arguments<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // First socketioxide asks whether this is a tuple, with a serializer that has nowhere to write
        // to, and adds neither brackets nor the event to what is written if it is none.
        let only_looks = size_of::<S>() == 0;
        if only_looks || self.form == Form::Tuple {
            return self
                .payload
                .serialize_arguments(Transparent::<S>(serializer));
        }
        let mut buffer = json::take_buffer();
        let written = match json::write(self.event, self.payload, &mut buffer) {
            Some(text) => json::Written(text).serialize(serializer),
            // Binary data, or a failure that socketioxide meets too.
            None => self
                .payload
                .serialize_arguments(Transparent::<S>(serializer)),
        };
        json::give_buffer(buffer);
        written
    }
}

/// How a namespace's arguments are handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As JSON that is already written, if it is without binary data.
    Json,
    /// As a tuple, in any format.
    Tuple,
}

impl Form {
    /// What the parser of `namespace` takes. How socketioxide and `serde_json` treat what is written is
    /// theirs to change, so it is tried out.
    pub(crate) fn of(namespace: &Namespace) -> Self {
        const EVENT: &str = "e";
        let tried = namespace.write(EVENT, &Arguments::of(Self::Json, EVENT, &1));
        match tried.as_ref().map(Packet::contents) {
            Ok(Contents::Text(r#"["e",1]"#)) => Self::Json,
            _ => Self::Tuple,
        }
    }
}
