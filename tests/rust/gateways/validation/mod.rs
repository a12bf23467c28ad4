//! Bodies are validated whose types have rules, unless a parameter says otherwise; the error lists every wrong field, to
//! those who may call the method (docs/guarantees.md, 9). `Validation`, `Validated` and `ByType` differ in where it is said
//! that bodies are validated.

mod by_gateway;
mod by_parameter;
mod by_type;
mod everywhere;

use garde::Validate;
use gateway_runtime::{
    Gateway,
    prelude::*,
    testing::{Client, ErrorObject, TestApp},
};
use serde_json::{Value, json};

use self::{by_gateway::Validated, by_parameter::Validation, by_type::ByType};
use crate::{told::told, way::Way};

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

/// No `Validate` is implemented for it.
#[derive(Deserialize)]
struct Unchecked {
    name: String,
}

async fn join<G: Gateway>(way: Way) -> (TestApp, Client) {
    let builder = GatewayApp::builder().only::<(Validation, Validated, ByType)>();
    let app = way.start(builder).await;
    let client = way.join::<G>(&app).await;
    (app, client)
}

/// The error says that the body is not valid, and lists these fields, each with a reason.
#[track_caller]
fn assert_invalid(error: &ErrorObject, event: &str, paths: &[&str]) {
    assert_eq!(
        (error.code(), error.message(), error.pattern()),
        ("bad_request", "the validation failed", Some(event))
    );
    assert_eq!(error.details::<Value>(), None);
    let mut fields: Vec<_> = error.fields().collect();
    fields.sort_unstable();
    assert!(fields.iter().all(|(_, message)| !message.is_empty()));
    let listed: Vec<&str> = fields.iter().map(|(path, _)| *path).collect();
    assert_eq!(listed, paths, "{event}");
}

/// The error is about what does not decode, and lists no fields.
#[track_caller]
fn assert_undecodable(error: &ErrorObject, event: &str, said: &str) {
    assert_eq!(error, &told("bad_request", error.message(), event));
    assert!(error.message().contains(said), "{error}");
}

fn tea() -> Value {
    json!({ "name": "tea", "count": 2 })
}

/// An item that breaks all rules.
fn nothing() -> Value {
    json!({ "name": "", "count": 0 })
}

fn order() -> Value {
    json!({ "email": "an@example.com", "items": [tea(), { "name": "cup", "count": 1 }] })
}

fn wrong_order() -> Value {
    json!({ "email": "nobody", "items": [tea(), nothing()] })
}
