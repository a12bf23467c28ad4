//! `Printer::listener`, `Printer::call` and `exception_listener` print the signatures of events.

use super::{Printer, failure, labels::labels, names::NamedNamespace, ty::Type};
use crate::contract::{Argument, Event, Message};
use crate::session::ErrorDelivery;

/// How deep the members of the interfaces are.
const DEPTH: usize = 1;

/// The label of an error in an acknowledgement.
const ERROR: &str = "error";

impl Printer<'_> {
    /// What a client's listener of an event is called with.
    pub(super) fn listener(&self, event: &Event) -> String {
        format!("({}) => void", self.parameters(&event.arguments).join(", "))
    }

    /// What a client sends with a message: its body, and the acknowledgement's callback, which is always last. So a body
    /// that may be left out is one of several lists.
    pub(super) fn call(
        &self,
        event: &str,
        message: &Message,
        named: &NamedNamespace<'_>,
    ) -> String {
        let ack = format!("ack: {}", self.acknowledgement(event, message, named));
        let body = &message.body;
        let optional = body
            .iter()
            .rev()
            .take_while(|argument| argument.optional)
            .count();
        let parameters: Vec<String> = body
            .iter()
            .zip(labels(body))
            .map(|(argument, label)| {
                format!("{label}: {}", self.type_of(&argument.schema).print(DEPTH))
            })
            .collect();
        let required = body.len() - optional;
        if optional == 0 {
            let parameters = parameters.into_iter().chain([ack]);
            return format!("({}) => void", parameters.collect::<Vec<_>>().join(", "));
        }
        let bodies: Vec<String> = (required..=body.len())
            .rev()
            .map(|length| format!("[{}]", parameters[..length].join(", ")))
            .collect();
        // The acknowledgement stands there once: two types that are written alike are not the same one to a compiler.
        format!(
            "(...args: [...body: {}, {ack}]) => void",
            bodies.join(" | ")
        )
    }

    /// The type of the acknowledgement's callback.
    fn acknowledgement(
        &self,
        event: &str,
        message: &Message,
        named: &NamedNamespace<'_>,
    ) -> String {
        let values = &message.answer.acknowledgement;
        if self.contract.errors.delivery == ErrorDelivery::Exception {
            return format!("({}) => void", self.parameters(values).join(", "));
        }
        let failure = match named.failure(event) {
            Some(name) => Type::name(name),
            None => self.failure(message),
        };
        match &values[..] {
            // Without a value the error is the one argument that there may be.
            [] => format!("({ERROR}?: {}) => void", failure.print(DEPTH)),
            [value] => {
                let label = labels(values).concat();
                let mark = if value.optional { "?" } else { "" };
                let ty = Type::union([self.type_of(&value.schema), failure]);
                format!("({label}{mark}: {}) => void", ty.print(DEPTH))
            }
            // An error comes alone.
            _ => {
                let values = self.parameters(values).join(", ");
                format!(
                    "(...answer: [{values}] | [{ERROR}: {}]) => void",
                    failure.print(DEPTH)
                )
            }
        }
    }

    /// The parameters with their names. Those at the end may be left out, if they are optional.
    fn parameters(&self, arguments: &[Argument]) -> Vec<String> {
        let required = arguments.len()
            - arguments
                .iter()
                .rev()
                .take_while(|argument| argument.optional)
                .count();
        arguments
            .iter()
            .zip(labels(arguments))
            .enumerate()
            .map(|(index, (argument, label))| {
                let mark = if index < required { "" } else { "?" };
                format!(
                    "{label}{mark}: {}",
                    self.type_of(&argument.schema).print(DEPTH)
                )
            })
            .collect()
    }
}

/// What a client's listener of `exception` is called with.
pub(super) fn exception_listener(named: &NamedNamespace<'_>) -> String {
    let name = named.exception.as_ref().map(|name| Type::name(name));
    let ty = name.unwrap_or_else(failure::open);
    format!("({ERROR}: {}) => void", ty.print(DEPTH))
}
