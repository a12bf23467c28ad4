//! `errors` is a contract with errors of every kind, and `exceptions` one whose errors are events.

use gateway_runtime::contract::Contract;
use serde_json::{Error, json};

pub(crate) fn errors() -> Result<Contract, Error> {
    let text = json!({ "type": "string" });
    let number = json!({ "type": "integer" });
    let sold = json!({ "$ref": "#/types/Sold" });
    let codes = json!({
        "closed": {},
        "out_of_stock": { "docs": "Nothing is left.", "message": "only {left} left", "details": sold },
    });
    let item = json!({ "name": "item", "schema": text });
    let acknowledgement = json!([{ "name": "sold", "schema": sold }]);
    let say = json!({
        "docs": "Says it.\n\nTo all.",
        "body": [
            { "name": "text", "schema": text },
            { "name": "loud", "schema": { "type": ["boolean", "null"] }, "optional": true },
            { "name": "in", "schema": { "type": ["integer", "null"] }, "optional": true },
        ],
        "answer": { "acknowledgement": [{ "name": "hours", "schema": number }, { "name": "minutes", "schema": number }] },
        "errors": { "codes": codes },
    });
    let sell = json!({
        "body": [item],
        "answer": { "acknowledgement": acknowledgement },
        "errors": { "codes": codes },
    });
    let buy = json!({
        "docs": "Buys one item.",
        "body": [item],
        "validated": true,
        "answer": { "acknowledgement": acknowledgement },
        "errors": { "codes": codes, "other": "around" },
        "guards": ["authenticated"],
        "limits": [{ "limit": 5, "per_ms": 60000, "by": "ip", "scope": "method" }],
        "timeout_ms": 2000,
    });
    let steal = json!({
        "body": [item],
        "answer": { "acknowledgement": acknowledgement },
        "errors": { "other": "any" },
    });
    let greet = json!({
        "body": [],
        "answer": { "acknowledgement": [{ "name": "greeting", "schema": text }] },
        "errors": {},
    });
    let nothing = json!({ "body": [], "answer": {}, "errors": {} });
    let events = json!({
        "closed": { "arguments": [] },
        "said": { "arguments": [{ "name": "name", "schema": text }, { "name": "text", "schema": text }] },
        "sold": { "docs": "To everyone.", "arguments": [{ "name": "sold", "schema": sold }] },
        "tick": { "arguments": [{ "name": "number", "schema": number }] },
    });
    let token = json!({ "type": "object", "properties": { "token": text }, "required": ["token"] });
    serde_json::from_value(json!({
        "contract": 1,
        "endpoints": {
            "main": {
                "path": "/socket.io",
                "transports": ["polling", "websocket"],
                "namespaces": {
                    "/": {
                        "auth": { "name": "auth", "schema": token },
                        "messages": { "buy": buy, "greet": greet, "nothing": nothing, "say": say, "sell": sell, "steal": steal },
                        "events": events,
                    },
                    "/other": { "messages": { "nothing": nothing }, "events": {} },
                },
            },
        },
        "types": { "Sold": { "type": "object", "properties": { "left": number }, "required": ["left"] } },
    }))
}

/// Errors are the event `exception`, and have no cause.
pub(crate) fn exceptions() -> Result<Contract, Error> {
    let number = json!({ "type": "integer" });
    let buy = json!({
        "body": [],
        "answer": { "acknowledgement": [{ "name": "left", "schema": number }] },
        "errors": { "codes": { "out_of_stock": { "details": number } } },
    });
    let nothing = json!({ "body": [], "answer": {}, "errors": {} });
    serde_json::from_value(json!({
        "contract": 1,
        "errors": { "delivery": "exception", "cause": "none" },
        "endpoints": {
            "main": {
                "path": "/socket.io",
                "transports": ["polling", "websocket"],
                "namespaces": { "/": { "messages": { "buy": buy, "nothing": nothing }, "events": {} } },
            },
        },
        "types": {},
    }))
}
