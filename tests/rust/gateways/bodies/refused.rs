//! Bodies that do not decode.

use gateway_runtime::{prelude::*, testing::ErrorObject};
use serde_json::{Value, json};

use super::{is_alive, join};
use crate::{
    packets::{ask_with, emit_with},
    told::told,
    way::{Way, over_each_way},
};

over_each_way!(
    what_a_parameter_cannot_get_is_answered_with_an_error_that_says_where,
    binary_data_for_text_is_answered_with_an_error,
    an_object_for_several_arguments_is_answered_with_an_error_about_the_first,
);

/// An event, the arguments that are sent with it, and what the message of the error says.
type Case = (&'static str, Value, &'static str);

fn cases() -> [Case; 20] {
    [
        ("typed", json!([]), "argument 1 is missing"),
        ("typed", json!([null]), "null"),
        ("typed", json!(["An"]), "string \"An\""),
        ("typed", json!([{ "name": "An", "age": "30" }]), "`age`"),
        (
            "typed",
            json!([{ "name": "An", "age": 300 }]),
            "`age`: invalid value: integer `300`",
        ),
        ("typed", json!([{ "name": "An" }]), "`age`"),
        ("args", json!(["a"]), "argument 2 is missing"),
        (
            "args",
            json!(["a", { "name": 1, "age": 2 }]),
            "argument 2: `name`",
        ),
        (
            "args",
            json!([1]),
            "argument 1: invalid type: integer `1`, expected a string",
        ),
        ("optional", json!(["An"]), "string \"An\""),
        ("positional", json!(["a"]), "argument 2 is missing"),
        (
            "positional",
            json!([1]),
            "argument 1: invalid type: integer `1`, expected a string",
        ),
        ("positional", json!(["a", 1]), "argument 2: "),
        // Of an only argument the number says nothing.
        (
            "text",
            json!([1]),
            "invalid body of `text`: invalid type: integer `1`, expected a string",
        ),
        ("keys", json!([{}]), "`name` is missing"),
        ("keys", json!(["An"]), "`name` is missing"),
        ("keys", json!([{ "name": 1 }]), "`name`: "),
        ("tuple", json!([[1]]), "length"),
        ("tuple", json!([7, "x"]), "integer `7`"),
        ("shape", json!([{ "kind": "star" }]), "`star`"),
    ]
}

/// The error is about the body, and has nothing but its message, which says this.
#[track_caller]
fn assert_says(error: &ErrorObject, event: &str, said: &str) {
    let message = error.message();
    assert_eq!(error, &told("bad_request", message, event));
    assert!(message.starts_with(&format!("invalid body of `{event}`: ")));
    assert!(message.contains(said), "{message}");
}

async fn what_a_parameter_cannot_get_is_answered_with_an_error_that_says_where(way: Way) {
    let (_app, client) = join(way).await;
    for (event, values, said) in cases() {
        let values = values.as_array().unwrap();
        let answer = ask_with::<()>(&client, event, values).await;
        let error = answer.unwrap_err();
        assert_says(&error, event, said);
        client.no_event().await;
        emit_with(&client, event, values);
        assert_eq!(client.exception().await, error);
        is_alive(&client).await;
    }
    let only = "invalid body of `text`: invalid type: integer `1`, expected a string";
    let answer = client.ask::<()>("text", &1).await;
    assert_eq!(answer, Err(told("bad_request", only, "text")));
}

async fn binary_data_for_text_is_answered_with_an_error(way: Way) {
    let (_app, client) = join(way).await;
    let data = Bytes::from_static(b"An");
    let error = client.ask::<()>("text", &data).await.unwrap_err();
    assert_says(&error, "text", "");
    client.emit("text", &data);
    assert_eq!(client.exception().await, error);
    is_alive(&client).await;
}

/// What the log says of it is in `tests/rust/log/clients.rs`.
async fn an_object_for_several_arguments_is_answered_with_an_error_about_the_first(way: Way) {
    let (_app, client) = join(way).await;
    let event = "positional";
    let message = "invalid body of `positional`: argument 1: invalid type: map, expected a string";
    let answer = client.ask::<()>(event, &json!({ "first": "a" })).await;
    assert_eq!(answer, Err(told("bad_request", message, event)));
}
