//! `Validation`, `Validated` and `ByType` have bodies that are checked before a method gets them.
#![allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "garde calls a rule with a reference"
)]

use std::collections::HashMap;

use garde::Validate;
use gateway_runtime::prelude::*;

#[derive(Serialize, Deserialize, Validate)]
struct Item {
    #[garde(length(min = 1))]
    name: String,
    #[garde(range(min = 1, max = 100))]
    count: u32,
}

#[derive(Serialize, Deserialize, Validate)]
struct Order {
    #[garde(email)]
    email: String,
    #[garde(dive)]
    items: Vec<Item>,
}

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

/// No `Validate` is implemented for it.
#[derive(Deserialize)]
struct Unchecked {
    name: String,
}

/// Kept with a socket that is logged in.
#[derive(Clone)]
struct LoggedIn;

/// A guard: lets a client through that is logged in.
struct Admin;

impl FromSocket for Admin {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        let logged_in: Option<LoggedIn> = socket.data();
        logged_in.or_forbidden("for admins only")?;
        Ok(Self)
    }
}

/// Where a parameter says so.
#[websocket_gateway(namespace = "validation")]
struct Validation;

#[websocket_gateway]
impl Validation {
    #[subscribe_message("order")]
    fn order(&self, #[message_body(validate)] order: Order) -> usize {
        order.items.len()
    }

    #[subscribe_message("order-key")]
    fn order_key(&self, #[message_body("item", validate)] item: Item) -> u32 {
        item.count
    }

    #[subscribe_message("log-in")]
    fn log_in(&self, #[connected_socket] socket: Socket) {
        socket.set_data(LoggedIn);
    }

    #[subscribe_message("for-admins")]
    fn for_admins(&self, #[message_body(validate)] order: Order, _admin: Admin) -> usize {
        order.items.len()
    }

    #[subscribe_message("for-admins-key")]
    fn for_admins_key(
        &self,
        #[message_body("item", validate)] item: Item,
        Admin: Admin,
        #[message_body("other")] _other: Option<u8>,
    ) -> u32 {
        item.count
    }

    #[subscribe_message("not-checked")]
    fn not_checked(&self, #[message_body(unchecked)] order: Order) -> usize {
        order.items.len()
    }
}

/// All bodies of the gateway.
#[websocket_gateway(namespace = "validated", validate)]
struct Validated;

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
        #[message_body] any: serde_json::Value,
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

/// Nothing says `validate`: the types decide.
#[websocket_gateway(namespace = "by-type")]
struct ByType;

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
