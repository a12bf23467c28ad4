//! `Meant` is what somebody meant who wrote an attribute that does not exist: with a typo, in the
//! casing of NestJS, or by another word.

use super::{
    ACK, CONNECTED_SOCKET, ENHANCING, HANDSHAKE_AUTH, INJECT, INTERVAL, MESSAGE_BODY, ON_EVENT,
    ON_FIELDS, ON_GATEWAY_CONNECTION, ON_GATEWAY_DISCONNECT, ON_GATEWAY_INIT, ON_GATEWAY_SHUTDOWN,
    ON_METHODS, ON_PARAMETERS, ON_SERVER_EVENT, PER_CONNECTION, Place, SET_METADATA,
    SUBSCRIBE_MESSAGE, USE_ENHANCERS, USE_FILTERS, USE_GUARDS, USE_INTERCEPTORS, WEBSOCKET_GATEWAY,
};
use crate::suggestion;

/// What an unknown attribute may mean.
pub(super) enum Meant {
    /// An attribute that works.
    Attribute(&'static str),
    /// An attribute that exists in NestJS alone: its name in snake case, and what to do instead.
    Remedy(&'static str, &'static str),
}

/// The name of an attribute, and other words for it.
type OtherWords = (&'static str, &'static [&'static str]);

/// Other words for the attributes of methods; most are NestJS's.
const METHODS: &[OtherWords] = &[
    (
        SUBSCRIBE_MESSAGE,
        &[
            "message_pattern",
            "event_pattern",
            "subscribe",
            "subscribe_event",
            "on_message",
            "event",
        ],
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
    (
        ON_SERVER_EVENT,
        &[
            "on_server_side_event",
            "on_server_side_emit",
            "server_event",
        ],
    ),
    (INTERVAL, &["set_interval"]),
    (ON_EVENT, &["event_listener"]),
    (
        ON_GATEWAY_SHUTDOWN,
        &[
            "on_shutdown",
            "on_module_destroy",
            "before_application_shutdown",
            "on_application_shutdown",
        ],
    ),
];

/// Other words for what puts something around methods.
const AROUND: &[OtherWords] = &[
    (USE_GUARDS, &["guards", "can_activate", "auth_guard"]),
    (USE_INTERCEPTORS, &["interceptors"]),
    (
        USE_FILTERS,
        &["filters", "exception_filter", "use_exception_filters"],
    ),
    (USE_ENHANCERS, &["apply_decorators", "bundle"]),
    (SET_METADATA, &["metadata"]),
];

/// Other words for the attributes of parameters.
const PARAMETERS: &[OtherWords] = &[
    (MESSAGE_BODY, &["body", "data", "payload", "message"]),
    (CONNECTED_SOCKET, &["socket", "client"]),
    (HANDSHAKE_AUTH, &["auth"]),
    (ACK, &["acknowledgement", "callback"]),
    (
        PER_CONNECTION,
        &["per_socket", "per_request", "scoped", "request_scoped"],
    ),
];

/// Other words for the attributes of fields.
const FIELDS: &[OtherWords] = &[(INJECT, &["inject_repository", "inject_model"])];

/// An attribute of NestJS that other crates have too, around any function.
pub(super) const AMBIGUOUS: &str = "timeout";

const CRON: &str = "the times of a day are read by a crate such as `cron`, in a task of an init hook, as in `examples/cron` of the \
                    repository; for a period write `#[interval(\"1s\")]`";
const TIMEOUT: &str = "for NestJS's `@Timeout(5000)`, which calls a method once, start a task in a method marked `#[on_gateway_init]`: \
                       `tokio::spawn(async move { tokio::time::sleep(Duration::from_secs(5)).await; .. })`; the time that a \
                       handler may take is `#[subscribe_message(\"name\", timeout = \"5s\")]`";
const ANY_EVENT: &str =
    "a method for all events that have no other is marked `#[subscribe_message(fallback)]`";
const HANDSHAKE: &str = "take a parameter of type `Handshake` without an attribute, which has the \
                         query, the headers and the address";
const USER: &str =
    "mark the parameter with `#[guarded]`, which takes what a guard in front of the method gives";
const CATCH: &str = "a filter says by its first parameter what it catches: write `#[filter] fn name(error: \
                     MyError) -> WsError`, and `#[use_filters(name)]` here";
const PIPES: &str = "serde makes types of what arrives, and with the feature `validation` a body whose type has rules is \
     validated; for what has to ask something, write `#[message_body(pipe = name)]` on the parameter";
const SKIP: &str = "write `#[throttle(skip)]`";
const ROLES: &str =
    "write `#[set_metadata(Roles(&[\"admin\"]))]`, with a type of your own that guards read";

/// Attributes of NestJS that have no attribute here.
const REMEDIES: &[(Place, &str, &[&str])] = &[
    (Place::Method, CRON, &["cron"]),
    (Place::Method, TIMEOUT, &[AMBIGUOUS]),
    (Place::Method, ANY_EVENT, &["on_any"]),
    (
        Place::Parameter,
        HANDSHAKE,
        &["handshake", "query", "headers", "req", "request", "ip"],
    ),
    (Place::Parameter, USER, &["user", "current_user"]),
];

/// Attributes of NestJS around methods that have no attribute here.
const REMEDIES_AROUND: &[(&str, &[&str])] = &[
    (CATCH, &["catch"]),
    (PIPES, &["use_pipes"]),
    (SKIP, &["skip_throttle"]),
    (ROLES, &["roles"]),
];

/// What `#[written]` may mean at `place`. Nothing, if it may be somebody else's: what only begins
/// alike, or is as short as anything.
pub(super) fn meant(written: &str, place: Place) -> Option<Meant> {
    let is_written = |known: &&str| suggestion::is_same(written, known);
    let (own, others): (Vec<&'static str>, Vec<&[OtherWords]>) = match place {
        Place::Item => (ENHANCING.to_vec(), vec![AROUND]),
        Place::Method => ([ON_METHODS, ENHANCING].concat(), vec![METHODS, AROUND]),
        Place::Function => (Vec::new(), Vec::new()),
        Place::Parameter => (ON_PARAMETERS.to_vec(), vec![PARAMETERS]),
        Place::Field => (ON_FIELDS.to_vec(), vec![FIELDS]),
    };
    let everywhere: [&[&str]; 5] = [
        &[WEBSOCKET_GATEWAY],
        ON_FIELDS,
        ON_METHODS,
        ON_PARAMETERS,
        ENHANCING,
    ];
    let cased_differently = everywhere.concat().into_iter().find(is_written);
    let by_another_word = || {
        let mut others = others.iter().copied().flatten();
        others.find_map(|(name, words)| words.iter().any(is_written).then_some(*name))
    };
    if let Some(name) = cased_differently.or_else(by_another_word) {
        return Some(Meant::Attribute(name));
    }
    let is_around = matches!(place, Place::Item | Place::Method);
    let remedies = REMEDIES.iter().filter(|(home, ..)| *home == place);
    let remedies = remedies.map(|(_, remedy, words)| (*remedy, *words));
    let around = REMEDIES_AROUND.iter().copied().filter(|_| is_around);
    for (remedy, words) in remedies.chain(around) {
        if let Some(word) = words.iter().copied().find(is_written) {
            return Some(Meant::Remedy(word, remedy));
        }
    }
    suggestion::near(written, &own).map(Meant::Attribute)
}
