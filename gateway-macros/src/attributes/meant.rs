//! `Meant` is what somebody meant who wrote an attribute that does not exist: with a typo, in the
//! casing of NestJS, or by another word.

use super::{
    ACK, CONNECTED_SOCKET, HANDSHAKE_AUTH, INJECT, MESSAGE_BODY, NOT_YET, ON_FIELDS,
    ON_GATEWAY_CONNECTION, ON_GATEWAY_DISCONNECT, ON_GATEWAY_INIT, ON_METHODS, ON_PARAMETERS,
    Place, SUBSCRIBE_MESSAGE, WEBSOCKET_GATEWAY,
};
use crate::suggestion;

/// What an unknown attribute may mean.
pub(super) enum Meant {
    /// An attribute that works.
    Attribute(&'static str),
    /// One of [`NOT_YET`].
    NotYet(&'static str),
    /// An attribute that exists in NestJS alone: its name in snake case, and what to do instead.
    Remedy(&'static str, &'static str),
}

/// Other words for the attributes of methods; most are NestJS's.
const METHODS: &[(&str, &[&str])] = &[
    (
        SUBSCRIBE_MESSAGE,
        &["message_pattern", "event_pattern", "on_message", "event"],
    ),
    (
        ON_GATEWAY_INIT,
        &[
            "after_init",
            "on_init",
            "on_module_init",
            "on_application_bootstrap",
        ],
    ),
    (
        ON_GATEWAY_CONNECTION,
        &["handle_connection", "on_connection", "on_connect"],
    ),
    (
        ON_GATEWAY_DISCONNECT,
        &["handle_disconnect", "on_disconnection", "on_disconnect"],
    ),
];

/// Other words for the attributes of parameters.
const PARAMETERS: &[(&str, &[&str])] = &[
    (MESSAGE_BODY, &["body", "data", "payload", "message"]),
    (CONNECTED_SOCKET, &["socket", "client"]),
    (HANDSHAKE_AUTH, &["auth"]),
    (ACK, &["acknowledgement", "callback"]),
];

/// Other words for the attributes of fields.
const FIELDS: &[(&str, &[&str])] = &[(INJECT, &["inject_repository", "inject_model"])];

const SHUTDOWN: &str =
    "no hook runs at shutdown: a task that works until then waits for `server.closed()`";
const HANDSHAKE: &str = "take a parameter of type `Handshake` without an attribute, which has the \
                         query, the headers and the address";
const USER: &str = "take what was kept with `set_data`, as a parameter of type `SocketData<User>` \
                    without an attribute";

/// Attributes of NestJS that have no attribute here.
const REMEDIES: &[(Place, &str, &[&str])] = &[
    (
        Place::Method,
        SHUTDOWN,
        &[
            "on_module_destroy",
            "before_application_shutdown",
            "on_application_shutdown",
        ],
    ),
    (
        Place::Parameter,
        HANDSHAKE,
        &["handshake", "query", "headers", "req", "request", "ip"],
    ),
    (Place::Parameter, USER, &["user", "current_user"]),
];

/// What `#[written]` may mean at `place`. Nothing, if it may be somebody else's: what only begins
/// alike, or is as short as anything.
pub(super) fn meant(written: &str, place: Place) -> Option<Meant> {
    let is_written = |known: &&str| suggestion::is_same(written, known);
    let (own, others): (&[&str], &[(&str, &[&str])]) = match place {
        Place::Item => (&[], &[]),
        Place::Method => (ON_METHODS, METHODS),
        Place::Parameter => (ON_PARAMETERS, PARAMETERS),
        Place::Field => (ON_FIELDS, FIELDS),
    };
    if let Some(name) = suggestion::near(written, NOT_YET) {
        return Some(Meant::NotYet(name));
    }
    let everywhere: [&[&str]; 4] = [&[WEBSOCKET_GATEWAY], ON_FIELDS, ON_METHODS, ON_PARAMETERS];
    let cased_differently = everywhere.concat().into_iter().find(is_written);
    let by_another_word = || {
        let mut others = others.iter();
        others.find_map(|(name, words)| words.iter().any(is_written).then_some(*name))
    };
    if let Some(name) = cased_differently.or_else(by_another_word) {
        return Some(Meant::Attribute(name));
    }
    let remedies = REMEDIES.iter().filter(|(home, ..)| *home == place);
    for (_, remedy, words) in remedies {
        if let Some(word) = words.iter().copied().find(is_written) {
            return Some(Meant::Remedy(word, remedy));
        }
    }
    suggestion::near(written, own).map(Meant::Attribute)
}
