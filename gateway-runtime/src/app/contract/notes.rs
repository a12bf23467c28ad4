//! `Notes` are the problems of a contract, as they are found.

use std::panic::Location;

use crate::{
    contract::{Argument, Contract, Schema, is_binary_a_list_of_numbers},
    describe::Types,
    place::place,
    session::ErrorDelivery,
    type_name::short_type_name,
};

/// How deep a schema is looked into for a member: unions of unions end somewhere.
const DEEPEST: usize = 16;

/// What the contract cannot say.
#[derive(Default)]
pub(super) struct Notes {
    problems: Vec<String>,
    /// The messages that answer with a value, each with its place.
    answers: Vec<(String, Argument)>,
}

/// Where something is declared: `` `Shop::buy` (src/shop.rs:12) ``.
pub(super) fn at(name: &str, location: &Location<'_>) -> String {
    format!("`{name}` ({})", place(location))
}

impl Notes {
    /// Notes the types without a schema that were met since this was last called.
    pub(super) fn of_types(&mut self, types: &mut Types, place: &str) {
        for name in types.take_unknown() {
            let name = short_type_name(name);
            let remedy = if name.contains("Bytes") {
                "put the binary data into a type of your own, with `#[schemars(with = \"Binary\")]` on the field"
            } else {
                "derive `JsonSchema` for the type and for what the type holds, with `schemars = \"1\"` in your \
                 `Cargo.toml`"
            };
            self.problems.push(format!(
                "{place}: `{name}` does not implement `JsonSchema` of schemars 1, so clients know nothing of its \
                 values: {remedy}"
            ));
        }
    }

    /// Notes an event whose name is known at run time alone.
    pub(super) fn of_event(&mut self, place: &str, rust: &str) {
        let rust = short_type_name(rust);
        self.problems.push(format!(
            "{place}: the event that is answered with has no name that is part of its type, so clients do not know of the event: \
             derive `ServerEvent` for `{rust}`, or write `emits(\"name\" = {rust})` on the gateway's struct"
        ));
    }

    /// Notes an event that has two types in one namespace.
    pub(super) fn of_types_of_event(&mut self, place: &str, name: &str) {
        self.problems.push(format!(
            "{place}: the event `{name}` is declared with two types in this namespace, so clients have to be ready for both: give \
             each type an event of its own"
        ));
    }

    /// Notes that a gateway declares the event that announces the end of the app.
    pub(super) fn of_announcement(&mut self, namespace: &str, event: &str) {
        self.problems.push(format!(
            "`drain`: the event `{event}`, which announces the end of the app, is declared with another type in the namespace \
             `{namespace}`, so clients have to be ready for both: the contract has the announcement by itself, so take it out \
             of `emits(..)`, or announce an event with another name"
        ));
    }

    /// Notes that the app has no gateway.
    pub(super) fn of_gateways(&mut self, problem: Option<String>) {
        self.problems.extend(problem);
    }

    /// Remembers what a message answers with.
    pub(super) fn answer(&mut self, place: &str, answer: &Argument) {
        self.answers.push((place.to_owned(), answer.clone()));
    }

    /// Notes that another crate has given binary data a schema.
    pub(super) fn of_binary(&mut self) {
        if is_binary_a_list_of_numbers() {
            self.problems.push(
                "a crate of this program turns on the feature `bytes1` of schemars, with which a field of type `Bytes` is \
                 described as a list of numbers: turn it off, and write `#[schemars(with = \"Binary\")]` on such fields"
                    .to_owned(),
            );
        }
    }

    /// Notes the answers that clients cannot tell from an error.
    pub(super) fn of_answers(&mut self, contract: &Contract) {
        if contract.errors.delivery == ErrorDelivery::Exception {
            return;
        }
        for (place, answer) in std::mem::take(&mut self.answers) {
            // The references of this copy have no names yet.
            let mut schema = answer.schema;
            if let Some(reference) = schema.get("$ref").and_then(Schema::as_str) {
                let name = reference.rsplit('/').next().unwrap_or_default();
                schema = contract.types.get(name).cloned().unwrap_or_default();
            }
            if has_status(&schema, contract, DEEPEST) {
                self.problems.push(format!(
                    "{place}: the answer may have a member `status`, as an error has, so clients cannot tell the two apart: rename \
                     the member, or put a map into a member"
                ));
            }
        }
    }

    /// The problems, in their order, each once: a method with two events is met twice.
    pub(super) fn into_problems(mut self) -> Vec<String> {
        self.problems.sort();
        self.problems.dedup();
        self.problems
    }
}

fn has_status(schema: &Schema, contract: &Contract, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let referred = schema.get("$ref").and_then(Schema::as_str);
    let referred = referred.and_then(|reference| {
        let name = reference.rsplit('/').next()?;
        contract.types.get(name)
    });
    let alternatives = ["allOf", "anyOf", "oneOf"]
        .into_iter()
        .filter_map(|key| schema.get(key)?.as_array())
        .flatten();
    let others = schema.get("additionalProperties");
    schema["properties"].get("status").is_some()
        || others.is_some_and(may_be_text)
        || referred
            .into_iter()
            .chain(alternatives)
            .any(|part| has_status(part, contract, depth))
}

/// Whether a value may be text: of a map with such values, one may be called `status`.
fn may_be_text(schema: &Schema) -> bool {
    match schema.get("type") {
        Some(Schema::String(one)) => one == "string",
        Some(Schema::Array(several)) => several.iter().any(|one| one == "string"),
        _ => *schema != Schema::Bool(false) && schema.get("$ref").is_none(),
    }
}
