//! What changes of types mean, for bodies and for answers.

use std::collections::BTreeMap;

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    super::Verdict::{Breaking, Compatible, Notable},
    sample::{argument, contract, message, worst},
};
use crate::contract::Contract;

/// Types of one version of an app.
macro_rules! version {
    ($name:ident { $($item:item)* }) => {
        mod $name {
            use super::*;
            $(
                #[allow(dead_code, reason = "only the schema is of interest")]
                #[derive(Serialize, Deserialize, JsonSchema)]
                $item
            )*
        }
    };
}

version!(first {
    pub(super) struct T { x: u8, y: Option<String> }
    pub(super) enum E { One, Two }
    #[serde(tag = "t")]
    pub(super) enum I { One { a: u8 }, Two }
    pub(super) enum X { One(u8), Two { a: u8 } }
    pub(super) struct R { n: u8, next: Option<Box<R>> }
    pub(super) struct F { id: u8, #[serde(flatten)] t: T }
    #[serde(untagged)]
    pub(super) enum U { Object { a: u8 }, Text(String), List(Vec<U>) }
});
version!(more {
    pub(super) struct T { x: u8, y: Option<String>, z: bool }
    pub(super) enum E { One, Two, Three }
    #[serde(tag = "t")]
    pub(super) enum I { One { a: u8 }, Two, Three }
    pub(super) enum X { One(u8), Two { a: u8, b: u8 } }
    pub(super) struct R { n: u8, next: Option<Box<R>>, more: u8 }
    pub(super) struct F { id: u8, #[serde(flatten)] t: first::T, z: u8 }
    #[serde(untagged)]
    pub(super) enum U { Object { a: u8 }, Text(String), Flag(bool), List(Vec<U>) }
});
version!(optional {
    pub(super) struct T { x: u8, y: Option<String>, #[serde(default)] z: bool }
});
version!(skipped {
    pub(super) struct T { x: u8, #[serde(skip_serializing_if = "Option::is_none")] y: Option<String> }
});
version!(needed {
    pub(super) struct T { x: u8, y: String }
});
version!(loose {
    pub(super) struct T { x: Option<u8>, y: Option<String> }
});
version!(fewer {
    pub(super) struct T { x: u8 }
});
version!(strict {
    #[serde(deny_unknown_fields)]
    pub(super) struct T { x: u8 }
});
version!(retyped {
    pub(super) struct T { x: String, y: Option<String> }
});
version!(wider {
    pub(super) struct T { x: u32, y: Option<String> }
});
version!(renamed {
    pub(super) struct Renamed { x: u8, y: Option<String> }
});

fn schema<T: JsonSchema>(contract: &mut Contract, is_read: bool) -> Value {
    let settings = SchemaSettings::draft2020_12();
    let settings = if is_read {
        settings.for_deserialize()
    } else {
        settings.for_serialize()
    };
    let mut generator = settings.into_generator();
    let schema = generator.subschema_for::<T>().to_value();
    let local = |schema: Value| -> Value {
        let text = schema.to_string().replace("#/$defs/", "#/types/");
        serde_json::from_str(&text).unwrap()
    };
    for (name, definition) in generator.take_definitions(true) {
        contract.types.insert(name, local(definition));
    }
    local(schema)
}

/// A contract whose message has a body of this type.
fn body<T: JsonSchema>() -> Contract {
    contract(|contract| {
        let schema = schema::<T>(contract, true);
        message(contract).body = vec![argument(schema)];
    })
}

/// A contract whose message is answered with this type.
fn answer<T: JsonSchema>() -> Contract {
    contract(|contract| {
        let schema = schema::<T>(contract, false);
        message(contract).answer.acknowledgement = vec![argument(schema)];
    })
}

/// For each row: what the change is, both contracts, the worst verdict, and the end of the first line that says so.
macro_rules! rows {
    ($($what:ident: $side:ident $old:ty => $new:ty, $verdict:expr, $said:expr;)*) => {
        $(
            #[test]
            fn $what() {
                let changes = $side::<$new>().changes_since(&$side::<$old>());
                assert_eq!(worst(&changes), $verdict, "{changes:#?}");
                let said: &str = $said;
                if !said.is_empty() {
                    let lines: Vec<_> = changes.iter().map(|change| {
                        let place = change.place.strip_prefix("/ message \"e\" ");
                        format!("{}: {}", place.unwrap_or(&change.place), change.what)
                    }).collect();
                    assert!(lines.iter().any(|line| line == said), "{lines:#?}");
                }
            }
        )*
    };
}

mod bodies {
    use super::*;

    rows! {
        the_same: body first::T => first::T, None, "";
        new_required_field: body first::T => more::T, Some(Breaking),
            "argument 1 `body.z`: clients that do not send `z` are refused: it is required now";
        new_field_with_default: body first::T => optional::T, Some(Compatible), "type `T`: the type has another schema";
        required_field_becomes_optional: body first::T => loose::T, Some(Compatible), "";
        optional_field_becomes_required: body first::T => needed::T, Some(Breaking),
            "argument 1 `body.y`: clients that leave out `y` are refused: it is required now";
        optional_field_is_never_null: body first::T => needed::T, Some(Breaking),
            "argument 1 `body.y`: clients that send `y` as `null` are refused: a string is expected now";
        field_gone: body first::T => fewer::T, Some(Compatible), "";
        field_gone_and_unknown_ones_denied: body first::T => strict::T, Some(Breaking),
            "argument 1 `body.y`: clients that send `y` are refused: no such member is accepted";
        unknown_fields_denied: body fewer::T => strict::T, Some(Notable),
            "argument 1 `body`: clients that send an object with members that are not listed may be refused";
        field_of_another_type: body first::T => retyped::T, Some(Breaking),
            "argument 1 `body.x`: clients that send `x` as an integer are refused: a string is expected now";
        wider_number: body first::T => wider::T, Some(Compatible), "";
        narrower_number: body wider::T => first::T, Some(Notable),
            "argument 1 `body.x`: clients that send `x` as a number above 255, such as `256`, may be refused";
        signed_number: body u64 => i64, Some(Notable), "";
        type_renamed: body first::T => renamed::Renamed, None, "";
        enum_has_a_new_value: body first::E => more::E, Some(Compatible), "";
        enum_lost_a_value: body more::E => first::E, Some(Breaking),
            "argument 1 `body`: clients that send `\"Three\"` are refused: `\"One\"` or `\"Two\"` is expected now";
        enum_becomes_text: body first::E => String, None, "";
        text_becomes_enum: body String => first::E, Some(Breaking),
            "argument 1 `body`: clients that send a string are refused: `\"One\"` or `\"Two\"` is expected now";
        tagged_enum_lost_a_variant: body more::I => first::I, Some(Breaking),
            "argument 1 `body`: clients that send an object with `t: \"Three\"` are refused";
        variant_has_a_new_required_field: body first::X => more::X, Some(Breaking),
            "argument 1 `body.Two.b`: clients that do not send `b` are refused: it is required now";
        untagged_enum_has_a_new_variant: body first::U => more::U, Some(Compatible), "";
        untagged_enum_lost_a_variant: body more::U => first::U, Some(Breaking),
            "argument 1 `body`: clients that send a boolean are refused";
        integer_becomes_number: body u8 => f64, Some(Compatible), "";
        number_becomes_integer: body f64 => u8, Some(Breaking),
            "argument 1 `body`: clients that send a number are refused: an integer is expected now";
        value_becomes_list: body u8 => Vec<u8>, Some(Breaking),
            "argument 1 `body`: clients that send an integer are refused: a list is expected now";
        tuple_grows: body (u8, u8) => (u8, u8, u8), Some(Breaking),
            "argument 1 `body`: clients that send a list of 2 elements instead of 3 are refused";
        list_becomes_array: body Vec<u8> => [u8; 3], Some(Breaking),
            "argument 1 `body`: clients that send a list of another length than 3 are refused";
        element_of_a_tuple: body (u8, u8) => (u8, bool), Some(Breaking),
            "argument 1 `body[1]`: clients that send element 2 as an integer are refused: a boolean is expected now";
        element_of_a_list: body Vec<u8> => Vec<String>, Some(Breaking),
            "argument 1 `body[]`: clients that send an element as an integer are refused: a string is expected now";
        null_is_not_accepted: body Option<u8> => u8, Some(Breaking),
            "argument 1 `body`: clients that send `null` are refused: an integer is expected now";
        recursive_type_has_a_new_required_field: body first::R => more::R, Some(Breaking),
            "argument 1 `body.more`: clients that do not send `more` are refused: it is required now";
        flattened_struct_has_a_new_required_field: body first::F => more::F, Some(Breaking),
            "argument 1 `body.z`: clients that do not send `z` are refused: it is required now";
        map_becomes_struct: body BTreeMap<String, u8> => first::T, Some(Breaking),
            "argument 1 `body.x`: clients that do not send `x` are refused: it is required now";
        values_of_a_map: body BTreeMap<String, u8> => BTreeMap<String, bool>, Some(Breaking),
            "argument 1 `body.*`: clients that send a member as an integer are refused: a boolean is expected now";
        map_by_number: body BTreeMap<String, u8> => BTreeMap<u32, u8>, Some(Breaking), "";
        described_becomes_unknown: body first::T => Value, None, "";
        unknown_becomes_described: body Value => first::T, Some(Notable),
            "argument 1 `body`: clients that send something else than what is described now may be refused: the old \
             contract allowed any value";
    }
}

mod answers {
    use super::*;

    rows! {
        the_same: answer first::T => first::T, None, "";
        new_field: answer first::T => more::T, Some(Compatible), "";
        new_field_of_a_closed_type: answer strict::T => first::T, Some(Compatible), "";
        field_gone: answer more::T => first::T, Some(Breaking),
            "answer argument 1 `body.z`: clients that read `z` do not get it any more";
        field_may_be_missing: answer first::T => skipped::T, Some(Breaking),
            "answer argument 1 `body.y`: clients that read `y` may not get it: it may be left out now";
        field_may_be_null: answer needed::T => first::T, Some(Breaking),
            "answer argument 1 `body.y`: clients may get `y` as `null`, where they expect a string";
        field_is_never_null: answer first::T => needed::T, Some(Compatible), "";
        field_of_another_type: answer first::T => retyped::T, Some(Breaking),
            "answer argument 1 `body.x`: clients may get `x` as a string, where they expect an integer";
        wider_number: answer first::T => wider::T, Some(Notable),
            "answer argument 1 `body.x`: clients may get `x` as a number above 255, such as `256`, which they never \
             got before";
        longer_number: answer u32 => u64, Some(Notable), "";
        narrower_number: answer u64 => u32, Some(Compatible), "";
        enum_has_a_new_value: answer first::E => more::E, Some(Breaking),
            "answer argument 1 `body`: clients may get `\"Three\"`, where they expect `\"One\"` or `\"Two\"`";
        enum_lost_a_value: answer more::E => first::E, Some(Compatible), "";
        tagged_enum_has_a_new_variant: answer first::I => more::I, Some(Breaking),
            "answer argument 1 `body`: clients may get an object with `t: \"Three\"`, which they do not know";
        variant_has_a_new_field: answer first::X => more::X, Some(Compatible), "";
        untagged_enum_has_a_new_variant: answer first::U => more::U, Some(Breaking),
            "answer argument 1 `body`: clients may get a boolean, which they do not know";
        recursive_type_lost_a_field: answer more::R => first::R, Some(Breaking),
            "answer argument 1 `body.more`: clients that read `more` do not get it any more";
        list_becomes_array: answer Vec<u8> => [u8; 3], Some(Compatible), "";
        array_becomes_list: answer [u8; 3] => Vec<u8>, Some(Breaking),
            "answer argument 1 `body`: clients may get a list of another length than 3, which they do not know";
        described_becomes_unknown: answer first::T => Value, Some(Notable),
            "answer argument 1 `body`: clients may get any value: the new contract does not describe it any more";
        unknown_becomes_described: answer Value => first::T, Some(Compatible), "";
    }
}

/// The worst verdict and the first line for a body with these schemas.
#[track_caller]
fn rule(old: &Value, new: &Value, what: &str) {
    let of = |schema: &Value| {
        contract(|contract| message(contract).body = vec![argument(schema.clone())])
    };
    let changes = of(new).changes_since(&of(old));
    let expected: &[&str] = if what.is_empty() { &[] } else { &[what] };
    let worse = changes.iter().filter(|change| change.verdict != Compatible);
    assert_eq!(
        worse.map(|change| change.what.as_str()).collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn rules_for_what_clients_send() {
    let text = |keyword: &str, value: Value| json!({ "type": "string", keyword: value });
    let any = json!({ "type": "string" });
    rule(
        &any,
        &text("minLength", 3.into()),
        "clients that send a string of fewer than 3 characters may be refused",
    );
    rule(&text("minLength", 3.into()), &any, "");
    rule(
        &text("maxLength", 9.into()),
        &text("maxLength", 8.into()),
        "clients that send a string of more than 8 characters may be refused",
    );
    rule(
        &text("maxLength", 8.into()),
        &text("maxLength", 9.into()),
        "",
    );
    rule(
        &any,
        &text("pattern", "^a".into()),
        "clients that send a string that does not match `^a` may be refused",
    );
    rule(
        &any,
        &text("format", "uuid".into()),
        "clients that send a string that is no `uuid` may be refused",
    );
    rule(&text("format", "uuid".into()), &any, "");
    let number = json!({ "type": "number" });
    rule(
        &number,
        &json!({ "type": "number", "multipleOf": 5 }),
        "clients that send a number that is no multiple of 5 may be refused",
    );
    rule(
        &json!({ "type": "integer", "minimum": 0 }),
        &json!({ "type": "integer", "minimum": 1 }),
        "clients that send a number below 1, such as `0`, may be refused",
    );
    rule(
        &json!({ "type": "integer" }),
        &json!({ "type": "integer", "exclusiveMinimum": 0 }),
        "clients that send a number below 1, such as `0`, may be refused",
    );
    rule(
        &number,
        &json!({ "type": "number", "exclusiveMinimum": 0 }),
        "clients that send a number that is not above 0 may be refused",
    );
    rule(
        &number,
        &json!({ "type": "number", "exclusiveMaximum": 1.5 }),
        "clients that send a number that is not below 1.5 may be refused",
    );
    let list = |least: u64| json!({ "type": "array", "items": true, "minItems": least });
    rule(
        &list(0),
        &list(2),
        "clients that send a list of fewer than 2 elements may be refused",
    );
    rule(
        &any,
        &json!({ "type": "string", "format": "binary", "x-binary": true }),
        "clients that send a string are refused: binary data is expected now",
    );
    rule(&json!(false), &any, "");
    rule(
        &any,
        &json!(false),
        "clients that send a string are refused",
    );
}

#[test]
fn lengths_of_answers_do_not_matter() {
    let of = |schema: Value| {
        contract(|contract| {
            message(contract).answer.acknowledgement = vec![argument(schema.clone())];
        })
    };
    let (short, long) = (
        json!({ "type": "string", "maxLength": 3 }),
        json!({ "type": "string" }),
    );
    let changes = of(long).changes_since(&of(short));
    assert_eq!(worst(&changes), Some(Compatible));
}

#[test]
fn names_of_types_do_not_matter() {
    let named = |inner: &str, other: &str| {
        contract(|contract| {
            contract
                .types
                .insert(inner.into(), json!({ "type": "integer" }));
            contract
                .types
                .insert(other.into(), json!({ "type": "string" }));
            let schema = json!({ "$ref": format!("#/types/{inner}") });
            message(contract).body = vec![argument(schema)];
        })
    };
    let changes = named("Inner2", "Inner").changes_since(&named("Inner", "Inner2"));
    assert_eq!(worst(&changes), Some(Compatible), "{changes:#?}");
    // They matter to TypeScript that imports them.
    let notable = changes.iter().filter(|change| change.verdict == Notable);
    let notable: Vec<String> = notable.map(ToString::to_string).collect();
    assert_eq!(
        notable,
        [
            "notable: type `Inner`: the name means another type now: TypeScript code that imports it may not compile any \
           more"
        ]
    );
}

#[test]
fn a_name_that_a_new_message_takes_over_is_notable() {
    let item = |is_required: bool| {
        let required: &[&str] = if is_required { &["x"] } else { &[] };
        json!({ "type": "object", "properties": { "x": { "type": "integer" } }, "required": required })
    };
    // The message reads `Item`. With an answer of the same type, `Item` is what is answered.
    let old = contract(|contract| {
        contract.types.insert("Item".into(), item(false));
        message(contract).body = vec![argument(json!({ "$ref": "#/types/Item" }))];
    });
    let new = contract(|contract| {
        contract.types.insert("Item".into(), item(true));
        contract.types.insert("ItemInput".into(), item(false));
        message(contract).body = vec![argument(json!({ "$ref": "#/types/ItemInput" }))];
        let mut other = message(contract).clone();
        other.answer.acknowledgement = vec![argument(json!({ "$ref": "#/types/Item" }))];
        let messages = &mut super::sample::namespace(contract).messages;
        messages.insert("other".into(), other);
    });
    let changes = new.changes_since(&old);
    assert_eq!(
        changes[0].to_string(),
        "notable: type `Item`: the name means another type now: TypeScript code that imports it may not compile any more",
        "{changes:#?}"
    );
    assert!(
        changes[1..]
            .iter()
            .all(|change| change.verdict == Compatible),
        "{changes:#?}"
    );
}

#[test]
fn a_type_that_is_answered_may_get_members() {
    let with = |members: &[&str]| {
        contract(|contract| {
            let properties = members.iter();
            let properties =
                properties.map(|name| ((*name).to_owned(), json!({ "type": "integer" })));
            let properties: BTreeMap<String, Value> = properties.collect();
            contract.types.insert(
                "T".into(),
                json!({ "type": "object", "properties": properties, "required": members }),
            );
            message(contract).answer.acknowledgement =
                vec![argument(json!({ "$ref": "#/types/T" }))];
        })
    };
    let changes = with(&["x", "y"]).changes_since(&with(&["x"]));
    assert!(
        changes.iter().all(|change| change.verdict == Compatible),
        "{changes:#?}"
    );
}

#[test]
fn a_default_that_changes_is_notable() {
    let with = |default: Value, is_body: bool| {
        contract(move |contract| {
            let member = json!({ "type": "integer", "default": default });
            let schema = json!({ "type": "object", "properties": { "n": member } });
            if is_body {
                message(contract).body = vec![argument(schema)];
            } else {
                message(contract).answer.acknowledgement = vec![argument(schema)];
            }
        })
    };
    super::sample::are(
        &with(json!(1), true),
        &with(json!(2), true),
        &[
            "notable: / message \"e\" argument 1 `body.n`: clients that leave out `n` mean something else now: `2` instead of \
           `1`",
        ],
    );
    let changes = with(json!(2), false).changes_since(&with(json!(1), false));
    assert_eq!(worst(&changes), Some(Compatible));
}

#[test]
fn a_type_that_many_messages_use_is_spoken_of_once() {
    let with = |number: &str| {
        contract(|contract| {
            contract.types.insert(
                "T".into(),
                json!({ "type": "object", "properties": { "x": { "type": number } } }),
            );
            let mut own = message(contract).clone();
            own.body = vec![argument(json!({ "$ref": "#/types/T" }))];
            for name in ["a", "b", "c", "d", "e", "f"] {
                let messages = &mut super::sample::namespace(contract).messages;
                messages.insert(name.into(), own.clone());
            }
        })
    };
    let changes = with("string").changes_since(&with("integer"));
    assert_eq!(changes.len(), 2, "{changes:#?}");
    assert_eq!(
        changes[0].to_string(),
        "breaking: / message \"a\" argument 1 `body.x`: clients that send `x` as an integer are refused: a string is \
         expected now (the same at / message \"b\" argument 1 `body.x`, / message \"c\" argument 1 `body.x`, / message \
         \"d\" argument 1 `body.x`, 2 more)"
    );
}
