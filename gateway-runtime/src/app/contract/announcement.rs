//! `announcement` describes the event with which an app announces its end.

use serde_json::json;

use crate::contract::{Argument, Event};

/// The announcement of the builder's `drain`, whose payload `app/stop/drain.rs` writes. It has no type of its own, since
/// a name of ours could be one of the app's types too.
pub(super) fn announcement() -> Event {
    let schema = json!({
        "type": "object",
        "properties": {
            "in": {
                "description": "The milliseconds until the last client has left.",
                "type": "integer",
                "minimum": 0
            }
        },
        "required": ["in"]
    });
    Event {
        docs: "Announces that the server ends: it closes its connections, this one among them, and clients connect again \
               elsewhere."
            .to_owned(),
        arguments: vec![Argument {
            name: "data".to_owned(),
            schema,
            optional: false,
        }],
    }
}
