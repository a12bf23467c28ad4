//! What a server sends that its contract does not say is the failure of the next expectation.

use gateway_runtime::{prelude::*, testing::Client};
use serde_json::{Value, json};

use crate::{
    begins::begins,
    broken::{Broken, app},
    failure::failure,
};

/// What the next expectation says after a message, and then nothing is left to say when the client goes.
async fn after(send: impl FnOnce(&Client)) -> String {
    let app = app().await;
    let client = app.connect::<Broken>().checked().await.unwrap();
    send(&client);
    failure(client.conforms()).await
}

async fn after_kind(kind: &str) -> String {
    after(|client| client.emit("emit-kind", kind)).await
}

async fn after_message(event: &str) -> String {
    after(|client| drop(client.ask::<Value>(event, &()))).await
}

#[tokio::test]
async fn payloads_of_events() {
    for (kind, complaint) in [
        (
            "liar",
            "the event `liar` of `/broken`: argument 1 `data`: `number`: 7 is not \"string\"\n  expected at",
        ),
        (
            "two",
            "the event `number` of `/broken`: 2 arguments came, and the contract has 1 argument\n",
        ),
        (
            "one",
            "the event `pair` of `/broken`: argument 2 `data2` is missing\n",
        ),
        (
            "none",
            "the event `number` of `/broken`: argument 1 `data` is missing\n",
        ),
        (
            "both",
            "the event `pair` of `/broken`:\n    argument 1 `data1`: \"a\" is not \"integer\"\n    \
             argument 2 `data2`: 1 is not \"string\"\n",
        ),
        (
            "some",
            "the event `done` of `/broken`: 1 argument came, and the contract has 0 arguments\n",
        ),
        (
            "deep",
            "the event `deep` of `/broken`: argument 1 `data`: `items[1].number`: 7 is not \"string\"\n",
        ),
        (
            "bad",
            "the event `tagged` of `/broken`: argument 1 `data`: `liars[0].number`: 7 is not \"string\"\n",
        ),
        (
            "external",
            "the event `external` of `/broken`: argument 1 `data`: `Two.liar.number`: 7 is not \"string\"\n",
        ),
        (
            "untagged",
            "the event `untagged` of `/broken`: argument 1 `data`: `number`: 7 is not \"string\"\n",
        ),
        (
            "at",
            "the event `at` of `/broken`: argument 1 `data`: \"noon\" is not a \"date-time\"\n",
        ),
    ] {
        let text = after_kind(kind).await;
        begins(
            &text,
            &format!("the server breaks the contract: {complaint}"),
        );
    }
}

#[tokio::test]
async fn what_is_one_of_the_alternatives_is_right() {
    let app = app().await;
    let client = app.connect::<Broken>().checked().await.unwrap();
    for kind in ["good", "untagged-text", "external-one"] {
        client.emit("emit-kind", kind);
    }
    client.conforms().await;
}

#[tokio::test]
async fn alternatives_that_nobody_can_tell_apart_are_named_together() {
    for (event, value, complaint) in [
        (
            "untagged",
            json!([1]),
            "[1] is not valid under any of the schemas listed in the 'anyOf' keyword",
        ),
        (
            "tagged",
            json!({ "kind": "None" }),
            "{\"kind\":\"None\"} is not valid under any of the schemas listed in the 'oneOf' keyword",
        ),
        (
            "tagged",
            json!({ "kind": "Good" }),
            "\"number\" is a required property",
        ),
        (
            "map",
            json!({ "a": 1, "b": 256 }),
            "`b`: 256 is greater than the maximum of 255",
        ),
        ("number", json!(-1), "-1 is less than the minimum of 0"),
        ("number", json!(1.5), "1.5 is not \"integer\""),
    ] {
        let text = after(|client| client.emit("emit", &Args((event, &value)))).await;
        begins(
            &text,
            &format!(
                "the server breaks the contract: the event `{event}` of `/broken`: argument 1 `data`: {complaint}\n"
            ),
        );
    }
}

#[tokio::test]
async fn binary_data_is_no_text_and_no_text_is_binary_data() {
    for (kind, complaint) in [
        (
            "file",
            "the event `file` of `/broken`: argument 1 `data`: `content`: \"text\" is not binary data or \"null\"\n",
        ),
        (
            "text",
            "the event `text` of `/broken`: argument 1 `data`: <3 bytes> is not \"string\"\n",
        ),
        (
            "map",
            "the event `map` of `/broken`: argument 1 `data`: <3 bytes> is not \"object\"\n",
        ),
        (
            "list",
            "the event `raw` of `/broken`: argument 1 `data`: [1,2] is not binary data\n",
        ),
        (
            "placeholder",
            "the event `raw` of `/broken`: argument 1 `data`: {\"_placeholder\":true,\"num\":0} is not binary data\n",
        ),
    ] {
        let text = after_kind(kind).await;
        begins(
            &text,
            &format!("the server breaks the contract: {complaint}"),
        );
    }
}

#[tokio::test]
async fn events_that_are_not_declared() {
    let what = "the server breaks the contract: the event `undeclared` of `/broken` is not in the contract; \
                add it to the gateway: `emits(\"undeclared\" = Type)`";
    begins(
        &after(|client| client.emit("emit", &Args(("undeclared", 1)))).await,
        what,
    );
    begins(&after_message("event").await, what);
    // A question of the server too, whether the test answers it or not.
    let text = after(|client| {
        client.answer_to("undeclared", |number: u8| number);
        client.emit("ask", &());
    });
    begins(&text.await, what);
}

#[tokio::test]
async fn a_schema_that_is_none() {
    let text = after_kind("misspelt").await;
    begins(
        &text,
        "the server breaks the contract: the event `misspelt` of `/broken`: argument 1 `data`: nothing has this schema: ",
    );
    assert!(text.contains("nubmer"), "{text}");
    let text = after_kind("elsewhere").await;
    begins(
        &text,
        "the server breaks the contract: the event `elsewhere` of `/broken`: argument 1 `data`: nothing has this schema: ",
    );
    assert!(text.contains("https://schemas.example/number"), "{text}");
}

#[tokio::test]
async fn answers_and_errors() {
    for (event, complaint) in [
        (
            "answer",
            "argument 1 `answer`: `number`: 7 is not \"string\"\n",
        ),
        (
            "other",
            "argument 1 `answer`: {\"status\":\"fine\"} is not \"integer\"\n",
        ),
        ("lie", "`details.liar.number`: 7 is not \"string\"\n"),
        (
            "odd",
            "`code`: \"odd\" is not among the errors of `odd`: lie, plain, bad_request, internal, not_found, timeout, \
             too_many_requests, unavailable\n",
        ),
        ("talkative", "`details`: there may be none\n"),
        ("silent", "\"details\" is a required property\n"),
        ("picky", "`errors`: there may be none\n"),
    ] {
        let text = after_message(event).await;
        let what = format!("the answer to `{event}` of `/broken`");
        begins(
            &text,
            &format!("the server breaks the contract: {what}: {complaint}"),
        );
    }
}

#[tokio::test]
async fn errors_as_exceptions() {
    let exception = "the server breaks the contract: the event `exception` of `/broken`: ";
    let text = after(|client| client.emit("odd", &())).await;
    begins(
        &text,
        &format!("{exception}`code`: \"odd\" is not among the errors of `odd`: "),
    );
    for (value, complaint) in [
        (json!("mine"), "\"mine\" is not \"object\"\n"),
        (
            json!({ "status": "error", "code": 1, "message": "a" }),
            "`code`: 1 is not \"string\"\n",
        ),
        (
            json!({ "status": "error", "code": "a" }),
            "\"message\" is a required property\n",
        ),
        (
            json!({ "status": "error", "code": "a", "message": "a", "cause": {} }),
            "`cause`: \"pattern\" is a required property\n",
        ),
        (
            json!({ "status": "error", "code": "a", "message": "a", "errors": [{ "path": "a" }] }),
            "`errors[0]`: \"message\" is a required property\n",
        ),
    ] {
        let text = after(|client| client.emit("emit", &Args(("exception", value)))).await;
        begins(&text, &format!("{exception}{complaint}"));
    }
}

#[tokio::test]
async fn connection_hooks() {
    let app = app().await;
    let refused = app
        .connect::<Broken>()
        .checked()
        .auth(&json!({ "kind": 2 }))
        .await
        .unwrap();
    assert_eq!(refused.exception().await.code(), "hook");
    refused.ended().await;

    let client = app
        .connect::<Broken>()
        .checked()
        .auth(&json!({ "kind": 1 }))
        .await
        .unwrap();
    let text = failure(client.event_named::<u8>("undeclared")).await;
    begins(
        &text,
        "no event `undeclared`: the server breaks the contract: the event `undeclared` of `/broken` is not in",
    );
}
