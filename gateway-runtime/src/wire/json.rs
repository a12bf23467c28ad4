//! Arguments as JSON text, written by `serde_json` alone into a buffer that each thread keeps.

use std::{cell::Cell, str};

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{payload::Payload, transparent::Transparent};

/// The longest buffer that a thread keeps in any case, in bytes.
const KEPT: usize = 16 * 1024;
/// The longest that it keeps as long as the answers are that long, in bytes: more than one gets seldom.
const LONGEST: usize = 2 * 1024 * 1024;

thread_local! {
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// An empty buffer; a new one if the thread is ending, or if what is written sends something itself.
pub(super) fn take_buffer() -> Vec<u8> {
    BUFFER.try_with(Cell::take).unwrap_or_default()
}

/// For the next.
pub(super) fn give_buffer(mut buffer: Vec<u8>) {
    let capacity = buffer.capacity();
    let is_used = capacity <= LONGEST && buffer.len() >= capacity / 4;
    if capacity <= KEPT || is_used {
        buffer.clear();
        let _ = BUFFER.try_with(|kept| kept.set(buffer));
    }
}

/// Writes `["event",..arguments]`, or `[..arguments]`, unless there is binary data or something that
/// cannot be written.
pub(super) fn write<'a>(
    event: Option<&str>,
    payload: &(impl Payload + ?Sized),
    buffer: &'a mut Vec<u8>,
) -> Option<&'a str> {
    if let Some(event) = event {
        buffer.push(b'[');
        serde_json::to_writer(&mut *buffer, event).ok()?;
    }
    let start = buffer.len();
    let mut json = serde_json::Serializer::new(&mut *buffer);
    payload
        .serialize_arguments(Transparent::<_, false>(&mut json))
        .ok()?;
    if event.is_some() {
        // The arguments go on where the event is.
        if buffer.len() == start + "[]".len() {
            buffer.truncate(start);
            buffer.push(b']');
        } else if let Some(bracket) = buffer.get_mut(start) {
            *bracket = b',';
        }
    }
    str::from_utf8(buffer).ok()
}

/// JSON that `serde_json` passes on as it is, like its own `RawValue`; making one of those would read
/// the text again.
pub(super) struct Written<'a>(pub(super) &'a str);

/// By this name `serde_json` knows what to pass on.
const NAME: &str = "$serde_json::private::RawValue";

impl Serialize for Written<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut written = serializer.serialize_struct(NAME, 1)?;
        written.serialize_field(NAME, self.0)?;
        written.end()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::wire::args::Args;

    fn written(event: Option<&str>, payload: &impl Payload) -> Option<String> {
        write(event, payload, &mut Vec::new()).map(str::to_owned)
    }

    #[test]
    fn the_event_goes_before_the_arguments() {
        assert_eq!(written(None, &"a").as_deref(), Some(r#"["a"]"#));
        assert_eq!(written(None, &()).as_deref(), Some("[]"));
        assert_eq!(written(Some("e"), &()).as_deref(), Some(r#"["e"]"#));
        assert_eq!(written(Some("e"), &Args(())).as_deref(), Some(r#"["e"]"#));
        assert_eq!(written(Some("e"), &[(); 0]).as_deref(), Some(r#"["e",[]]"#));
        assert_eq!(
            written(Some("\"é"), &Args((1, "[]"))).as_deref(),
            Some(r#"["\"é",1,"[]"]"#)
        );
    }

    #[test]
    fn binary_data_is_left_to_socketioxide() {
        assert_eq!(written(None, &(1, Some(Bytes::from_static(b"a")))), None);
        assert_eq!(written(Some("e"), &Args((1, Bytes::new()))), None);
    }

    #[test]
    fn a_long_buffer_is_kept_only_while_it_is_used() {
        let long = vec![1; 8 * KEPT];
        give_buffer(long.clone());
        assert_eq!(take_buffer().capacity(), long.capacity());
        let mut longer_than_needed = long;
        longer_than_needed.truncate(KEPT);
        give_buffer(longer_than_needed);
        assert_eq!(take_buffer().capacity(), 0);
        give_buffer(vec![1; LONGEST + 1]);
        assert_eq!(take_buffer().capacity(), 0);
        give_buffer(vec![1; 8]);
        let kept = take_buffer();
        assert!(kept.is_empty() && kept.capacity() >= 8);
    }
}
