//! The document of a contract with one of everything.

use serde_json::{Value, json};

use super::AsyncApi;
use crate::{
    contract::{
        Argument, Contract, Endpoint, ErrorCode, Event, Limit, Message, Namespace, OtherCodes,
    },
    session::{ErrorCause, ErrorDelivery},
};

fn argument(name: &str, schema: Value) -> Argument {
    Argument {
        name: name.into(),
        schema,
        optional: false,
    }
}

/// A message with everything that a message may have.
fn buy() -> Message {
    let code = ErrorCode {
        docs: "There is too little.".into(),
        message: Some("only {left} left".into()),
        details: Some(json!({ "$ref": "#/types/Left" })),
        ..ErrorCode::default()
    };
    let mut message = Message {
        docs: "Buys one item.\n\nSecond paragraph: yes, #1.".into(),
        body: vec![
            argument("item", json!({ "$ref": "#/types/Item" })),
            Argument {
                optional: true,
                ..argument("note", json!(true))
            },
        ],
        validated: true,
        guards: vec!["Paid".into()],
        timeout_ms: Some(1500),
        limits: vec![Limit {
            limit: 5,
            per_ms: 1000,
            burst: Some(2),
            by: "ip".into(),
            scope: "method".into(),
            ..Limit::default()
        }],
        ..Message::default()
    };
    message.answer.acknowledgement = vec![argument("left", json!({ "type": "integer" }))];
    message.errors.codes = [("out_of_stock".into(), code)].into();
    message.errors.other = OtherCodes::Around;
    message
}

/// A contract with one of everything.
fn contract() -> Contract {
    let mut shop = Namespace {
        docs: "The shop.".into(),
        auth: Some(argument(
            "auth",
            json!({ "type": "object", "properties": { "token": { "type": "string" } } }),
        )),
        messages: [("buy".into(), buy()), ("ping".into(), Message::default())].into(),
        fallback: Some(Message {
            body: vec![argument("body", json!(true))],
            ..Message::default()
        }),
        events: [(
            "stock/{changed}".into(),
            Event {
                docs: "To everyone.".into(),
                arguments: vec![
                    argument("item", json!({ "$ref": "#/types/Item" })),
                    argument(
                        "picture",
                        json!({ "type": "string", "format": "binary", "x-binary": true }),
                    ),
                ],
            },
        )]
        .into(),
        ..Namespace::default()
    };
    shop.messages.get_mut("ping").unwrap().answer.events = vec!["stock/{changed}".into()];
    let banned = ErrorCode {
        message: Some("you are banned".into()),
        ..ErrorCode::default()
    };
    shop.refusals.codes = [("banned".into(), banned)].into();
    shop.refusals.other = OtherCodes::Any;
    let room = Namespace {
        params: [("event".into(), json!({ "type": "string" }))].into(),
        fallback: Some(Message::default()),
        messages: [("count".into(), Message::default())].into(),
        ..Namespace::default()
    };
    let types = json!({
        "Item": { "type": "object", "required": ["name"], "properties": {
            "name": { "type": "string", "description": "A name, such as `x: y`.\nOr #2." },
            "size": { "type": "array", "prefixItems": [{ "type": "integer" }, { "type": "string" }], "minItems": 2, "maxItems": 2 },
            "parent": { "anyOf": [{ "$ref": "#/types/Item" }, { "type": "null" }] },
            "yes": { "const": "yes" }, "no": { "enum": ["no", "1.0", "null", "~", "#x", "2024-01-01", "0x1", ""] },
        } },
        "Left": { "type": "object", "properties": { "left": { "type": "integer", "format": "uint32", "minimum": 0 } } },
        "Tagged": { "type": "object", "properties": { "t": { "const": "item" } }, "$ref": "#/types/Item", "required": ["t"] },
        "Odd name<u8>": true,
        "Never": false,
    });
    let types = types.as_object().unwrap().iter();
    Contract {
        endpoints: [
            (
                "main".into(),
                Endpoint {
                    path: "/socket.io".into(),
                    transports: vec!["polling".into(), "websocket".into()],
                    namespaces: [
                        ("/".into(), Namespace::default()),
                        ("/shop".into(), shop.clone()),
                    ]
                    .into(),
                    ..Endpoint::default()
                },
            ),
            (
                "81".into(),
                Endpoint {
                    port: Some(81),
                    path: "/ws".into(),
                    transports: vec!["websocket".into()],
                    msgpack: true,
                    namespaces: [("/shop".into(), shop), ("/rooms/{event}".into(), room)].into(),
                },
            ),
        ]
        .into(),
        types: types
            .map(|(name, schema)| (name.clone(), schema.clone()))
            .collect(),
        ..Contract::default()
    }
}

fn document(contract: &Contract) -> Value {
    let AsyncApi { document } = contract.asyncapi("Shop", "1.0.0");
    document
}

/// What a reference of the document leads to.
fn resolve<'d>(document: &'d Value, reference: &Value) -> &'d Value {
    let pointer = reference["$ref"].as_str().unwrap().trim_start_matches('#');
    document
        .pointer(pointer)
        .unwrap_or_else(|| panic!("{pointer}"))
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document(&contract());
    let mut left = vec![&document];
    let mut count = 0;
    while let Some(value) = left.pop() {
        match value {
            Value::Object(members) => {
                if members.contains_key("$ref") {
                    assert_eq!(members.len(), 1, "{value}");
                    resolve(&document, value);
                    count += 1;
                }
                left.extend(members.values());
            }
            Value::Array(members) => left.extend(members),
            _ => {}
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn a_message_with_everything() {
    let document = document(&contract());
    let operation = &document["operations"]["shop..buy"];
    assert_eq!(operation["action"], "receive");
    assert_eq!(operation["summary"], "Buys one item.");
    assert_eq!(
        operation["description"],
        "Buys one item.\n\nSecond paragraph: yes, #1.\n\nThe values are validated; `bad_request` lists the invalid ones. \
         Guarded by `Paid`, which may refuse it. At most 5 in 1s, 2 at once, counted by IP address; more fail with \
         `too_many_requests`. Fails with `timeout` after 1.5s."
    );
    assert_eq!(operation["x-limits"][0]["burst"], 2);
    assert_eq!(operation["x-guards"], json!(["Paid"]));
    assert_eq!(operation["x-timeout-ms"], 1500);
    let channel = resolve(&document, &operation["channel"]);
    assert_eq!(channel["address"], "/shop#buy");
    assert_eq!(
        channel["x-socketio"],
        json!({ "namespace": "/shop", "event": "buy" })
    );
    let body = resolve(&document, &channel["messages"]["body"]);
    assert_eq!(body["payload"]["minItems"], 1);
    assert_eq!(body["payload"]["maxItems"], 2);
    assert_eq!(
        body["payload"]["items"],
        json!([
            { "title": "item", "allOf": [{ "$ref": "#/components/schemas/Item" }] },
            { "title": "note" },
        ])
    );
}

#[test]
fn each_code_is_a_message() {
    let document = document(&contract());
    let reply = resolve(
        &document,
        &document["operations"]["shop..buy"]["reply"]["channel"],
    );
    assert_eq!(reply["address"], Value::Null);
    let messages = reply["messages"].as_object().unwrap();
    let keys: Vec<&String> = messages.keys().collect();
    assert_eq!(
        keys,
        [
            "answer",
            "error-bad_request",
            "error-forbidden",
            "error-internal",
            "error-not_found",
            "error-other",
            "error-out_of_stock",
            "error-timeout",
            "error-too_many_requests",
            "error-unauthorized",
            "error-unavailable",
        ]
    );
    let payload = |key: &str| resolve(&document, &messages[key])["payload"]["items"][0].clone();
    let error = payload("error-out_of_stock");
    assert_eq!(
        error["properties"]["code"],
        json!({ "const": "out_of_stock" })
    );
    assert_eq!(
        error["properties"]["details"],
        json!({ "$ref": "#/components/schemas/Left" })
    );
    assert_eq!(
        error["required"],
        json!(["status", "code", "message", "details"])
    );
    let limited = payload("error-too_many_requests");
    assert_eq!(
        limited["properties"]["details"]["required"],
        json!(["retryAfterMs"])
    );
    // The errors that every message has are there once.
    assert_eq!(
        messages["error-timeout"],
        json!({ "$ref": "#/components/messages/error-timeout" })
    );
}

#[test]
fn the_form_of_errors() {
    let mut contract = contract();
    contract.errors.delivery = ErrorDelivery::Exception;
    contract.errors.cause = ErrorCause::None;
    let document = document(&contract);
    let replies = &document["operations"]["shop..buy"]["reply"]["messages"];
    assert_eq!(replies.as_array().unwrap().len(), 1);
    let error = &document["components"]["messages"]["error-timeout"];
    assert_eq!(
        error["payload"]["items"][0]["properties"]["cause"],
        Value::Null
    );
    let exception = &document["channels"]["shop...exception"]["messages"];
    assert!(
        exception["shop..buy..error-out_of_stock"].is_object(),
        "{exception}"
    );
}

#[test]
fn fallbacks_take_the_events_that_are_left() {
    let document = document(&contract());
    let channel = &document["channels"]["shop...fallback"];
    assert_eq!(channel["address"], "/shop#{event}");
    assert!(channel["parameters"]["event"].is_object());
    // The namespace has a parameter of this name already.
    let channel = &document["channels"]["81.-.rooms.2f..7b.event.7d....fallback"];
    assert_eq!(channel["address"], "/rooms/{event}#{event_}");
}

#[test]
fn refusals_come_as_connect_error() {
    let document = document(&contract());
    let channel = &document["channels"]["shop...refusals"];
    assert_eq!(channel["address"], "/shop#connect_error");
    let refused = resolve(&document, &channel["messages"]["banned"]);
    assert_eq!(
        refused["payload"]["items"][0]["properties"]["message"],
        json!({ "const": "you are banned" })
    );
}

#[test]
fn msgpack_is_the_content_type_of_its_messages() {
    let document = document(&contract());
    let messages = &document["components"]["messages"];
    assert_eq!(messages["shop..buy..body"]["contentType"], Value::Null);
    assert_eq!(
        messages["81.-.shop..buy..body"]["contentType"],
        "application/vnd.msgpack"
    );
}

#[test]
fn schemas_are_those_of_draft_07() {
    let document = document(&contract());
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        schemas["Item"]["properties"]["size"]["items"],
        json!([{ "type": "integer" }, { "type": "string" }])
    );
    assert_eq!(
        schemas["Tagged"]["allOf"],
        json!([{ "$ref": "#/components/schemas/Item" }])
    );
    assert_eq!(schemas["Odd.20.name.3c.u8.3e."], json!({}));
}

#[test]
fn members_that_are_called_like_keywords_are_members() {
    let mut contract = contract();
    let schema = json!({
        "type": "object",
        "properties": { "$ref": { "type": "string" }, "prefixItems": { "type": "string" }, "items": { "type": "integer" } },
    });
    contract.types.insert("Keywords".into(), schema.clone());
    assert_eq!(
        document(&contract)["components"]["schemas"]["Keywords"],
        schema
    );
}

#[test]
fn texts_that_yaml_would_misread_are_quoted() {
    let yaml = contract().asyncapi("Shop: #1", "1.0").to_yaml();
    assert!(yaml.contains("asyncapi: \"3.0.0\"\n"), "{yaml}");
    assert!(yaml.contains("title: \"Shop: #1\"\n"), "{yaml}");
    assert!(yaml.contains("version: \"1.0\"\n"), "{yaml}");
    assert!(yaml.contains("const: \"yes\"\n"), "{yaml}");
}

#[test]
fn documents_are_json_with_a_line_break_at_the_end() {
    let json = contract().asyncapi("Shop", "1.0.0").to_json();
    assert!(json.ends_with("}\n"));
    assert_eq!(
        serde_json::from_str::<Value>(&json).unwrap(),
        document(&contract())
    );
}
