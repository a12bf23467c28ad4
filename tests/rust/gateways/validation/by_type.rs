//! `ByType` says nowhere that bodies are validated: their types decide.
#![allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "garde calls a rule with a reference"
)]

use std::collections::HashMap;

use garde::Validate;
use gateway_runtime::prelude::*;
use serde_json::{Value, json};

use super::{Item, Order, Unchecked, assert_invalid, join, nothing, tea, wrong_order};
use crate::{
    packets::ask_with,
    told::told,
    way::{Way, over_each_way},
};

/// What a rule is told.
struct Limit(u32);

/// Its context has no default, so nobody can tell the limit.
#[derive(Deserialize, Validate)]
#[garde(context(Limit))]
struct WithContext {
    #[garde(custom(at_most))]
    count: u32,
}

#[derive(Default)]
struct Ten;

/// Its context has a default.
#[derive(Deserialize, Validate)]
#[garde(context(Ten))]
struct WithDefault {
    #[garde(custom(at_most_ten))]
    count: u32,
}

fn at_most(count: &u32, limit: &Limit) -> garde::Result {
    (*count <= limit.0)
        .then_some(())
        .ok_or_else(|| garde::Error::new("too many"))
}

fn at_most_ten(count: &u32, _: &Ten) -> garde::Result {
    (*count <= 10)
        .then_some(())
        .ok_or_else(|| garde::Error::new("too many"))
}

/// Numbers that may come as text, with rules.
#[derive(Deserialize, Validate)]
struct Texts {
    #[garde(inner(range(min = 1)))]
    count: FromText<u32>,
    #[garde(dive)]
    limited: FromText<Limited>,
}

#[derive(Deserialize, Validate)]
#[serde(transparent)]
#[garde(transparent)]
struct Limited(#[garde(range(max = 3))] u32);

impl std::str::FromStr for Limited {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A guard that looks into the body.
#[guard(message)]
fn few(#[message_body] item: Item) -> bool {
    item.count < 50
}

/// Takes the rules of what it changes for granted.
#[pipe]
fn named(item: Item) -> String {
    item.name
}

#[websocket_gateway(namespace = "by-type")]
pub(super) struct ByType;

#[websocket_gateway]
impl ByType {
    #[subscribe_message("order")]
    fn order(&self, #[message_body] order: Order) -> usize {
        order.items.len()
    }

    #[subscribe_message("order-key")]
    fn order_key(&self, #[message_body("item")] item: Item) -> u32 {
        item.count
    }

    #[subscribe_message("lists")]
    fn lists(
        &self,
        #[message_body] all: Vec<Item>,
        #[message_body] one: Option<Box<Item>>,
        #[message_body] named: HashMap<String, Item>,
    ) -> usize {
        all.len() + usize::from(one.is_some()) + named.len()
    }

    #[subscribe_message("args")]
    fn args(&self, #[message_body] Args((first, second)): Args<(Item, Vec<Item>)>) -> usize {
        first.name.len() + second.len()
    }

    #[subscribe_message("mixed")]
    fn mixed(&self, #[message_body] number: u32, #[message_body] item: Item) -> u32 {
        number + item.count
    }

    #[subscribe_message("without-rules")]
    fn without_rules(
        &self,
        #[message_body] unchecked: Unchecked,
        #[message_body] number: Option<u32>,
        #[message_body] pair: Option<(u32, Item)>,
        #[message_body] context: Option<WithContext>,
    ) -> u32 {
        let pair = pair.map_or(0, |(number, item)| number + item.count);
        let length = u32::try_from(unchecked.name.len()).unwrap_or_default();
        length + number.unwrap_or(0) + pair + context.map_or(0, |context| context.count)
    }

    #[subscribe_message("default-context")]
    fn default_context(&self, #[message_body] body: WithDefault) -> u32 {
        body.count
    }

    #[subscribe_message("not-checked")]
    fn not_checked(
        &self,
        #[message_body(unchecked)] order: Order,
        #[message_body("email", unchecked)] email: String,
    ) -> usize {
        order.items.len() + email.len()
    }

    #[subscribe_message("texts")]
    fn texts(&self, #[message_body] texts: Texts) -> u32 {
        *texts.count + texts.limited.0.0
    }

    #[subscribe_message("text")]
    fn text(&self, #[message_body("limited")] FromText(limited): FromText<Limited>) -> u32 {
        limited.0
    }

    #[use_guards(few)]
    #[subscribe_message("guarded")]
    fn guarded(&self) -> &'static str {
        "let in"
    }

    #[subscribe_message("piped")]
    fn piped(&self, #[message_body(pipe = named)] name: String) -> String {
        name
    }

    #[subscribe_message("piped-unchecked")]
    fn piped_unchecked(&self, #[message_body(pipe = named, unchecked)] name: String) -> String {
        name
    }

    #[subscribe_message(fallback)]
    fn rest(&self, #[message_body] item: Option<Item>) -> u32 {
        item.map_or(0, |item| item.count)
    }
}

over_each_way!(
    a_type_with_rules_is_validated,
    a_body_without_rules_is_taken_as_it_decodes,
    a_body_is_taken_as_it_decodes_where_the_parameter_says_so,
    a_guard_that_the_rules_let_through_decides_all_the_same,
);

/// An event, arguments with their answer, and arguments that break rules, with the wrong fields.
type Case = (&'static str, Value, Value, Value, &'static [&'static str]);

fn cases() -> [Case; 11] {
    let both = &["count", "name"];
    let count = &["count"];
    let no_tea = json!({ "name": "tea", "count": 0 });
    [
        // Lists, options, boxes and maps.
        (
            "lists",
            json!([[tea()], tea(), { "a": tea() }]),
            json!(3),
            json!([[tea(), nothing()], tea(), {}]),
            &["[1].count", "[1].name"],
        ),
        (
            "lists",
            json!([[], null, {}]),
            json!(0),
            json!([[], nothing(), {}]),
            both,
        ),
        (
            "lists",
            json!([[], null, { "a": tea(), "b": tea() }]),
            json!(2),
            json!([[], null, { "a": nothing() }]),
            &["a.count", "a.name"],
        ),
        (
            "args",
            json!([tea(), [tea()]]),
            json!(4),
            json!([tea(), [nothing()]]),
            &["[0].count", "[0].name"],
        ),
        // A body beside a plain value.
        (
            "mixed",
            json!([1, tea()]),
            json!(3),
            json!([1, no_tea]),
            count,
        ),
        // A type whose context has a default.
        (
            "default-context",
            json!([{ "count": 10 }]),
            json!(10),
            json!([{ "count": 11 }]),
            count,
        ),
        // A number that comes as text, the type of one, and this behind a key.
        (
            "texts",
            json!([{ "count": "2", "limited": "3" }]),
            json!(5),
            json!([{ "count": "0", "limited": 4 }]),
            &["count", "limited"],
        ),
        (
            "text",
            json!([{ "limited": "3" }]),
            json!(3),
            json!([{ "limited": "4" }]),
            &["limited"],
        ),
        // The bodies of a guard, of a pipe and of a fallback.
        (
            "guarded",
            json!([tea()]),
            json!("let in"),
            json!([nothing()]),
            both,
        ),
        (
            "piped",
            json!([tea()]),
            json!("tea"),
            json!([nothing()]),
            both,
        ),
        (
            "whatever",
            json!([tea()]),
            json!(2),
            json!([nothing()]),
            both,
        ),
    ]
}

async fn a_type_with_rules_is_validated(way: Way) {
    let (_app, client) = join::<ByType>(way).await;
    for (event, valid, expected, broken, paths) in cases() {
        let answer = ask_with::<Value>(&client, event, valid.as_array().unwrap()).await;
        assert_eq!(answer, Ok(expected), "{event}");
        let answer = ask_with::<()>(&client, event, broken.as_array().unwrap()).await;
        assert_invalid(&answer.unwrap_err(), event, paths);
    }
}

async fn a_body_without_rules_is_taken_as_it_decodes(way: Way) {
    let (_app, client) = join::<ByType>(way).await;
    let event = "without-rules";
    let values = Args((json!({ "name": "An" }), 3));
    assert_eq!(client.ask::<u32>(event, &values).await, Ok(5));
    // A tuple whose members are not all valid types, and a type whose context has no default.
    let context = json!({ "count": 99 });
    let values = Args((json!({ "name": "" }), 0, (1, nothing()), context));
    assert_eq!(client.ask::<u32>(event, &values).await, Ok(100));
}

async fn a_body_is_taken_as_it_decodes_where_the_parameter_says_so(way: Way) {
    let (_app, client) = join::<ByType>(way).await;
    let answer = client.ask::<usize>("not-checked", &wrong_order()).await;
    assert_eq!(answer, Ok(8));
    let answer = client.ask::<String>("piped-unchecked", &nothing()).await;
    assert_eq!(answer.unwrap(), "");
}

async fn a_guard_that_the_rules_let_through_decides_all_the_same(way: Way) {
    let (_app, client) = join::<ByType>(way).await;
    let many = json!({ "name": "tea", "count": 50 });
    let error = client.ask::<()>("guarded", &many).await.unwrap_err();
    assert_eq!(error, told("forbidden", error.message(), "guarded"));
}
