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

/// The names whose types are not the same in both directions.
fn different(all: &BTreeMap<Key, Schema>) -> BTreeSet<String> {
    let mut different = BTreeSet::new();
    let both: Vec<(&String, &Schema, &Schema)> = all
        .iter()
        .filter_map(|((way, name), schema)| {
            let read = all.get(&(Way::Read, name.clone()))?;
            (*way == Way::Written).then_some((name, read, schema))
        })
        .collect();
    loop {
        let before = different.len();
        for (name, read, written) in &both {
            let refers = references(written).any(|(_, name)| different.contains(&name));
            if refers || neutral(read) != neutral(written) {
                different.insert(String::clone(name));
            }
        }
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

fn references(schema: &Schema) -> impl Iterator<Item = Key> + use<> {
    let mut found = Vec::new();
    for_each_reference(&mut schema.clone(), &mut |reference| {
        found.extend(key(reference));
    });
    found.into_iter()
}

fn for_each_reference(schema: &mut Schema, visit: &mut dyn FnMut(&mut String)) {
    match schema {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(reference) if name == "$ref" => visit(reference),
                    // What stands there is data of the user's.
                    _ if matches!(&**name, "const" | "default" | "examples" | "enum") => {}
                    _ => for_each_reference(member, visit),
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
        match code.and_then(|code| u8::from_str_radix(code.trim_start(), 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
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
