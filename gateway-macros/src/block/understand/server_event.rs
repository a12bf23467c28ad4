//! `parse` reads the argument of `#[on_server_event]`: the name of an event.

use super::events::event;
use crate::{
    arguments::{self, Arguments},
    attributes::Helper,
    block::model::{Event, ServerEvent},
    errors::Errors,
};

/// An example for messages.
const EXAMPLE: &str = "#[on_server_event(\"price-changed\")]";

/// Accepts `#[on_server_event("name")]` and `#[on_server_event(events::NAME)]`.
pub(super) fn parse(helper: &Helper, errors: &mut Errors) -> Option<ServerEvent> {
    let list = match Arguments::of(&helper.attribute) {
        Arguments::List(list) if !list.is_empty() => list,
        Arguments::None | Arguments::List(_) => {
            errors.over(
                helper.tokens(),
                format!("`#[on_server_event]` has to name the event; write `{EXAMPLE}`"),
            );
            return None;
        }
        Arguments::Value(value) => {
            let written = value.to_string();
            errors.over(
                value,
                format!("the event stands in parentheses; write `#[on_server_event({written})]`"),
            );
            return None;
        }
    };
    let mut arguments = arguments::split(list, errors).into_iter();
    let first = arguments.next()?;
    for second in arguments {
        errors.over(
            second,
            "a method listens to one server event; mark another method, and call this one from there",
        );
    }
    match event(first, errors)? {
        Event::Named(name) => Some(ServerEvent::Named(name)),
        Event::Constant(constant) => Some(ServerEvent::Constant(constant)),
        Event::Fallback(span) | Event::Method(span) => {
            errors.at(
                span,
                format!(
                    "there is no fallback for server events; name the event, as in `{EXAMPLE}`"
                ),
            );
            None
        }
    }
}
