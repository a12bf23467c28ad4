//! `Validation` and `Validated` have bodies that are checked before a method gets them.

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
    fn not_checked(&self, #[message_body] order: Order) -> usize {
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
        #[message_body("order", validate = false)] order: Order,
        #[message_body(validate = false)] unchecked: Unchecked,
    ) -> usize {
        order.items.len() + unchecked.name.len()
    }

    #[subscribe_message("second")]
    fn second(&self, #[message_body] first: Item, #[message_body] second: Item) -> u32 {
        first.count + second.count
    }
}
