//! `Printer::exception` gives the type of the event `exception`.

use super::{Printer, failure, names::NamedNamespace, ty::Type};
use crate::contract::{ErrorForm, Message, Namespace, OtherCodes};
use crate::session::ErrorDelivery;

/// Whether the errors that come as `exception` are listed under a name: where the event is what clients are told of
/// errors by. Else it is for those who did not ask for an acknowledgement.
pub(super) fn has_name(form: ErrorForm, namespace: &Namespace) -> bool {
    let is_open = |message: &Message| message.errors.other == OtherCodes::Any;
    form.delivery != ErrorDelivery::AcknowledgementElseException
        && !namespace
            .messages
            .values()
            .chain(&namespace.fallback)
            .any(is_open)
}

impl Printer<'_> {
    /// The type of the errors that come as `exception`: those of all messages, and those of hooks, which may have any
    /// code.
    pub(super) fn exception(&self, named: &NamedNamespace<'_>) -> Type {
        let messages = named.namespace.messages.iter();
        let of_messages = messages.map(|(event, message)| match named.failure(event) {
            Some(name) => Type::name(name),
            None => self.failure(message),
        });
        let of_fallback = named
            .namespace
            .fallback
            .iter()
            .map(|message| self.failure(message));
        Type::union(of_messages.chain(of_fallback).chain(failure::around()))
    }
}
