//! `Shape` is what a method is to clients, as its expansion describes it.

use super::Payload;
use crate::contract::{Errors, Schema};

/// A method that takes messages.
#[derive(Debug)]
pub struct Shape {
    /// The method's documentation, as it stands in the source.
    pub docs: &'static str,
    /// The parameters whose values come from clients.
    pub parameters: Vec<Parameter>,
    /// What kind of answer the method returns.
    pub kind: Kind,
    /// The value, or the payload of the events.
    pub answer: Payload,
    /// How the method fails.
    pub errors: Errors,
}

/// The kind of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A value, which is the acknowledgement.
    Value,
    /// One event or several, and an empty acknowledgement.
    Events,
}

/// A hook.
#[derive(Debug, Default)]
pub struct HookShape {
    /// The parameters whose values come from clients.
    pub parameters: Vec<Parameter>,
}

/// A guard.
#[derive(Debug)]
pub struct GuardShape {
    /// The parameters whose values come from clients.
    pub parameters: Vec<Parameter>,
    /// How the guard refuses.
    pub errors: Errors,
}

impl GuardShape {
    /// A guard of which nothing is known.
    pub(crate) fn unknown() -> Self {
        let mut errors = Errors::default();
        errors.add_around();
        Self {
            parameters: Vec::new(),
            errors,
        }
    }
}

/// A gateway.
#[derive(Debug, Default)]
pub struct GatewayShape {
    /// The documentation of the gateway's struct, as it stands in the source.
    pub docs: &'static str,
    /// The events that the gateway declares; with a name, unless the event's type has one.
    pub events: Vec<(Option<&'static str>, Payload)>,
}

/// A parameter whose value comes from a client.
#[derive(Debug)]
pub struct Parameter {
    /// Where the value comes from.
    pub role: Role,
    /// The parameter's name, or that of the member or of the namespace's parameter; empty for a pattern.
    pub name: &'static str,
    /// Whether the client may leave it out.
    pub optional: bool,
    /// Whether the value is validated.
    pub validated: bool,
    /// What is known of the type.
    pub payload: Payload,
}

/// Where a parameter's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The next argument of the message, or the next ones.
    Body,
    /// A member of the message's first argument.
    Key,
    /// A part of the namespace's name.
    Param,
    /// The option `auth` of the connection.
    Auth,
}

impl Parameter {
    /// The schema of the value.
    pub(crate) fn schema(&self) -> &Schema {
        &self.payload.schema
    }
}
