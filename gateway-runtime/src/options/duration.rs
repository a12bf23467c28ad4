//! `option` reads a length of time from a configuration: `"250ms"`, `"5s"`, `"2m"`, as in the attributes.

use std::time::Duration;

use serde::{Deserialize, Deserializer, de::Error as _};

/// The units, with their lengths in milliseconds.
const UNITS: [(&str, u64); 3] = [("ms", 1), ("s", 1_000), ("m", 60_000)];

/// Reads an optional length of time, for `#[serde(deserialize_with)]`.
pub(super) fn option<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Duration>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    parse(&text).map(Some).ok_or_else(|| {
        D::Error::custom(format!(
            "`{text}` is no duration: a whole number with `ms`, `s` or `m`, as in \"5s\""
        ))
    })
}

fn parse(text: &str) -> Option<Duration> {
    let end = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
    let milliseconds = number.parse::<u64>().ok()?.checked_mul(*factor)?;
    Some(Duration::from_millis(milliseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_a_unit_is_a_duration() {
        assert_eq!(parse("250ms"), Some(Duration::from_millis(250)));
        assert_eq!(parse("5s"), Some(Duration::from_secs(5)));
        assert_eq!(parse("2m"), Some(Duration::from_mins(2)));
        for wrong in [
            "",
            "5",
            "s",
            "-5s",
            "5 s",
            "5h",
            "1.5s",
            "99999999999999999999s",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
