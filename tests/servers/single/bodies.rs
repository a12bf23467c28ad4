//! `Bodies` takes what the official client makes of values that JSON does not have.

use gateway_runtime::prelude::*;
use serde_json::{Value, json};

#[derive(Serialize, Deserialize)]
struct User {
    name: String,
    age: u8,
}

#[websocket_gateway(namespace = "bodies")]
struct Bodies;

#[websocket_gateway]
impl Bodies {
    #[subscribe_message("typed")]
    fn typed(&self, #[message_body] user: User) -> User {
        user
    }

    #[subscribe_message("keys")]
    fn keys(
        &self,
        #[message_body("name")] name: String,
        #[message_body("age")] age: Option<u8>,
    ) -> Value {
        json!({ "name": name, "age": age })
    }

    #[subscribe_message("text")]
    fn text(&self, #[message_body] text: String) -> String {
        text
    }

    #[subscribe_message("any")]
    fn any(&self, #[message_body] value: Value) -> Value {
        value
    }
}
