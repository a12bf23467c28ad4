//! `message` is what goes with an event or an acknowledgement, as a message of the document.

use serde_json::{Value, json};

use super::{
    notes::summary,
    schemas::{component, converted},
};
use crate::contract::Argument;

/// A message with the list of the arguments as its payload.
pub(super) fn message(name: &str, title: &str, docs: &str, arguments: &[Argument]) -> Value {
    let mut message = json!({
        "name": name,
        "title": title,
        "payload": payload(arguments),
    });
    if !docs.is_empty() {
        message["summary"] = summary(docs).into();
        message["description"] = docs.into();
    }
    message
}

fn payload(arguments: &[Argument]) -> Value {
    let required = arguments.iter().rposition(|argument| !argument.optional);
    let mut payload = json!({
        "type": "array",
        "minItems": required.map_or(0, |last| last + 1),
        "maxItems": arguments.len(),
    });
    // A list of no schemas is no schema.
    if !arguments.is_empty() {
        payload["items"] = arguments.iter().map(element).collect();
    }
    payload
}

/// The schema of an argument, with the argument's name as its title.
fn element(argument: &Argument) -> Value {
    let schema = component(&argument.schema);
    match schema {
        Value::Object(mut keywords) if !keywords.contains_key("$ref") => {
            keywords.insert("title".to_owned(), argument.name.clone().into());
            Value::Object(keywords)
        }
        reference => json!({ "title": argument.name, "allOf": [reference] }),
    }
}

/// A schema inside of a payload that is made here.
pub(super) fn inner(schema: &Value) -> Value {
    converted(schema)
}
