//! `Place` is a namespace of an endpoint, of which channels are made.

use serde_json::{Map, Value, json};

use super::{
    keys::{self, key},
    namespaces::EVERY_OTHER,
    servers::MSGPACK,
};
use crate::contract::{Endpoint, Namespace};

/// The namespace that channels are in.
pub(super) struct Place<'a> {
    /// What the keys of the namespace's channels begin with.
    key: String,
    path: &'a str,
    server: String,
    msgpack: bool,
    params: Vec<&'a str>,
}

impl<'a> Place<'a> {
    pub(super) fn new(
        (endpoint_name, endpoint): (&str, &Endpoint),
        path: &'a str,
        namespace: &'a Namespace,
    ) -> Self {
        let prefix = match endpoint_name {
            "main" => String::new(),
            other => format!("{}.-.", key(other)),
        };
        Self {
            key: format!("{prefix}{}", keys::namespace(path)),
            path,
            server: key(endpoint_name),
            msgpack: endpoint.msgpack,
            params: namespace.params.keys().map(String::as_str).collect(),
        }
    }

    /// The key of a part of the document that is about an event.
    pub(super) fn key(&self, event: &str) -> String {
        format!("{}..{}", self.key, key(event))
    }

    /// The key of a part of the document that is about no event. No event's key has such a one.
    pub(super) fn special(&self, what: &str) -> String {
        format!("{}...{what}", self.key)
    }

    /// The channel of an event.
    pub(super) fn event(&self, event: &str, messages: &[(String, String)]) -> Value {
        // The name of an event may have braces, which are no parameters of the address.
        let is_plain = !event.contains(['{', '}']);
        let address = is_plain.then(|| format!("{}#{event}", self.address()));
        let mut channel = self.channel(event, address.as_deref(), messages);
        channel["x-socketio"] = json!({ "namespace": self.path, "event": event });
        channel
    }

    /// The channel of all events that have no other channel: their name is a parameter of the address.
    pub(super) fn fallback(&self, messages: &[(String, String)]) -> Value {
        let mut name = "event".to_owned();
        while self.params.contains(&name.as_str()) {
            name.push('_');
        }
        let address = format!("{}#{{{name}}}", self.address());
        let mut channel = self.channel(EVERY_OTHER, Some(&address), messages);
        channel["x-socketio"] = json!({ "namespace": self.path, "fallback": true });
        channel["parameters"][&name] =
            json!({ "description": "The name of an event that has no channel of its own." });
        channel
    }

    /// The channel of an acknowledgement, which has no name.
    pub(super) fn reply(&self, title: &str, messages: &[(String, String)]) -> Value {
        self.channel(title, None, messages)
    }

    fn channel(&self, title: &str, address: Option<&str>, messages: &[(String, String)]) -> Value {
        let messages = messages.iter().map(|(key, message)| {
            let message = json!({ "$ref": format!("#/components/messages/{message}") });
            (key.clone(), message)
        });
        let mut channel = json!({
            "title": title,
            "address": address,
            "servers": [{ "$ref": format!("#/servers/{}", self.server) }],
            "messages": messages.collect::<Map<_, _>>(),
        });
        if address.is_some() && !self.params.is_empty() {
            let params = self.params.iter();
            let params = params.map(|name| {
                let param = json!({ "description": "A part of the namespace's name." });
                ((*name).to_owned(), param)
            });
            channel["parameters"] = Value::Object(params.collect());
        }
        channel
    }

    /// The namespace's pattern as an address: a parameter that takes the rest of the name has a star in the pattern.
    fn address(&self) -> String {
        self.path.replace("{*", "{")
    }

    /// Says how a message is packed, if not as all others.
    pub(super) fn packed(&self, mut message: Value) -> Value {
        if self.msgpack {
            message["contentType"] = MSGPACK.into();
        }
        message
    }
}
