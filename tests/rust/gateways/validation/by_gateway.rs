//! `Validated` says of all its bodies that they are validated.

use std::collections::HashMap;

use garde::Validate;
use gateway_runtime::prelude::*;
use serde_json::{Value, json};

use super::{Item, Order, Unchecked, assert_invalid, join, tea, wrong_order};
use crate::{
    packets::ask_with,
    way::{Way, over_each_way},
};

/// The client's names are not Rust's.
#[derive(Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
struct ChatMessage {
    #[garde(length(min = 1))]
    chat_id: String,
    #[garde(required)]
    sent_by: Option<u8>,
    #[serde(default)]
    #[garde(dive)]
    read_receipts: Vec<Receipt>,
    #[garde(dive)]
    content: Option<Content>,
}

#[derive(Deserialize, Validate)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
struct Receipt {
    #[garde(length(min = 1))]
    user_name: String,
}

#[derive(Deserialize, Validate)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Content {
    PlainText {
        #[garde(length(max = 3))]
        whole_text: String,
    },
}

#[websocket_gateway(namespace = "validated", validate)]
pub(super) struct Validated;

#[websocket_gateway]
impl Validated {
    #[subscribe_message("order")]
    fn order(&self, #[message_body] order: Order) -> usize {
        order.items.len()
    }

    #[subscribe_message("order-key")]
    fn order_key(&self, #[message_body("item")] item: Item) -> u32 {
        item.count
    }

    #[subscribe_message("chat")]
    fn chat(&self, #[message_body] message: ChatMessage) -> usize {
        let Content::PlainText { whole_text } = message.content.unwrap_or(Content::PlainText {
            whole_text: message.chat_id,
        });
        whole_text.len() + message.read_receipts.len() + usize::from(message.sent_by.is_some())
    }

    #[subscribe_message("chats")]
    fn chats(&self, #[message_body] messages: Vec<ChatMessage>) -> usize {
        messages.len()
    }

    #[subscribe_message("chat-key")]
    fn chat_key(&self, #[message_body("message")] message: ChatMessage) -> usize {
        message.chat_id.len()
    }

    #[subscribe_message("chat-args")]
    fn chat_args(
        &self,
        #[message_body] Args((first, second)): Args<(ChatMessage, Vec<Receipt>)>,
    ) -> usize {
        first.chat_id.len() + second.len()
    }

    #[subscribe_message("primitives")]
    fn primitives(
        &self,
        #[message_body] number: u32,
        #[message_body] text: Option<Vec<String>>,
        #[message_body] numbers: HashMap<String, (u8, bool)>,
        #[message_body] any: Value,
        #[message_body] data: Bytes,
    ) -> usize {
        let _ = any;
        number as usize + text.unwrap_or_default().len() + numbers.len() + data.len()
    }

    #[subscribe_message("primitive-key")]
    fn primitive_key(&self, #[message_body("userId")] user: String) -> String {
        user
    }

    #[subscribe_message("primitive-args")]
    fn primitive_args(&self, #[message_body] Args((a, b)): Args<(u8, Box<str>)>) -> usize {
        usize::from(a) + b.len()
    }

    #[subscribe_message("mixed")]
    fn mixed(&self, #[message_body] number: u32, #[message_body] item: Item) -> u32 {
        number + item.count
    }

    #[subscribe_message("not-checked")]
    fn not_checked(
        &self,
        #[message_body("order", unchecked)] order: Order,
        #[message_body(unchecked)] unchecked: Unchecked,
    ) -> usize {
        order.items.len() + unchecked.name.len()
    }

    #[subscribe_message("second")]
    fn second(&self, #[message_body] first: Item, #[message_body] second: Item) -> u32 {
        first.count + second.count
    }
}

over_each_way!(
    each_of_several_bodies_is_validated,
    of_several_bodies_each_is_validated_that_can_be,
    the_paths_are_the_names_of_the_client,
    valid_bodies_with_other_names_than_those_of_rust_are_taken,
    what_has_nothing_to_validate_is_let_through,
    a_body_is_taken_as_it_decodes_where_the_parameter_says_so,
);

/// An item of which there is none.
fn no_tea() -> Value {
    json!({ "name": "tea", "count": 0 })
}

fn chat() -> Value {
    json!({ "chatId": "general", "sentBy": 1 })
}

/// The same with one more member.
fn chat_with(key: &str, member: Value) -> Value {
    let mut chat = chat();
    chat[key] = member;
    chat
}

async fn each_of_several_bodies_is_validated(way: Way) {
    let (_app, client) = join::<Validated>(way).await;
    let event = "second";
    assert_eq!(client.ask::<u32>(event, &Args((tea(), tea()))).await, Ok(4));
    for values in [(tea(), no_tea()), (no_tea(), tea())] {
        let answer = client.ask::<()>(event, &Args(values)).await;
        assert_invalid(&answer.unwrap_err(), event, &["count"]);
    }
}

async fn of_several_bodies_each_is_validated_that_can_be(way: Way) {
    let (_app, client) = join::<Validated>(way).await;
    let answer = client.ask::<u32>("mixed", &Args((0, tea()))).await;
    assert_eq!(answer, Ok(2));
    let answer = client.ask::<()>("mixed", &Args((0, no_tea()))).await;
    assert_invalid(&answer.unwrap_err(), "mixed", &["count"]);
}

async fn the_paths_are_the_names_of_the_client(way: Way) {
    let (_app, client) = join::<Validated>(way).await;
    let receipts = json!([{ "USER-NAME": "An" }, { "USER-NAME": "" }]);
    let content = json!({ "plainText": { "wholeText": "long" } });
    let cases: [(&str, Value, &[&str]); 7] = [
        // Of a struct, and of a field that was not sent.
        ("chat", json!([{ "chatId": "", "sentBy": 1 }]), &["chatId"]),
        ("chat", json!([{ "chatId": "general" }]), &["sentBy"]),
        // Of a list, and of a variant.
        (
            "chat",
            json!([chat_with("readReceipts", receipts)]),
            &["readReceipts[1].USER-NAME"],
        ),
        (
            "chat",
            json!([chat_with("content", content)]),
            &["content.plainText.wholeText"],
        ),
        // Of a list as the body, of a keyed body and of `Args`.
        (
            "chats",
            json!([[chat(), { "chatId": "" }]]),
            &["[1].chatId", "[1].sentBy"],
        ),
        (
            "chat-key",
            json!([{ "message": { "chatId": "" } }]),
            &["message.chatId", "message.sentBy"],
        ),
        (
            "chat-args",
            json!([{ "chatId": "", "sentBy": 1 }, [{ "USER-NAME": "" }]]),
            &["[0].USER-NAME", "chatId"],
        ),
    ];
    for (event, values, paths) in cases {
        let answer = ask_with::<()>(&client, event, values.as_array().unwrap()).await;
        assert_invalid(&answer.unwrap_err(), event, paths);
    }
}

async fn valid_bodies_with_other_names_than_those_of_rust_are_taken(way: Way) {
    let (_app, client) = join::<Validated>(way).await;
    let content = json!({ "plainText": { "wholeText": "abc" } });
    for (event, values, expected) in [
        ("chat", json!([chat_with("content", content)]), 4),
        ("chats", json!([[chat(), chat()]]), 2),
        ("chat-args", json!([chat(), [{ "USER-NAME": "An" }]]), 8),
    ] {
        let answer = ask_with::<usize>(&client, event, values.as_array().unwrap()).await;
        assert_eq!(answer, Ok(expected), "{event}");
    }
}

async fn what_has_nothing_to_validate_is_let_through(way: Way) {
    let (_app, client) = join::<Validated>(way).await;
    let map = json!({ "a": [1, true] });
    let any = json!({ "any": "thing" });
    let values = Args((1, ["a"], map, any, Bytes::from_static(b"ab")));
    assert_eq!(client.ask::<usize>("primitives", &values).await, Ok(5));
    let user = json!({ "userId": "" });
    let answer = client.ask::<String>("primitive-key", &user).await;
    assert_eq!(answer.unwrap(), "");
    let answer = client
        .ask::<usize>("primitive-args", &Args((1, "text")))
        .await;
    assert_eq!(answer, Ok(5));
}

async fn a_body_is_taken_as_it_decodes_where_the_parameter_says_so(way: Way) {
    let (_app, client) = join::<Validated>(way).await;
    let sent = json!({ "order": wrong_order(), "name": "An" });
    assert_eq!(client.ask::<usize>("not-checked", &sent).await, Ok(4));
}
