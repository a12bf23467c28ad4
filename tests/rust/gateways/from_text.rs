//! `FromText` takes a value or its text, as NestJS's `ParseIntPipe`, `ParseFloatPipe` and `ParseBoolPipe` do. `Texts` takes
//! numbers and booleans that clients may send as text.

use std::fmt::Debug;

use gateway_runtime::{
    prelude::*,
    testing::{Client, TestApp},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    packets::ask_with,
    told::told,
    way::{Way, over_each_way},
};

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

over_each_way!(
    a_value_and_its_text_are_taken,
    fields_of_a_struct_are_taken_and_written_as_values,
    args_of_them_are_taken,
    what_is_neither_a_value_nor_its_text_is_refused,
    the_error_says_where_the_text_is,
    a_missing_value_is_no_text,
);

async fn join(way: Way) -> (TestApp, Client) {
    let app = way.start(GatewayApp::builder().only::<(Texts,)>()).await;
    let client = way.join::<Texts>(&app).await;
    (app, client)
}

/// Each of the values is taken as the same.
async fn assert_taken<T>(client: &Client, event: &str, values: Value, expected: T)
where
    T: DeserializeOwned + PartialEq + Debug + Clone,
{
    for value in values.as_array().unwrap() {
        let answer = client.ask::<T>(event, value).await;
        assert_eq!(answer, Ok(expected.clone()), "{event} of {value}");
    }
}

async fn a_value_and_its_text_are_taken(way: Way) {
    let (_app, client) = join(way).await;
    assert_taken(&client, "u32", json!([7, "7", "007", "+7"]), 7).await;
    assert_taken(&client, "u32", json!([0, "0"]), 0).await;
    assert_taken(&client, "i64", json!([-7, "-7"]), "-7".to_owned()).await;
    // A BigInt of JavaScript can only come as text.
    let big = "9007199254740993";
    assert_taken(&client, "i64", json!([big]), big.to_owned()).await;
    assert_taken(&client, "f64", json!([1.5, "1.5", "15e-1", "+1.5"]), 1.5).await;
    assert_taken(&client, "f64", json!([7, "7", "7."]), 7.0).await;
    assert_taken(&client, "bool", json!([true, "true"]), true).await;
    assert_taken(&client, "bool", json!([false, "false"]), false).await;
    assert_taken(&client, "string", json!(["7"]), "7".to_owned()).await;
    let seven = json!([{ "id": 7 }, { "id": "7" }]);
    assert_taken(&client, "key", seven.clone(), 7).await;
    assert_taken(&client, "optional", seven, Some(7)).await;
    let none = json!([{}, { "id": null }]);
    assert_taken(&client, "optional", none, None::<u32>).await;
}

async fn fields_of_a_struct_are_taken_and_written_as_values(way: Way) {
    let (_app, client) = join(way).await;
    let sent = json!({ "number": "2", "descending": "true", "prices": ["1.5", 2] });
    let got = json!({ "number": 2, "descending": true, "prices": [1.5, 2.0] });
    assert_eq!(client.ask::<Value>("page", &sent).await, Ok(got));
    let got = json!({ "number": 2, "descending": null, "prices": [] });
    let answer = client.ask::<Value>("page", &json!({ "number": 2 })).await;
    assert_eq!(answer, Ok(got));
}

async fn args_of_them_are_taken(way: Way) {
    let (_app, client) = join(way).await;
    let answer = client
        .ask::<(u8, bool)>("args", &Args(("8", "false")))
        .await;
    assert_eq!(answer, Ok((8, false)));
}

async fn what_is_neither_a_value_nor_its_text_is_refused(way: Way) {
    let (_app, client) = join(way).await;
    let digit = "invalid digit found in string";
    for (event, value, reason) in [
        ("u32", json!("7abc"), digit),
        ("u32", json!(""), "cannot parse integer from empty string"),
        ("u32", json!(" 7"), digit),
        ("u32", json!("0x10"), digit),
        ("u32", json!("-1"), digit),
        ("u32", json!("7.5"), digit),
        (
            "u32",
            json!("4294967296"),
            "number too large to fit in target type",
        ),
        (
            "u32",
            json!(-1),
            "invalid value: integer `-1`, expected u32",
        ),
        (
            "u32",
            json!(7.5),
            "invalid type: floating point `7.5`, expected u32",
        ),
        (
            "u32",
            json!(true),
            "invalid type: boolean `true`, expected u32",
        ),
        ("u32", json!(null), "invalid type: null, expected u32"),
        ("u32", json!([7]), "invalid type: sequence, expected u32"),
        ("u32", json!({ "id": 7 }), "invalid type: map, expected u32"),
        (
            "f64",
            json!("NaN"),
            "invalid value: string \"NaN\", expected a finite number",
        ),
        (
            "f64",
            json!("-inf"),
            "invalid value: string \"-inf\", expected a finite number",
        ),
        (
            "f64",
            json!("1e999"),
            "invalid value: string \"1e999\", expected a finite number",
        ),
        ("f64", json!("1,5"), "invalid float literal"),
        (
            "bool",
            json!("yes"),
            "provided string was not `true` or `false`",
        ),
        (
            "bool",
            json!("TRUE"),
            "provided string was not `true` or `false`",
        ),
        (
            "bool",
            json!(1),
            "invalid type: integer `1`, expected a boolean",
        ),
    ] {
        let message = format!("invalid body of `{event}`: {reason}");
        let answer = client.ask::<()>(event, &value).await;
        let error = told("bad_request", &message, event);
        assert_eq!(answer, Err(error), "{event} of {value}");
    }
}

async fn the_error_says_where_the_text_is(way: Way) {
    let (_app, client) = join(way).await;
    for (event, values, place) in [
        ("key", json!([{ "id": "x" }]), "`id`"),
        ("optional", json!([{ "id": "" }]), "`id`"),
        (
            "page",
            json!([{ "number": "1", "prices": ["1", "x"] }]),
            "`prices[1]`",
        ),
        ("args", json!(["1", "x"]), "argument 2"),
    ] {
        let answer = ask_with::<()>(&client, event, values.as_array().unwrap()).await;
        let error = answer.unwrap_err();
        assert_eq!(error, told("bad_request", error.message(), event));
        let begin = format!("invalid body of `{event}`: {place}: ");
        assert!(error.message().starts_with(&begin), "{error}");
    }
}

async fn a_missing_value_is_no_text(way: Way) {
    let (_app, client) = join(way).await;
    for (event, values) in [("u32", json!([])), ("key", json!([{}]))] {
        let answer = ask_with::<()>(&client, event, values.as_array().unwrap()).await;
        let error = answer.unwrap_err();
        assert_eq!(error, told("bad_request", error.message(), event));
        assert!(error.message().contains("missing"), "{error}");
    }
}
