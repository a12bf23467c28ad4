//! `ContractWatcher` compares everything that a client sends and gets with the contract.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use serde_json::Value;

use super::{
    app_contract::AppContract,
    arguments::check_arguments,
    binary::binary,
    complaints::shown,
    errors::{check_error, is_error},
    namespaces::Namespaces,
};
use crate::{
    app::Place,
    contract::{Message, Namespace},
    dispatch::CONNECTION,
    protocol::Packet,
    reply::EXCEPTION,
    session::ErrorDelivery,
    sync::lock,
    testing::connection::Watcher,
    wire::{ClientPacket, PacketKind, json, read_value},
};

/// Watches one connection.
pub(super) struct ContractWatcher {
    app: Arc<AppContract>,
    namespaces: Namespaces,
    /// The messages that an acknowledgement was asked for, by the namespace and the acknowledgement's number.
    asked: Mutex<HashMap<(String, i64), String>>,
}

impl ContractWatcher {
    /// Watches a connection to an endpoint.
    pub(super) fn new(app: &Arc<AppContract>, endpoint: &Place) -> Self {
        Self {
            app: Arc::clone(app),
            namespaces: Namespaces::at(app.get(), endpoint.known_port(), &endpoint.path),
            asked: Mutex::default(),
        }
    }

    fn namespace(&self, name: &str) -> Result<&Namespace, String> {
        let found = self.namespaces.find(self.app.get(), name);
        found.ok_or_else(|| format!("the contract has no namespace `{name}`"))
    }

    fn check_sent(&self, packet: &ClientPacket) -> Result<(), String> {
        let name = &packet.namespace;
        match &packet.kind {
            PacketKind::Connect(auth) => self.check_auth(name, auth.as_ref()),
            PacketKind::Event(payload, id) => self.check_message(name, payload, *id),
            // The contract does not say what clients acknowledge with.
            PacketKind::Acknowledgement(..)
            | PacketKind::Disconnect
            | PacketKind::ConnectError(_) => Ok(()),
        }
    }

    fn check_got(&self, packet: &ClientPacket) -> Result<(), String> {
        let name = &packet.namespace;
        match &packet.kind {
            PacketKind::Event(payload, _) => self.check_event(name, payload),
            PacketKind::Acknowledgement(payload, id) => {
                let asked = lock(&self.asked).remove(&(name.clone(), *id));
                match asked {
                    Some(event) => self.check_answer(name, &event, payload),
                    // It answers what the test has sent as raw text, past the checks.
                    None => Ok(()),
                }
            }
            // A client is told of a refusal in words, of which the contract says nothing.
            PacketKind::Connect(_) | PacketKind::ConnectError(_) | PacketKind::Disconnect => Ok(()),
        }
    }

    fn check_auth(&self, name: &str, payload: Option<&Packet>) -> Result<(), String> {
        let Some(auth) = &self.namespace(name)?.auth else {
            return Ok(());
        };
        let what = format!("`auth` of `{name}`");
        match payload {
            None if auth.optional => Ok(()),
            None => Err(format!("{what} is missing")),
            Some(payload) => {
                let value = read_value(payload).map_err(|error| format!("{what}: {error}"))?;
                let schemas = self.app.schemas();
                let checked = schemas.check(self.app.get(), &auth.schema, &value);
                checked.map_err(|complaints| about(&what, &complaints))
            }
        }
    }

    fn check_message(&self, name: &str, payload: &Packet, id: Option<i64>) -> Result<(), String> {
        let (event, values) = event(payload)?;
        let what = format!("the message `{event}` of `{name}`");
        let namespace = self.namespace(name)?;
        let Some(message) = message(namespace, &event) else {
            return Err(format!("{what} is not in the contract"));
        };
        let checked = check_arguments(&self.app, &message.body, &values);
        checked.map_err(|complaints| about(&what, &complaints))?;
        if let Some(id) = id {
            lock(&self.asked).insert((name.to_owned(), id), event);
        }
        Ok(())
    }

    fn check_event(&self, name: &str, payload: &Packet) -> Result<(), String> {
        let (event, values) = event(payload)?;
        let what = format!("the event `{event}` of `{name}`");
        let namespace = self.namespace(name)?;
        let checked = match namespace.events.get(&event) {
            Some(declared) => check_arguments(&self.app, &declared.arguments, &values),
            None if event == EXCEPTION => self.check_exception(namespace, &values),
            None => {
                return Err(format!(
                    "{what} is not in the contract; add it to the gateway: `emits({event:?} = Type)`, or \
                     `emits(Type)` for a type that derives `ServerEvent`"
                ));
            }
        };
        checked.map_err(|complaints| about(&what, &complaints))
    }

    /// Checks an error that came as an event. Its cause may name the message that has failed; an error of a connection hook
    /// is about no message, and may have any code.
    fn check_exception(&self, namespace: &Namespace, values: &[Value]) -> Result<(), Vec<String>> {
        let [error] = values else {
            return Err(vec![format!("{} arguments are no error", values.len())]);
        };
        let pattern = error.pointer("/cause/pattern").and_then(Value::as_str);
        let pattern = pattern.filter(|event| *event != CONNECTION);
        let failed = pattern.and_then(|event| Some((event, namespace.messages.get(event)?)));
        check_error(&self.app, error, failed)
    }

    fn check_answer(&self, name: &str, event: &str, payload: &Packet) -> Result<(), String> {
        let what = format!("the answer to `{event}` of `{name}`");
        let values = values(payload).map_err(|error| format!("{what}: {error}"))?;
        let Some(message) = message(self.namespace(name)?, event) else {
            return Ok(());
        };
        let answer = check_arguments(&self.app, &message.answer.acknowledgement, &values);
        let may_fail = self.app.get().errors.delivery != ErrorDelivery::Exception;
        let checked = match &values[..] {
            [error] if answer.is_err() && may_fail && is_error(error) => {
                check_error(&self.app, error, Some((event, message)))
            }
            _ => answer,
        };
        checked.map_err(|complaints| about(&what, &complaints))
    }
}

impl Watcher for ContractWatcher {
    fn sends(&self, packet: &ClientPacket) -> Result<(), String> {
        self.check_sent(packet).map_err(|why| {
            format!(
                "this client would break the contract: {why}\n  \
                 if that is what the test wants, leave `.checked()` out where the client connects"
            )
        })
    }

    fn gets(&self, packet: &ClientPacket) -> Result<(), String> {
        self.check_got(packet)
            .map_err(|why| format!("the server breaks the contract: {why}"))
    }
}

/// What takes this event of clients.
fn message<'n>(namespace: &'n Namespace, event: &str) -> Option<&'n Message> {
    let own = namespace.messages.get(event);
    own.or(namespace.fallback.as_ref())
}

/// The name and the arguments of an event.
fn event(payload: &Packet) -> Result<(String, Vec<Value>), String> {
    let mut values = values(payload)?;
    if values.is_empty() {
        return Err("an event has no name".to_owned());
    }
    match values.remove(0) {
        Value::String(name) => Ok((name, values)),
        other => Err(format!("the name of an event is {}", shown(&other))),
    }
}

fn values(payload: &Packet) -> Result<Vec<Value>, String> {
    json(payload, binary).map_err(|error| error.to_string())
}

/// One complaint behind what it is about, or several, a line for each.
fn about(what: &str, complaints: &[String]) -> String {
    match complaints {
        [complaint] => format!("{what}: {complaint}"),
        several => format!("{what}:\n    {}", several.join("\n    ")),
    }
}
