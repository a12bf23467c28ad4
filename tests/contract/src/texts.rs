//! `texts` is a contract with texts that YAML reads as something else unless they are quoted, and with everything that
//! has a form of its own in AsyncAPI.

use gateway_runtime::contract::Contract;
use serde_json::{Error, json};

/// What YAML would take for a boolean, a number, nothing, a date, a comment, a mapping, a list, a reference or a block.
const TEXTS: [&str; 41] = [
    "",
    " ",
    " lead",
    "trail ",
    "yes",
    "No",
    "on",
    "OFF",
    "y",
    "true",
    "null",
    "~",
    "1",
    "1.0",
    "1e3",
    "0x10",
    "0o7",
    ".5",
    "+1",
    "-",
    ".inf",
    ".nan",
    "12:30:00",
    "2024-01-01",
    "=",
    "<<",
    "#x",
    "x #y",
    "a: b",
    "key:",
    "- x",
    "? x",
    "{a}",
    "[b]",
    "*a",
    "&a",
    "!x",
    "|",
    "%d",
    "@x",
    "`t`",
];

/// Texts of several lines, with ends and beginnings that a block has to keep.
const LINES: [&str; 9] = [
    "a\nb",
    "a\nb\n",
    "a\n\nb\n\n",
    " a\nb",
    "a\n  b",
    "\na",
    "a\r\nb",
    "a\tb\n\tc",
    "# a\n---\n...",
];

pub(crate) fn texts() -> Result<Contract, Error> {
    let odd = "\u{85}\u{2028}\u{feff}\u{0}\u{7f}\u{1f600}\"'\\";
    let values: Vec<&str> = TEXTS.into_iter().chain(LINES).chain([odd]).collect();
    let members = values.iter().map(|text| {
        let member = json!({ "type": "string", "description": text, "const": text });
        // AsyncAPI's parser reads a member of this name as a merge key of YAML, quoted or not.
        let name = if *text == "<<" { "merged" } else { text };
        (name.to_owned(), member)
    });
    let members: serde_json::Map<_, _> = members.collect();
    let numbers = json!([0, -1, 1.5, 1e100, 0.1, u64::MAX, i64::MIN]);
    let body = json!([
        { "name": "yes", "schema": { "$ref": "#/types/Texts" } },
        { "name": "picture", "schema": { "type": "string", "format": "binary", "x-binary": true }, "optional": true },
    ]);
    let limit = json!({ "name": "buys", "limit": 5, "per_ms": 60_000, "burst": 2, "by": "ip", "scope": "app" });
    let errors = json!({
        "codes": {
            "out of stock": { "docs": "No. #1", "message": "only {left} left", "details": { "$ref": "#/types/Texts" } },
            "too_many_requests": {},
        },
        "other": "around",
    });
    let buy = json!({
        "docs": "Buys: one item.\n\n- first\n- second # no comment",
        "body": body,
        "validated": true,
        "answer": { "acknowledgement": [], "events": ["stock-changed"] },
        "errors": errors,
        "guards": ["Paid"],
        "limits": [limit],
        "timeout_ms": 1500,
    });
    let fallback = json!({ "body": [], "answer": {}, "errors": { "other": "any" } });
    let room = json!({
        "docs": "no",
        "params": { "room": { "type": "string" }, "event": { "type": "integer" } },
        "auth": { "name": "auth", "schema": { "type": "object", "properties": { "token": { "type": "string" } } } },
        "refusals": { "codes": { "banned": { "message": "you are banned" } }, "other": "any" },
        "messages": { "buy": buy, "": fallback, "{odd}/name": fallback },
        "fallback": fallback,
        "events": { "stock-changed": { "arguments": body }, "null": { "docs": "null", "arguments": [] } },
    });
    serde_json::from_value(json!({
        "contract": 1,
        "endpoints": {
            "main": { "path": "/socket.io", "transports": ["polling", "websocket"], "namespaces": {
                "/rooms/{room}/{event}": room, "/root": { "messages": { "a": fallback }, "events": {} },
                "/": { "messages": { "a": fallback }, "events": {} },
            } },
            "81": { "port": 81, "path": "/yes", "transports": ["websocket"], "msgpack": true, "namespaces": {
                "/rooms/{room}/{event}": room, "/files/{*path}": { "params": { "path": { "type": "string" } },
                "messages": { "a": fallback }, "events": {} },
            } },
        },
        "types": {
            "Texts": { "type": "object", "properties": members, "examples": [values, numbers, [], {}, null, [[[]]], true] },
        },
    }))
}
