//! `names` is a contract whose names and texts are everything that could break a file of TypeScript.

use std::collections::BTreeMap;

use gateway_runtime::contract::Contract;
use serde_json::{Error, Value, json};

/// Texts that mean something in TypeScript, in one way or another.
const TEXTS: &[&str] = &[
    "",
    "1",
    "*/ evil(); /*",
    "// @ts-expect-error",
    "@ts-expect-error",
    "\"; evil(); \"",
    "'`${evil()}`",
    "\\",
    "a\nb\r\nc\rd\u{2028}e\u{2029}f",
    "\u{202e}backwards\u{feff}\u{0}",
    "größe",
    "чат",
    "日本語",
    "e\u{301}²⑨ⓐ",
    "😀",
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "new",
    "get",
    "set",
    "readonly",
    "keyof",
    "this",
    "in",
    "ack",
    "arguments",
    "message",
    "error",
    "newListener",
    "send-message",
    "send_message",
    "send message",
    "Failure",
    "TypedSocket",
    "Record",
    "Array",
    "string",
    "undefined",
    "default",
    "typed",
    "Page<User>",
    "Page(User)",
    "a/b~c",
];

pub(crate) fn names() -> Result<Contract, Error> {
    let all = |value: fn(&str) -> Value| -> BTreeMap<&str, Value> {
        TEXTS.iter().map(|text| (*text, value(text))).collect()
    };
    let reference = |text: &str| json!({ "$ref": format!("#/types/{}", text.replace('~', "~0").replace('/', "~1")) });
    let arguments: Vec<Value> = TEXTS
        .iter()
        .map(|text| json!({ "name": text, "schema": reference(text) }))
        .collect();
    let messages: BTreeMap<&str, Value> = TEXTS
        .iter()
        .map(|text| {
            let message = json!({
                "docs": text,
                "body": [{ "name": text, "schema": reference(text) }, { "name": text, "schema": { "const": text } }],
                "validated": true,
                "answer": { "acknowledgement": [{ "name": text, "schema": reference(text) }], "events": [text] },
                "errors": { "codes": { *text: { "docs": text, "message": text, "details": reference(text) } }, "other": "around" },
                "guards": [text],
            });
            (*text, message)
        })
        .collect();
    let mut events = all(
        |text| json!({ "docs": text, "arguments": [{ "name": text, "schema": { "const": text } }] }),
    );
    events.insert("everything", json!({ "arguments": arguments }));
    let namespace = json!({ "docs": TEXTS.join("\n"), "messages": messages, "events": events });
    let small = json!({
        "auth": { "name": "auth", "schema": { "enum": TEXTS } },
        "params": all(|_| json!({ "type": "string" })),
        "messages": {},
        "events": {},
    });
    let mut namespaces: BTreeMap<String, &Value> = TEXTS
        .iter()
        .map(|text| (format!("/{text}"), &small))
        .collect();
    namespaces.insert("/all".to_owned(), &namespace);
    let endpoint = |port: Option<u16>, path: &str| json!({ "port": port, "path": path, "transports": TEXTS, "namespaces": namespaces });
    let members = all(|text| json!({ "description": text, "const": text }));
    let mut types = all(|text| json!({ "description": text, "type": "string" }));
    types.insert(
        "Members",
        json!({ "type": "object", "properties": members, "required": TEXTS }),
    );
    types.insert(
        "Loop",
        json!({ "anyOf": [{ "$ref": "#/types/Pool" }, { "type": "null" }] }),
    );
    types.insert("Pool", json!({ "allOf": [{ "$ref": "#/types/Loop" }] }));
    types.insert("Lost", json!({ "$ref": "#/types/nowhere" }));
    serde_json::from_value(json!({
        "contract": 1,
        "endpoints": { "main": endpoint(None, "/socket.io"), "81": endpoint(Some(81), "/socket.io"), "other": endpoint(None, "/*/") },
        "types": types,
    }))
}
