//! `check` makes sure that a listener has one event.

use quote::ToTokens as _;

use crate::{
    attributes::MESSAGE_BODY, block::syntax::Method, callable::Parameter, errors::Errors, types,
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

/// Reports a listener without an event or with several, and parameters that are no event.
pub(super) fn check(method: &Method, parameters: &[Parameter<'_>], errors: &mut Errors) {
    let name = method.name();
    let mut events = parameters.iter().filter(|parameter| parameter.is_subject());
    let Some(first) = events.next() else {
        let mut helpers = method.callable.input_helpers.iter().flatten();
        // The mark of a parameter that is meant as the event was reported.
        if helpers.all(|helper| helper.name != MESSAGE_BODY) {
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
    let written = |parameter: &Parameter<'_>| parameter.ty.to_token_stream().to_string();
    if let Some(of_client) = OF_CLIENTS
        .iter()
        .find(|name| types::is_named(first.ty, name))
    {
        errors.over(
            first.ty.to_token_stream(),
            format!("`{name}` is a listener, which no client calls: there is no `{of_client}`; remove the parameter"),
        );
    }
    for second in events {
        errors.over(
            second.ty.to_token_stream(),
            format!(
                "`{name}` takes `{}` as its event already; a listener has one: remove this parameter, or mark \
                 what the app provides with `#[inject]`",
                written(first)
            ),
        );
    }
}
