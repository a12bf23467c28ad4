//! Objects are compared member by member.

use serde_json::{Value, json};

use super::{
    super::Verdict,
    alternative::{Alternative, Rest},
    direction::Direction,
    finding::Finding,
    pair::Pair,
    path::Step,
};

pub(super) fn compare(
    pair: &mut Pair,
    direction: Direction,
    values: &Alternative,
    accepted: &Alternative,
) {
    let (has, wanted) = (values.properties(), accepted.properties());
    let always = values.required();
    for member in accepted.required() {
        if !always.contains(member) {
            pair.findings.push(Finding::Missing {
                member: member.to_owned(),
                is_unknown: !has.contains_key(member),
            });
        }
    }
    for (member, schema) in &has {
        match (wanted.get(member), accepted.rest()) {
            (Some(known), _) => {
                if direction == Direction::Sent && !always.contains(member) {
                    default(pair, member, schema, known);
                }
                pair.member(Step::Member((*member).to_owned()), schema, known);
            }
            (None, Rest::Of(known)) => {
                pair.member(Step::Member((*member).to_owned()), schema, known);
            }
            // Clients do not refuse members that they do not know.
            (None, Rest::Closed)
                if direction == Direction::Sent && **schema != Value::Bool(false) =>
            {
                pair.findings.push(Finding::Unlisted {
                    member: (*member).to_owned(),
                });
            }
            (None, _) => {}
        }
    }
    rest(pair, direction, values, accepted);
}

/// Compares what a member is that clients leave out.
fn default(pair: &mut Pair, member: &str, schema: &Value, known: &Value) {
    if let (Some(was), Some(now)) = (schema.get("default"), known.get("default"))
        && was != now
    {
        pair.findings.push(Finding::Default {
            member: member.to_owned(),
            was: was.to_string(),
            now: now.to_string(),
        });
    }
}

/// Compares the members that have no name in one of the schemas.
fn rest(pair: &mut Pair, direction: Direction, values: &Alternative, accepted: &Alternative) {
    let (has, wanted) = (values.properties(), accepted.properties());
    if let Rest::Of(schema) = values.rest() {
        for (member, known) in wanted
            .iter()
            .filter(|(member, _)| !has.contains_key(*member))
        {
            pair.member(Step::Member((*member).to_owned()), schema, known);
        }
    }
    let is_sent = direction == Direction::Sent;
    match (values.rest(), accepted.rest()) {
        (Rest::Of(schema), Rest::Of(known)) => {
            pair.member(Step::AnyMember, schema, known);
            names(pair, direction, values, accepted);
        }
        // An object whose schema does not speak of other members is a struct: of those that it does not know it says
        // nothing. A map of any values has a schema with no properties.
        (Rest::Open, Rest::Of(known)) if has.is_empty() => {
            pair.member(Step::AnyMember, &json!(true), known);
        }
        (Rest::Of(_), Rest::Closed) if is_sent => {
            pair.find(
                Verdict::Breaking,
                "an object with members that are not listed",
            );
        }
        (Rest::Open, Rest::Closed) if is_sent => {
            pair.find(
                Verdict::Notable,
                "an object with members that are not listed",
            );
        }
        _ => {}
    }
}

/// Compares the patterns of the names of members: a map by numbers takes fewer names than one by text.
fn names(pair: &mut Pair, direction: Direction, values: &Alternative, accepted: &Alternative) {
    let Some((pattern, _)) = accepted.pattern() else {
        return;
    };
    if values
        .pattern()
        .is_none_or(|(of_values, _)| of_values != pattern)
    {
        // Names of members are strings to clients in both cases.
        let verdict = match direction {
            Direction::Sent => Verdict::Breaking,
            Direction::Received => Verdict::Notable,
        };
        let value = format!("an object with a member whose name does not match `{pattern}`");
        pair.find(verdict, value);
    }
}
