//! Texts are compared by their formats, and what clients send by lengths and patterns as well.

use super::{super::Verdict, alternative::Alternative, direction::Direction, pair::Pair};

pub(super) fn compare(
    pair: &mut Pair,
    direction: Direction,
    values: &Alternative,
    accepted: &Alternative,
) {
    // A constant is the same constant in both contracts, or one that the reader's schema does not restrict.
    if values.constant().is_some() {
        return;
    }
    let mut find = |value: String| pair.find(Verdict::Notable, value);
    if let Some(format) = accepted.text("format")
        && values.text("format") != Some(format)
    {
        find(format!("a string that is no `{format}`"));
    }
    // Types of clients do not speak of lengths and patterns.
    if direction == Direction::Received {
        return;
    }
    let least = accepted.count("minLength").unwrap_or(0);
    if values.count("minLength").unwrap_or(0) < least {
        find(format!("a string of fewer than {least} characters"));
    }
    if let Some(most) = accepted.count("maxLength")
        && values.count("maxLength").is_none_or(|length| length > most)
    {
        find(format!("a string of more than {most} characters"));
    }
    if let Some(pattern) = accepted.text("pattern")
        && values.text("pattern") != Some(pattern)
    {
        find(format!("a string that does not match `{pattern}`"));
    }
}
