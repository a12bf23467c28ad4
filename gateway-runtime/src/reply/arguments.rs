//! A payload in the form that socketioxide takes: a tuple of the arguments, or JSON.
//!
//! Socketioxide looks for binary data in all that it writes, into a buffer that grows as it goes. Most
//! payloads hold none, and are handed over as JSON that is already written.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use serde::ser::{Serialize, Serializer};
use socketioxide_core::{Value, parser::Parse};

use super::{Payload, json, transparent::Transparent};

/// What an event or an acknowledgement carries.
pub(crate) struct Arguments<'a, T: ?Sized> {
    event: Option<&'a str>,
    payload: &'a T,
}

impl<'a, T: Payload + ?Sized> Arguments<'a, T> {
    /// Those of an acknowledgement.
    pub(crate) fn acknowledging(payload: &'a T) -> Self {
        Self {
            event: None,
            payload,
        }
    }

    /// Those of `event`, for a call that is given it too.
    pub(crate) fn of(event: &'a str, payload: &'a T) -> Self {
        Self {
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
        // `MessagePack` is not readable.
        if only_looks || !serializer.is_human_readable() || WRITES_OTHERWISE.load(Relaxed) {
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

/// What was found out by [`try_out`].
static WRITES_OTHERWISE: AtomicBool = AtomicBool::new(false);

/// How socketioxide and `serde_json` take what is written is theirs to change: it is tried out, once for
/// each namespace, and done without if it is not understood.
pub(crate) fn try_out(parser: impl Parse) {
    const EVENT: &str = "e";
    let value = parser.encode_value(&Arguments::of(EVENT, &1), Some(EVENT));
    if !is_understood(value.ok().as_ref()) {
        WRITES_OTHERWISE.store(true, Relaxed);
    }
}

fn is_understood(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Str(text, attachments)) => {
            text.as_str() == r#"["e",1]"# && attachments.is_none()
        }
        Some(Value::Bytes(_)) => true,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_as_expected_is_noticed() {
        assert!(is_understood(Some(&Value::Str(r#"["e",1]"#.into(), None))));
        assert!(is_understood(Some(&Value::Bytes(bytes::Bytes::new()))));
        assert!(!is_understood(Some(&Value::Str(
            r#"["e",["e",1]]"#.into(),
            None
        ))));
        assert!(!is_understood(None));
    }
}
