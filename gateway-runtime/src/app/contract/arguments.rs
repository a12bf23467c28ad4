//! `arguments` makes the arguments of an event of what is known of a payload.

use serde_json::{Map, Value, json};

use crate::{
    contract::{Argument, Schema},
    describe::{Arity, Parameter, Payload, Role},
};

/// The arguments that clients get: of an acknowledgement or an event.
pub(super) fn written(payload: &Payload, name: &str) -> Vec<Argument> {
    let arguments = match payload.arity {
        Arity::None => Vec::new(),
        Arity::One => vec![argument(name, payload.schema.clone(), false)],
        Arity::Several => several(payload, name, false),
    };
    with_own_names(arguments)
}

/// The arguments that clients send with a message.
pub(super) fn body(parameters: &[Parameter]) -> Vec<Argument> {
    let bodies = parameters
        .iter()
        .filter(|parameter| parameter.role == Role::Body);
    let mut arguments: Vec<Argument> = bodies.flat_map(read).collect();
    // `()` takes an argument that is null or missing: at the end it need not be told of.
    let nothing = nothing();
    while arguments.last().is_some_and(|last| last.schema == nothing) {
        arguments.pop();
    }
    let keys = parameters
        .iter()
        .filter(|parameter| parameter.role == Role::Key);
    if let Some(members) = object(keys) {
        match arguments.first_mut() {
            // The members are those of the first argument, whatever else reads it.
            Some(first) => {
                let whole = first.schema.take();
                first.schema = json!({ "allOf": [whole, members] });
            }
            None => arguments.push(argument("body", members, false)),
        }
    }
    with_own_names(arguments)
}

fn read(parameter: &Parameter) -> Vec<Argument> {
    // `_unused` is a name for the compiler.
    let name = match parameter.name.trim_start_matches('_') {
        "" => "body",
        name => name,
    };
    let payload = &parameter.payload;
    match payload.arity {
        Arity::None => vec![argument(name, nothing(), true)],
        Arity::One => vec![argument(name, payload.schema.clone(), parameter.optional)],
        Arity::Several => several(payload, name, true),
    }
}

/// The schema of `()`.
fn nothing() -> Schema {
    json!({ "type": "null" })
}

/// The schema of an object with these members, if there is one.
fn object<'a>(parameters: impl Iterator<Item = &'a Parameter>) -> Option<Schema> {
    let mut members = Map::new();
    let mut required = Vec::new();
    for parameter in parameters {
        members.insert(parameter.name.to_owned(), parameter.schema().clone());
        if !parameter.optional {
            required.push(parameter.name);
        }
    }
    (!members.is_empty())
        .then(|| json!({ "type": "object", "properties": members, "required": required }))
}

/// The arguments that an `Args` is. Of what a client sends, one that takes null may be left out too.
fn several(payload: &Payload, name: &str, is_read: bool) -> Vec<Argument> {
    let schemas = match payload.schema.get("prefixItems") {
        Some(Value::Array(members)) => members.clone(),
        // Nothing is known of the tuple but its length.
        _ if payload.schema == Value::Bool(true) => {
            vec![Value::Bool(true); members_of_tuple(payload.rust)]
        }
        // The empty tuple.
        _ => Vec::new(),
    };
    let schemas = schemas.into_iter();
    schemas
        .map(|schema| {
            let optional = is_read && takes_null(&schema);
            argument(name, schema, optional)
        })
        .collect()
}

fn argument(name: &str, schema: Schema, optional: bool) -> Argument {
    Argument {
        name: name.to_owned(),
        schema,
        optional,
    }
}

/// Arguments of one name are numbered.
fn with_own_names(mut arguments: Vec<Argument>) -> Vec<Argument> {
    let names: Vec<String> = arguments
        .iter()
        .map(|argument| argument.name.clone())
        .collect();
    for index in 0..arguments.len() {
        let name = &names[index];
        if names.iter().filter(|other| *other == name).count() > 1 {
            let before = names[..index].iter().filter(|other| *other == name);
            let mut number = before.count() + 1;
            let mut numbered = format!("{name}{number}");
            while names.contains(&numbered) {
                number += arguments.len();
                numbered = format!("{name}{number}");
            }
            arguments[index].name = numbered;
        }
    }
    arguments
}

/// Whether this is the schema of an `Option`.
fn takes_null(schema: &Schema) -> bool {
    let is_null = |schema: &Schema| schema.get("type").and_then(Schema::as_str) == Some("null");
    let types = schema.get("type").and_then(Schema::as_array);
    let alternatives = schema.get("anyOf").and_then(Schema::as_array);
    types.is_some_and(|types| types.iter().any(|one| one == "null"))
        || alternatives.is_some_and(|schemas| schemas.len() == 2 && schemas.iter().any(is_null))
}

/// How many members the tuple in `Args<(a::B, c::D<e::F, g::H>)>` has.
fn members_of_tuple(name: &str) -> usize {
    let inner = name.split_once('(').map_or("", |(_, inner)| inner);
    let mut depth = 0_usize;
    let mut members = 0;
    let mut is_in_member = false;
    for letter in inner.chars() {
        let is_outside = depth == 0;
        match letter {
            ')' if is_outside => break,
            ',' if is_outside => {
                is_in_member = false;
                continue;
            }
            ' ' => continue,
            '(' | '<' | '[' => depth += 1,
            ')' | '>' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if is_outside && !is_in_member {
            members += 1;
            is_in_member = true;
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_members_of_a_tuple_are_counted_by_its_name() {
        for (name, members) in [
            ("a::Args<(u8, b::C)>", 2),
            ("a::Args<(u8,)>", 1),
            ("a::Args<()>", 0),
            ("a::Args<(b::C<d::E, (u8, u8)>, [u8; 3], fn(u8) -> u8)>", 3),
        ] {
            assert_eq!(members_of_tuple(name), members, "{name}");
        }
    }

    #[test]
    fn arguments_of_one_name_are_numbered() {
        let named = |names: &[&str]| {
            let arguments = names.iter().map(|name| argument(name, Value::Null, false));
            let arguments = with_own_names(arguments.collect());
            let names = arguments.into_iter().map(|argument| argument.name);
            names.collect::<Vec<_>>()
        };
        assert_eq!(named(&["body", "other"]), ["body", "other"]);
        assert_eq!(named(&["body", "body"]), ["body1", "body2"]);
        assert_eq!(
            named(&["body", "body1", "body"]),
            ["body4", "body1", "body2"]
        );
    }
}
