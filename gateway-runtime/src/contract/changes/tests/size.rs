//! Large contracts, and types that contain themselves or each other, are compared in a short time.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::sample::{argument, contract, namespace};
use crate::contract::{Answer, Contract, Message};

/// Without optimizations everything is slower by far, and the shape of the types matters more than their number.
const TYPES: usize = if cfg!(debug_assertions) { 100 } else { 400 };
const MESSAGES: usize = TYPES / 2;

/// Far more than it takes on a busy machine without optimizations, and far less than a search without bounds takes.
const LONGEST: Duration = Duration::from_mins(1);

/// Messages with bodies and answers of all types. `schema` makes the type of each number.
fn large(schema: impl Fn(usize) -> Value) -> Contract {
    contract(|contract| {
        for number in 0..TYPES {
            contract.types.insert(format!("T{number}"), schema(number));
        }
        for number in 0..MESSAGES {
            let message = Message {
                body: vec![argument(reference(number * 2))],
                answer: Answer {
                    acknowledgement: vec![argument(reference(number * 2 + 1))],
                    ..Answer::default()
                },
                ..Message::default()
            };
            let messages = &mut namespace(contract).messages;
            messages.insert(format!("e{number}"), message);
        }
    })
}

fn reference(number: usize) -> Value {
    json!({ "$ref": format!("#/types/T{}", number % TYPES) })
}

/// Compares the two in both directions. Returns how many changes there are.
#[track_caller]
fn compare(old: &Contract, new: &Contract) -> usize {
    let begin = Instant::now();
    let changes = new.changes_since(old).len() + old.changes_since(new).len();
    let taken = begin.elapsed();
    println!("{changes} changes in {taken:?}");
    assert!(taken < LONGEST, "{taken:?}");
    changes
}

#[test]
fn types_in_a_long_chain() {
    let chain = |last: &'static str| {
        large(move |number| {
            let of_type = if number + 1 == TYPES { last } else { "integer" };
            json!({
                "type": "object", "required": ["value", "next"],
                "properties": { "value": { "type": of_type }, "next": reference(number + 1) },
            })
        })
    };
    assert_eq!(compare(&chain("integer"), &chain("integer")), 0);
    assert!(compare(&chain("integer"), &chain("string")) < 10);
}

#[test]
fn types_that_refer_to_many_others() {
    let net = |extra: bool| {
        large(move |number| {
            let others = (1..20).map(|step| (format!("m{step}"), reference(number * step + step)));
            let mut properties: serde_json::Map<_, _> = others.collect();
            if extra {
                properties.insert("more".into(), json!({ "type": "integer" }));
            }
            let required: Vec<_> = properties.keys().cloned().collect();
            json!({ "type": "object", "properties": properties, "required": required })
        })
    };
    assert_eq!(compare(&net(false), &net(false)), 0);
    assert!(compare(&net(false), &net(true)) > TYPES);
}

#[test]
fn untagged_unions_of_each_other() {
    let unions = |extra: bool, leaf: &'static str| {
        large(move |number| {
            if number == 7 {
                return json!({ "type": leaf });
            }
            let object = |step: usize| {
                let mut properties = json!({ "value": reference(number * 3 + step) });
                if extra {
                    properties["more"] = json!({ "type": "boolean" });
                }
                let required: Vec<&String> = properties.as_object().unwrap().keys().collect();
                json!({ "type": "object", "properties": properties, "required": required })
            };
            json!({ "anyOf": [
                object(1), object(2), object(3), { "type": "null" },
                { "type": "array", "items": reference(number + 1) },
            ] })
        })
    };
    let old = unions(false, "string");
    assert_eq!(compare(&old, &old), 0);
    assert!(compare(&old, &unions(true, "string")) > 0);
    assert!(compare(&old, &unions(false, "integer")) > 0);
}

#[test]
fn types_that_are_alternatives_of_each_other() {
    let unions = |last: &'static str| {
        large(move |number| {
            let own =
                json!({ "const": if number == 7 { last.to_owned() } else { number.to_string() } });
            json!({ "anyOf": [reference(number + 1), reference(number + 7), own] })
        })
    };
    assert_eq!(compare(&unions("a"), &unions("a")), 0);
    assert!(compare(&unions("a"), &unions("b")) > 0);
}

#[test]
fn structs_that_flatten_many_enums() {
    let variants = |of: usize| -> Value {
        let variants = (0..20).map(|variant| {
            let name = format!("v{of}_{variant}");
            json!({ "type": "object", "properties": { &name: { "type": "integer" } }, "required": [name] })
        });
        json!({ "oneOf": variants.collect::<Vec<_>>() })
    };
    let flattened = |inner: &'static str| {
        contract(move |contract| {
            let all = json!({ "allOf": [
                variants(1), variants(2), variants(3),
                { "type": "object", "properties": { "inner": { "$ref": "#/types/Inner" } } },
            ] });
            contract.types.insert("All".into(), all);
            contract
                .types
                .insert("Inner".into(), json!({ "type": inner }));
            let body = argument(json!({ "$ref": "#/types/All" }));
            super::sample::message(contract).body = vec![body];
        })
    };
    assert_eq!(compare(&flattened("string"), &flattened("string")), 0);
    let changes = flattened("string").changes_since(&flattened("integer"));
    assert_eq!(
        changes[0].what,
        "clients that send an integer are refused: a string is expected now"
    );
}

#[test]
fn an_enum_with_many_values() {
    let values = |most: usize| {
        contract(move |contract| {
            let values: Vec<String> = (0..most).map(|value| format!("v{value}")).collect();
            let body = json!({ "type": "string", "enum": values });
            super::sample::message(contract).body = vec![argument(body)];
        })
    };
    assert_eq!(compare(&values(900), &values(900)), 0);
    let changes = values(899).changes_since(&values(900));
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].what, "clients that send `\"v899\"` are refused");
}
