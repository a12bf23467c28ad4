//! `Texts` takes numbers and booleans that clients may send as text.

use gateway_runtime::prelude::*;
use serde_json::{Value, json};

#[derive(Serialize, Deserialize)]
struct Page {
    number: FromText<u32>,
    descending: Option<FromText<bool>>,
    #[serde(default)]
    prices: Vec<FromText<f64>>,
}

#[websocket_gateway(namespace = "from-text")]
struct Texts;

#[websocket_gateway]
impl Texts {
    #[subscribe_message("u32")]
    fn unsigned(&self, #[message_body] FromText(value): FromText<u32>) -> u32 {
        value
    }

    #[subscribe_message("i64")]
    fn signed(&self, #[message_body] value: FromText<i64>) -> String {
        value.to_string()
    }

    #[subscribe_message("f64")]
    fn float(&self, #[message_body] value: FromText<f64>) -> f64 {
        value.into()
    }

    #[subscribe_message("bool")]
    fn boolean(&self, #[message_body] value: FromText<bool>) -> bool {
        value.into_inner()
    }

    #[subscribe_message("string")]
    fn string(&self, #[message_body] value: FromText<String>) -> String {
        value.into_inner()
    }

    #[subscribe_message("key")]
    fn key(&self, #[message_body("id")] id: FromText<u32>) -> u32 {
        *id
    }

    #[subscribe_message("optional")]
    fn optional(&self, #[message_body("id")] id: Option<FromText<u32>>) -> Option<u32> {
        id.map(FromText::into_inner)
    }

    #[subscribe_message("page")]
    fn page(&self, #[message_body] page: Page) -> Page {
        page
    }

    #[subscribe_message("args")]
    fn args(&self, #[message_body] Args((id, all)): Args<(FromText<u8>, FromText<bool>)>) -> Value {
        json!([id, all])
    }
}
