//! `check` makes sure that a listener has one event.

use quote::ToTokens as _;

use crate::{
    attributes::{Helper, MESSAGE_BODY},
    block::syntax::Method,
    callable::Parameter,
    errors::Errors,
    types,
};

/// What only a client or its message could give. Another type is the event.
const OF_CLIENTS: &[&str] = &[
    "Socket",
    "Handshake",
    "Message",
    "EventName",
    "SocketData",
    "Ack",
];

/// Reports arguments of the attribute, a listener without an event or with several, and parameters that are no event.
pub(super) fn check(
    method: &Method,
    helper: &Helper,
    parameters: &[Parameter<'_>],
    errors: &mut Errors,
) {
    helper.refuse_arguments_since(
        ", since the type of the parameter says which event it is",
        errors,
    );
    let name = method.name();
    let subjects = parameters.iter().filter(|parameter| parameter.is_subject());
    let of_client = |parameter: &Parameter<'_>| {
        let mut names = OF_CLIENTS.iter();
        names
            .find(|name| types::is_named(parameter.ty, name))
            .copied()
    };
    let (of_clients, events): (Vec<_>, Vec<_>) =
        subjects.partition(|parameter| of_client(parameter).is_some());
    for parameter in &of_clients {
        let what = of_client(parameter).unwrap_or_default();
        errors.over(
            parameter.ty.to_token_stream(),
            format!(
                "`{name}` is a listener, which no client calls: there is no `{what}`; remove the parameter"
            ),
        );
    }
    let Some((first, others)) = events.split_first() else {
        let mut helpers = method.callable.input_helpers.iter().flatten();
        // What was meant as the event was reported.
        if of_clients.is_empty() && helpers.all(|helper| helper.name != MESSAGE_BODY) {
            errors.at(
                name.span(),
                format!(
                    "`{name}` has no parameter for its event; a listener takes the event that it listens for \
                     without an attribute, as in `event: OrderCreated`"
                ),
            );
        }
        return;
    };
    let first = first.ty.to_token_stream();
    for other in others {
        errors.over(
            other.ty.to_token_stream(),
            format!(
                "`{name}` takes `{first}` as its event already; a listener has one: remove this parameter, or mark \
                 what the app provides with `#[inject]`"
            ),
        );
    }
}
