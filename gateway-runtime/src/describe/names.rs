//! `give` gives the types of a contract their names.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Map, Value};

use super::Way;
use crate::contract::{Contract, Schema};

/// What a reference leads to: a direction, and the name within.
type Key = (Way, String);

/// What the name of a type ends in, if clients write it otherwise than they get it.
const INPUT: &str = "Input";

/// Names the types that the schemas of `contract` refer to, and adds them to the contract. A type that is the same in both
/// directions has one name. A type that is not, or that refers to one that is not, is two: `Order` as clients get it, and
/// `OrderInput` as they write it.
pub(super) fn give(definitions: [(Way, Map<String, Value>); 2], contract: &mut Contract) {
    let mut all: BTreeMap<Key, Schema> = BTreeMap::new();
    for (way, types) in definitions {
        for (name, schema) in types {
            all.insert((way, name), schema);
        }
    }
    let reached = reached(&all, contract);
    all.retain(|key, _| reached.contains(key));
    let names = names(&all);
    for (key, mut schema) in all {
        rename(&mut schema, &names);
        if let Some(name) = names.get(&key) {
            contract.types.insert(name.clone(), schema);
        }
    }
    contract.for_each_schema(&mut |schema| rename(schema, &names));
}

/// Everything that the contract's schemas lead to.
fn reached(all: &BTreeMap<Key, Schema>, contract: &mut Contract) -> BTreeSet<Key> {
    let mut waiting = VecDeque::new();
    contract.for_each_schema(&mut |schema| waiting.extend(references(schema)));
    let mut reached = BTreeSet::new();
    while let Some(key) = waiting.pop_front() {
        if let Some(schema) = all.get(&key)
            && reached.insert(key)
        {
            waiting.extend(references(schema));
        }
    }
    reached
}

fn names(all: &BTreeMap<Key, Schema>) -> BTreeMap<Key, String> {
    let different = different(all);
    let mut names = BTreeMap::new();
    let mut taken = BTreeSet::new();
    // What clients get first, so that it has the plain name.
    for way in [Way::Written, Way::Read] {
        for key in all.keys().filter(|key| key.0 == way) {
            let plain = identifier(&key.1);
            let same = (Way::Written, key.1.clone());
            let shared = names.get(&same).filter(|_| way == Way::Read);
            let name = match shared {
                Some(name) if !different.contains(&key.1) => String::clone(name),
                Some(_) => free(&format!("{plain}{INPUT}"), &taken),
                None => free(&plain, &taken),
            };
            taken.insert(name.clone());
            names.insert(key.clone(), name);
        }
    }
    names
}

/// The names whose types are not the same in both directions, by themselves or by a type that they refer to.
fn different(all: &BTreeMap<Key, Schema>) -> BTreeSet<String> {
    let mut different = BTreeSet::new();
    let mut same = Vec::new();
    for ((way, name), written) in all {
        let Some(read) = all.get(&(Way::Read, name.clone())) else {
            continue;
        };
        if *way == Way::Written {
            if neutral(read) == neutral(written) {
                same.push((name, references(written)));
            } else {
                different.insert(name.clone());
            }
        }
    }
    loop {
        let before = different.len();
        same.retain(|(name, references)| {
            let is_same = !references.iter().any(|(_, name)| different.contains(name));
            if !is_same {
                different.insert(String::clone(name));
            }
            is_same
        });
        if different.len() == before {
            return different;
        }
    }
}

/// The schema with references that have no direction.
fn neutral(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    for_each_reference(&mut schema, &mut |reference| {
        if let Some((_, name)) = key(reference) {
            *reference = name;
        }
    });
    schema
}

fn rename(schema: &mut Schema, names: &BTreeMap<Key, String>) {
    for_each_reference(schema, &mut |reference| {
        if let Some(name) = key(reference).and_then(|key| names.get(&key)) {
            *reference = format!("#/types/{name}");
        }
    });
}

/// What a schema refers to.
fn references(schema: &Schema) -> Vec<Key> {
    let mut found = Vec::new();
    // The one walk over schemas changes them, so it takes a copy here.
    for_each_reference(&mut schema.clone(), &mut |reference| {
        found.extend(key(reference));
    });
    found
}

fn for_each_reference(schema: &mut Schema, visit: &mut dyn FnMut(&mut String)) {
    match schema {
        Value::Object(members) => {
            for (name, member) in members {
                match (&**name, member) {
                    ("$ref", Value::String(reference)) => visit(reference),
                    // What stands there is data of the user's.
                    ("const" | "default" | "examples" | "enum", _) => {}
                    // The names in there are the user's.
                    ("properties" | "patternProperties" | "$defs", Value::Object(schemas)) => {
                        for schema in schemas.values_mut() {
                            for_each_reference(schema, visit);
                        }
                    }
                    (_, member) => for_each_reference(member, visit),
                }
            }
        }
        Value::Array(members) => {
            for member in members {
                for_each_reference(member, visit);
            }
        }
        _ => {}
    }
}

/// What a reference leads to: a JSON pointer in a fragment (RFC 6901, section 6).
fn key(reference: &str) -> Option<Key> {
    [Way::Read, Way::Written].into_iter().find_map(|way| {
        let name = reference.strip_prefix(way.definitions())?;
        let name = percent_decoded(name).replace("~1", "/").replace("~0", "~");
        Some((way, name))
    })
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code.trim_start(), 16).ok()) {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The name as an identifier, which the languages of clients take.
fn identifier(name: &str) -> String {
    let plain = |c: char| {
        if c.is_alphanumeric() || c == '_' {
            c
        } else {
            '_'
        }
    };
    let name: String = name.chars().map(plain).collect();
    if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        name
    } else {
        format!("_{name}")
    }
}

/// The name, or with a number behind it if it is taken.
fn free(name: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2_usize..).map(|number| format!("{name}{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    use super::*;
    use crate::{
        contract::{Argument, Endpoint, Event, Message, Namespace},
        describe::Types,
    };

    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Same {
        x: u8,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Defaulted {
        #[serde(default)]
        loud: bool,
        same: Same,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Holder {
        inner: Vec<Defaulted>,
        again: Option<Box<Holder>>,
    }

    mod other {
        use super::*;

        #[derive(Serialize, Deserialize, JsonSchema)]
        pub(super) struct Same {
            y: String,
        }
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[schemars(rename = "a/b~c d")]
    struct Odd {
        same: Same,
    }

    /// A contract in which clients send values of these schemas and get values of those.
    fn contract(read: Vec<Schema>, written: Vec<Schema>, types: Types) -> Contract {
        let arguments = |schemas: Vec<Schema>| {
            let schemas = schemas.into_iter();
            let arguments = schemas.map(|schema| Argument {
                schema,
                ..Argument::default()
            });
            arguments.collect()
        };
        let message = Message {
            body: arguments(read),
            ..Message::default()
        };
        let event = Event {
            arguments: arguments(written),
            ..Event::default()
        };
        let namespace = Namespace {
            messages: [("m".to_owned(), message)].into(),
            events: [("e".to_owned(), event)].into(),
            ..Namespace::default()
        };
        let endpoint = Endpoint {
            namespaces: [("/".to_owned(), namespace)].into(),
            ..Endpoint::default()
        };
        let mut contract = Contract::default();
        contract.endpoints.insert("main".to_owned(), endpoint);
        types.finish(&mut contract);
        contract
    }

    fn references_of(contract: &Contract) -> (Vec<&str>, Vec<&str>) {
        let namespace = &contract.endpoints["main"].namespaces["/"];
        (
            namespace.messages["m"]
                .body
                .iter()
                .filter_map(|argument| argument.schema["$ref"].as_str())
                .collect(),
            namespace.events["e"]
                .arguments
                .iter()
                .filter_map(|argument| argument.schema["$ref"].as_str())
                .collect(),
        )
    }

    fn names_of(contract: &Contract) -> Vec<&str> {
        contract.types.keys().map(String::as_str).collect()
    }

    #[test]
    fn a_type_that_is_the_same_in_both_directions_has_one_name() {
        let mut types = Types::default();
        let read = types.schema::<Same>(Way::Read);
        let written = types.schema::<Same>(Way::Written);
        let contract = contract(vec![read], vec![written], types);
        assert_eq!(names_of(&contract), ["Same"]);
        assert_eq!(
            references_of(&contract),
            (vec!["#/types/Same"], vec!["#/types/Same"])
        );
    }

    #[test]
    fn what_refers_to_a_type_that_differs_differs_too() {
        let mut types = Types::default();
        let read = types.schema::<Holder>(Way::Read);
        let written = types.schema::<Holder>(Way::Written);
        let contract = contract(vec![read], vec![written], types);
        assert_eq!(
            names_of(&contract),
            [
                "Defaulted",
                "DefaultedInput",
                "Holder",
                "HolderInput",
                "Same"
            ]
        );
        assert_eq!(
            references_of(&contract),
            (vec!["#/types/HolderInput"], vec!["#/types/Holder"])
        );
        let input = &contract.types["HolderInput"]["properties"];
        assert_eq!(input["inner"]["items"]["$ref"], "#/types/DefaultedInput");
        assert_eq!(input["again"]["anyOf"][0]["$ref"], "#/types/HolderInput");
        assert_eq!(
            contract.types["Defaulted"]["required"],
            json!(["loud", "same"])
        );
        assert_eq!(
            contract.types["DefaultedInput"]["required"],
            json!(["same"])
        );
    }

    #[test]
    fn a_type_that_clients_write_alone_has_the_plain_name() {
        let mut types = Types::default();
        let read = types.schema::<Defaulted>(Way::Read);
        let contract = contract(vec![read], Vec::new(), types);
        assert_eq!(names_of(&contract), ["Defaulted", "Same"]);
        assert_eq!(contract.types["Defaulted"]["required"], json!(["same"]));
    }

    #[test]
    fn two_types_of_one_name_are_two_in_both_directions() {
        let mut types = Types::default();
        let written = types.schema::<Same>(Way::Written);
        let read = types.schema::<other::Same>(Way::Read);
        let contract = contract(vec![read], vec![written], types);
        assert_eq!(names_of(&contract), ["Same", "Same2"]);
        assert_eq!(
            references_of(&contract),
            (vec!["#/types/Same2"], vec!["#/types/Same"])
        );
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Keywords {
        default: Same,
        r#enum: Vec<Same>,
        #[serde(default)]
        r#const: bool,
    }

    #[test]
    fn members_may_be_called_like_words_of_schemas() {
        let mut types = Types::default();
        let written = types.schema::<Keywords>(Way::Written);
        let contract = contract(Vec::new(), vec![written], types);
        assert_eq!(names_of(&contract), ["Keywords", "Same"]);
        let members = &contract.types["Keywords"]["properties"];
        assert_eq!(members["default"]["$ref"], "#/types/Same");
        assert_eq!(members["enum"]["items"]["$ref"], "#/types/Same");
    }

    #[test]
    fn names_are_identifiers() {
        let mut types = Types::default();
        let written = types.schema::<Odd>(Way::Written);
        let contract = contract(Vec::new(), vec![written], types);
        assert_eq!(names_of(&contract), ["Same", "a_b_c_d"]);
        assert_eq!(references_of(&contract).1, ["#/types/a_b_c_d"]);
    }

    #[test]
    fn what_no_message_speaks_of_is_left_out() {
        let mut types = Types::default();
        types.schema::<Holder>(Way::Read);
        let written = types.schema::<Same>(Way::Written);
        let contract = contract(Vec::new(), vec![written], types);
        assert_eq!(names_of(&contract), ["Same"]);
    }
}
