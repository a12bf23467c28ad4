//! `Validation` and `Validated` have bodies that are checked before a method gets them.

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

/// A guard: lets a client through that says it is an admin.
struct Admin;

impl FromSocket for Admin {
    fn from_socket(socket: &Socket) -> Result<Self, WsError> {
        let role: Option<String> = socket.handshake().auth()?;
        match role.as_deref() {
            Some("admin") => Ok(Self),
            _ => Err(WsError::forbidden("for admins only")),
        }
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

    #[subscribe_message("second")]
    fn second(&self, #[message_body] first: Item, #[message_body] second: Item) -> u32 {
        first.count + second.count
    }
}
