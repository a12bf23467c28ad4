//! `or_default`, `rooms` and the others read leniently what other servers write: an odd value in one place does not cost the
//! rest.
//!
//! JavaScript has values where this crate expects others, and JSON of JavaScript has text that is no UTF-8: a room may be
//! `undefined`, and middleware may have put anything into a handshake.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Visitor},
};
use serde_json::value::RawValue;

/// The room that a value stands for which is no text and no number. No socket of this server is in it.
pub(super) const NO_ROOM: &str = "\0no room";

/// Text, in which surrogates that stand alone are replaced, as a browser would.
#[derive(Default)]
pub(super) struct Text(pub(super) String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        // What is read as bytes may be no UTF-8.
        from.deserialize_bytes(Bytes)
    }
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.to_owned()))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Text, E> {
        Ok(Text(String::from_utf8_lossy(bytes).into_owned()))
    }
}

/// The value of JSON as a `T`; `None` if it is another value.
pub(super) fn read<T: DeserializeOwned>(json: &RawValue) -> Option<T> {
    serde_json::from_str(json.get()).ok()
}

/// The text that a value of JSON is; `None` if the value is not text.
pub(super) fn text(json: &RawValue) -> Option<String> {
    read(json).map(|Text(text)| text)
}

/// The value of JSON as a `T`; the default of `T` if it is another value.
pub(super) fn or_default<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let json = Box::<RawValue>::deserialize(from)?;
    Ok(read(&json).unwrap_or_default())
}

/// The names of rooms: text, or a number as text. `None` in the place of anything else.
fn names<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<impl Iterator<Item = Option<String>>, D::Error> {
    let rooms: Vec<Box<RawValue>> = or_default(from)?;
    Ok(rooms.into_iter().map(|room| {
        let number = || read::<serde_json::Number>(&room).map(|number| number.to_string());
        text(&room).or_else(number)
    }))
}

/// Rooms by which sockets are chosen. None of them may be lost, for without rooms all sockets are chosen.
pub(super) fn rooms<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(names(from)?
        .map(|name| name.unwrap_or_else(|| NO_ROOM.to_owned()))
        .collect())
}

/// Rooms that sockets are in.
pub(super) fn rooms_of_sockets<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<String>, D::Error> {
    Ok(names(from)?.flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> serde_json::Deserializer<serde_json::de::StrRead<'_>> {
        serde_json::Deserializer::from_str(text)
    }

    #[test]
    fn rooms_of_javascript_may_be_anything() {
        let odd = r#"["a",1,-2,1.5,null,true,{"a":1},"\ud800"]"#;
        assert_eq!(
            rooms(&mut json(odd)).expect("are read"),
            [
                "a",
                "1",
                "-2",
                "1.5",
                NO_ROOM,
                NO_ROOM,
                NO_ROOM,
                "\u{fffd}\u{fffd}\u{fffd}"
            ]
        );
        assert_eq!(
            rooms_of_sockets(&mut json(odd)).expect("are read"),
            ["a", "1", "-2", "1.5", "\u{fffd}\u{fffd}\u{fffd}"]
        );
        for none in ["null", "{}", "7"] {
            assert!(rooms(&mut json(none)).expect("are read").is_empty());
        }
    }

    #[test]
    fn a_value_that_is_another_is_none() {
        assert_eq!(
            or_default::<_, Option<u32>>(&mut json("7")).ok(),
            Some(Some(7))
        );
        assert_eq!(
            or_default::<_, Option<u32>>(&mut json("-7")).ok(),
            Some(None)
        );
        assert_eq!(
            or_default::<_, Vec<u32>>(&mut json("{}")).ok(),
            Some(Vec::new())
        );
    }
}
