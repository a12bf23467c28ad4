//! `message` makes a message of the contract of what a method says about itself.

use super::{
    arguments::{body, written},
    around::Around,
    notes::Notes,
};
use crate::{
    app::plan::NamedHandler,
    contract::{Event, Message},
    describe::{Kind, Shape, docs},
};

/// A message, and the events that are its answer.
pub(super) struct Described {
    pub(super) message: Message,
    /// The events, by their names.
    pub(super) events: Vec<(String, Event)>,
}

/// Describes the message of a method. `named` are the events that the gateway declares by name, each with its type's name.
pub(super) fn message(
    handler: &NamedHandler,
    shape: Shape,
    around: Around,
    named: &[(&'static str, &'static str)],
    place: &str,
    notes: &mut Notes,
) -> Described {
    let mut message = Message::default();
    message.docs = docs(shape.docs);
    message.body = body(&shape.parameters);
    message.validated = shape.parameters.iter().any(|parameter| parameter.validated);
    message.errors = shape.errors;
    message.errors.add(around.errors);
    message.guards = around.guards;
    message.limits = around.limits;
    let timeout = handler.record.timeout.or(handler.gateway.options.timeout);
    message.timeout_ms = timeout.map(|timeout| timeout.as_millis().try_into().unwrap_or(u64::MAX));
    let mut events = Vec::new();
    match shape.kind {
        Kind::Value => {
            message.answer.acknowledgement = written(&shape.answer, "answer");
            if let [answer] = &message.answer.acknowledgement[..] {
                notes.answer(place, answer);
            }
        }
        Kind::Events => {
            if let Some((name, comment)) = shape.answer.event {
                let mut event = Event::default();
                event.docs = docs(comment);
                event.arguments = written(&shape.answer, "data");
                events.push((name.to_owned(), event));
                message.answer.events.push(name.to_owned());
            } else {
                let of_type = named.iter().filter(|(_, rust)| *rust == shape.answer.rust);
                let names = of_type.map(|(name, _)| (*name).to_owned());
                message.answer.events.extend(names);
                message.answer.events.sort();
                if message.answer.events.is_empty() {
                    notes.of_event(place, shape.answer.rust);
                }
            }
        }
    }
    Described { message, events }
}
