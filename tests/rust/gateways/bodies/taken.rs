//! Bodies that a method gets.

use serde_json::{Value, json};

use super::join;
use crate::{
    packets::ask_with,
    told::told,
    way::{Way, over_each_way},
};

over_each_way!(
    a_body_is_decoded_into_the_type_of_the_parameter,
    what_is_too_much_is_ignored,
    what_is_optional_may_be_missing,
    several_bodies_are_the_arguments_by_position,
    each_value_of_json_is_a_value,
    bodies_handles_and_custom_parameters_mix_in_any_order,
    the_error_of_a_custom_parameter_is_the_answer,
);

/// An event, the arguments that are sent with it, and the answer.
type Case = (&'static str, Value, Value);

/// What is escaped in one format or another.
const AWKWARD: &str = "say \"hi\"\nnew line\ttab \\ backslash \u{2028} \u{0} đắng 😀 </script>";

async fn assert_answered(way: Way, cases: impl IntoIterator<Item = Case>) {
    let (_app, client) = join(way).await;
    for (event, values, expected) in cases {
        let answer = ask_with::<Value>(&client, event, values.as_array().unwrap()).await;
        assert_eq!(answer, Ok(expected), "{event} {values}");
    }
}

fn an() -> Value {
    json!({ "name": "An", "age": 30 })
}

async fn a_body_is_decoded_into_the_type_of_the_parameter(way: Way) {
    let cases = [
        ("typed", json!([an()]), an()),
        ("typed-async", json!([an()]), an()),
        // A keyed body is a member of the first argument.
        ("keys", json!([an(), { "name": "no" }]), an()),
        // A newtype is its value.
        ("newtype", json!(["An"]), json!("An")),
        // A tuple and a list are one argument, an array.
        ("tuple", json!([[7, "x"]]), json!([7, "x"])),
        ("list", json!([[an(), an()]]), json!(2)),
        ("list", json!([[]]), json!(0)),
        // An enum is decoded as serde describes it.
        ("shape", json!([{ "kind": "square", "side": 3 }]), json!(9)),
        ("text", json!([AWKWARD]), json!(AWKWARD)),
    ];
    assert_answered(way, cases).await;
}

async fn what_is_too_much_is_ignored(way: Way) {
    let cases = [
        // Members that the type does not have.
        (
            "typed",
            json!([{ "name": "An", "age": 30, "more": [1] }]),
            an(),
        ),
        // Arguments that the method does not take.
        ("typed", json!([an(), "extra", { "more": 1 }]), an()),
        (
            "args",
            json!(["a", an(), true, 1, 2]),
            json!(["a", an(), true]),
        ),
        ("no-body", json!([an(), 1]), json!("no body")),
    ];
    assert_answered(way, cases).await;
}

async fn what_is_optional_may_be_missing(way: Way) {
    let cases = [
        ("optional", json!([an()]), json!({ "user": an() })),
        ("optional", json!([]), json!({ "user": null })),
        ("optional", json!([null]), json!({ "user": null })),
        ("nothing", json!([]), json!("nothing")),
        ("nothing", json!([null]), json!("nothing")),
        ("positional", json!(["a", an()]), json!(["a", an(), null])),
        ("args", json!(["a", an()]), json!(["a", an(), null])),
        (
            "keys",
            json!([{ "name": "An" }]),
            json!({ "name": "An", "age": null }),
        ),
    ];
    assert_answered(way, cases).await;
}

async fn several_bodies_are_the_arguments_by_position(way: Way) {
    let all = json!(["a", an(), true]);
    let cases = [
        ("positional", all.clone(), all.clone()),
        ("args", all.clone(), all),
        // A body behind `Args` is the argument behind them.
        ("args-and-more", json!([1, 2, 3]), json!([1, 2, 3])),
    ];
    assert_answered(way, cases).await;
}

async fn each_value_of_json_is_a_value(way: Way) {
    let numbers = json!([
        0,
        -1,
        127,
        128,
        -32,
        -33,
        255,
        256,
        -129,
        65_536,
        -32_769,
        4_294_967_296_u64,
        -2_147_483_649_i64,
        9_007_199_254_740_992_u64,
        u64::MAX,
        i64::MIN,
        0.5,
        -1.5e-7
    ]);
    let nested = (0..100).fold(json!([]), |inner, _| json!([inner]));
    let values = [
        json!({ "a": [1, null, { "b": AWKWARD }] }),
        json!(null),
        json!([1, [2]]),
        nested,
        numbers,
    ];
    let cases = values.map(|value| ("any", json!([value]), value));
    assert_answered(way, cases).await;
}

async fn bodies_handles_and_custom_parameters_mix_in_any_order(way: Way) {
    let (_app, client) = join(way).await;
    let answer = ask_with::<Value>(&client, "mixed.right", &[json!(1), json!(2)]).await;
    let expected = json!({
        "namespace": "/bodies",
        "bodies": [1, 2],
        "id": client.id(),
        "event": "mixed.right",
        "suffix": "right",
    });
    assert_eq!(answer, Ok(expected));
}

async fn the_error_of_a_custom_parameter_is_the_answer(way: Way) {
    let (_app, client) = join(way).await;
    let answer = ask_with::<Value>(&client, "mixed", &[json!(1), json!(2)]).await;
    let error = told("bad_request", "the event has no suffix", "mixed");
    assert_eq!(answer, Err(error));
}
