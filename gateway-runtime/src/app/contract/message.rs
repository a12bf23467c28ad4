//! `message` makes a message of the contract of what a method says about itself.

use super::{
    arguments::{body, written},
    around::Around,
    notes::Notes,
};
use crate::{
    app::plan::NamedHandler,
    contract::{Answer, Event, Message},
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
    let timeout = handler.record.timeout.or(handler.gateway.options.timeout);
    let mut message = Message {
        docs: docs(shape.docs),
        body: body(&shape.parameters),
        validated: shape.parameters.iter().any(|parameter| parameter.validated),
        answer: Answer::default(),
        errors: shape.errors,
        guards: around.guards,
        limits: around.limits,
        timeout_ms: timeout.map(|timeout| timeout.as_millis().try_into().unwrap_or(u64::MAX)),
    };
    message.errors.add(around.errors);
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
                let event = Event {
                    docs: docs(comment),
                    arguments: written(&shape.answer, "data"),
                };
                events.push((name.to_owned(), event));
                message.answer.events.push(name.to_owned());
            } else {
                let of_type = named.iter().filter(|(_, rust)| *rust == shape.answer.rust);
                let declared = of_type.map(|(name, _)| (*name).to_owned());
                message.answer.events.extend(declared);
                message.answer.events.sort();
                if message.answer.events.is_empty() {
                    notes.of_event(place, shape.answer.rust);
                }
            }
        }
    }
    Described { message, events }
}
