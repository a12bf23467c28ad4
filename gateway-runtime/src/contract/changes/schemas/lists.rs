//! Lists are compared by their lengths and element by element.

use serde_json::{Value, json};

use super::{
    super::Verdict, alternative::Alternative, direction::Direction, pair::Pair, path::Step,
};
use crate::contract::Schema;

/// How many elements a list may have.
struct Length {
    least: u64,
    most: Option<u64>,
}

impl Length {
    fn of(list: &Alternative) -> Self {
        let is_closed = list.0.get("items") == Some(&Value::Bool(false));
        let listed = is_closed.then(|| list.list("prefixItems").len() as u64);
        Self {
            least: list.count("minItems").unwrap_or(0),
            most: list.count("maxItems").or(listed),
        }
    }

    /// The length, if there is one possible length: that of a tuple or an array.
    fn fixed(&self) -> Option<u64> {
        self.most.filter(|most| *most == self.least)
    }
}

pub(super) fn compare(
    pair: &mut Pair,
    direction: Direction,
    values: &Alternative,
    accepted: &Alternative,
) {
    lengths(pair, direction, &Length::of(values), &Length::of(accepted));
    let (first, known) = (values.list("prefixItems"), accepted.list("prefixItems"));
    for at in 0..first.len().max(known.len()) {
        let (schema, known) = (element(values, first, at), element(accepted, known, at));
        pair.member(Step::Element(at), &schema, &known);
    }
    if let (Some(schema), Some(known)) = (values.0.get("items"), accepted.0.get("items")) {
        pair.member(Step::AnyElement, schema, known);
    }
}

fn lengths(pair: &mut Pair, direction: Direction, values: &Length, accepted: &Length) {
    let is_too_short = values.least < accepted.least;
    let is_too_long = match (values.most, accepted.most) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(values), Some(accepted)) => values > accepted,
    };
    if !is_too_short && !is_too_long {
        return;
    }
    if let Some(length) = accepted.fixed() {
        let value = match values.fixed() {
            Some(other) => format!("a list of {other} elements instead of {length}"),
            None => format!("a list of another length than {length}"),
        };
        return pair.find(Verdict::Breaking, value);
    }
    // To a client a list is a list, whatever its length.
    if direction == Direction::Sent {
        if is_too_short {
            let least = accepted.least;
            pair.find(
                Verdict::Notable,
                format!("a list of fewer than {least} elements"),
            );
        }
        if let Some(most) = accepted.most.filter(|_| is_too_long) {
            pair.find(
                Verdict::Notable,
                format!("a list of more than {most} elements"),
            );
        }
    }
}

/// The schema of one element: its own, or that of all elements that follow.
fn element(list: &Alternative, first: &[Schema], at: usize) -> Schema {
    let rest = || list.0.get("items").cloned();
    let element = first.get(at).cloned().or_else(rest);
    match element {
        Some(Value::Bool(false)) | None => json!(true),
        Some(schema) => schema,
    }
}
