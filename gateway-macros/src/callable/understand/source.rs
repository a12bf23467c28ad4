//! `understand` finds out where a parameter's value comes from: from the parameter's attribute,
//! which is `#[message_body]`, `#[connected_socket]`, `#[ack]`, `#[handshake_auth]`, `#[param]`,
//! `#[inject]`, `#[guarded]` or `#[per_connection]`, or from the parameter's type.

use quote::ToTokens as _;
use syn::{PatType, Type};

use super::{guarded, message_body, param, parameter_name::display};
use crate::{
    arguments::Arguments,
    attributes::{
        ACK, CONNECTED_SOCKET, GUARDED, HANDSHAKE_AUTH, Helper, INJECT, MESSAGE_BODY,
        ON_PARAMETERS, PARAM, PER_CONNECTION,
    },
    callable::{Body, Callable, GuardPoint, HookKind, Role, Source},
    errors::Errors,
    types,
};

/// Accepts one of our attributes, or none.
pub(crate) fn understand(
    function: &Callable,
    typed: &PatType,
    role: Role,
    helpers: &[Helper],
    errors: &mut Errors,
) -> Source {
    let mut first: Option<&Helper> = None;
    let mut source = Source::Type;
    for helper in helpers {
        if !helper.is_readable() {
            continue;
        }
        if !ON_PARAMETERS.contains(&helper.name) {
            helper.refuse_place(errors);
            continue;
        }
        if let Some(first) = first {
            errors.over(helper.tokens(), two_attributes(typed, first, helper));
            continue;
        }
        first = Some(helper);
        if let Some(problem) = problem_in_role(helper, role) {
            errors.over(
                helper.tokens(),
                format!("`{}` is {}, {problem}", function.name(), role.noun()),
            );
            continue;
        }
        source = read(helper, typed, role, errors);
    }
    if first.is_none() {
        return by_type(&typed.ty, role);
    }
    source
}

/// A handle with a type argument must be a handle of this gateway, which the compiler checks; every
/// other type is an extractor.
fn by_type(ty: &Type, role: Role) -> Source {
    if !role.is_method() {
        return Source::Type;
    }
    match types::named_with_arguments(ty, &["Socket", "Server"]) {
        Some("Socket") if !is_without_client(role) => Source::ConnectedSocket,
        Some("Server") => Source::Server,
        _ => Source::Type,
    }
}

fn is_without_client(role: Role) -> bool {
    matches!(role, Role::Hook(kind) if kind.is_without_client())
}

fn two_attributes(typed: &PatType, first: &Helper, second: &Helper) -> String {
    let parameter = display(typed);
    if first.name == second.name {
        format!("{parameter} has {} twice; remove one", second.quoted())
    } else {
        format!(
            "{parameter} has {} and {}; a parameter has one source: remove one",
            first.quoted(),
            second.quoted()
        )
    }
}

/// Why a function with this role cannot have such a parameter.
fn problem_in_role(helper: &Helper, role: Role) -> Option<&'static str> {
    match (role, helper.name) {
        (Role::Hook(HookKind::Event), MESSAGE_BODY) => {
            Some("which gets its event without an attribute; remove it")
        }
        (Role::Hook(HookKind::ServerEvent), MESSAGE_BODY) => None,
        (
            Role::Hook(HookKind::ServerEvent),
            CONNECTED_SOCKET | HANDSHAKE_AUTH | PARAM | GUARDED | PER_CONNECTION,
        ) => Some("which another server calls, and no client; remove the parameter"),
        (Role::Hook(_), MESSAGE_BODY) => Some("which gets no message; remove the parameter"),
        (Role::Hook(_), ACK) => Some("which has nothing to acknowledge; remove the parameter"),
        (
            Role::Hook(HookKind::Init),
            CONNECTED_SOCKET | HANDSHAKE_AUTH | PARAM | GUARDED | PER_CONNECTION,
        ) => Some("which runs before any client connects; remove the parameter"),
        (
            Role::Hook(HookKind::Shutdown),
            CONNECTED_SOCKET | HANDSHAKE_AUTH | PARAM | GUARDED | PER_CONNECTION,
        ) => Some("which runs when all clients have left; remove the parameter"),
        (
            Role::Hook(HookKind::Interval | HookKind::Event),
            CONNECTED_SOCKET | HANDSHAKE_AUTH | PARAM | GUARDED | PER_CONNECTION,
        ) => Some("which no client calls; remove the parameter"),
        (Role::Guard(GuardPoint::Both), MESSAGE_BODY) => Some(
            "which runs when a client connects too, where there is no message; write `#[guard(message)]`",
        ),
        (Role::Guard(GuardPoint::Connection), MESSAGE_BODY) => Some(
            "which runs when a client connects, where there is no message; remove the parameter",
        ),
        (Role::Interceptor | Role::Filter, MESSAGE_BODY) => {
            Some("which reads a message by `call.body::<T>()`; take `call: Call`")
        }
        (Role::Pipe, MESSAGE_BODY) => {
            Some("which gets its value as the first parameter, without an attribute")
        }
        (Role::Guard(_), ACK) => Some(
            "which does not answer: it lets the message pass or refuses it; remove the parameter",
        ),
        (Role::Interceptor, ACK) => {
            Some("which answers by the `Outcome` that it returns; remove the parameter")
        }
        (Role::Filter, ACK) => Some("which answers by what it returns; remove the parameter"),
        (Role::Pipe, ACK) => {
            Some("which does not answer: an error that it returns refuses the message")
        }
        _ => None,
    }
}

/// Reports attributes on what the function is there for.
pub(crate) fn refuse_on_subject(
    typed: &PatType,
    role: Role,
    helpers: &[Helper],
    errors: &mut Errors,
) {
    let subject = match role {
        Role::Filter => "the error that the filter catches",
        Role::Pipe => "the value that the pipe changes",
        _ => "what the interceptor stands in front of",
    };
    if let Some(helper) = helpers.iter().find(|helper| helper.is_readable()) {
        helper.refuse_with(
            &format!(
                "cannot mark {}, which is {subject}; remove it",
                display(typed)
            ),
            errors,
        );
    }
}

/// The source that the attribute names. After a mistake in the arguments, that source is never
/// printed.
fn read(helper: &Helper, typed: &PatType, role: Role, errors: &mut Errors) -> Source {
    let source = match helper.name {
        MESSAGE_BODY if role == Role::Hook(HookKind::ServerEvent) => {
            let has_arguments = !matches!(Arguments::of(&helper.attribute), Arguments::None);
            if has_arguments {
                helper.refuse_with(
                    "takes no arguments where the body is the payload of a server event; remove them",
                    errors,
                );
            }
            return Source::Body(Body::default());
        }
        MESSAGE_BODY => {
            let body = message_body::parse(helper, errors);
            if let Some(pipe) = body.pipe.as_ref().filter(|_| role != Role::Handler) {
                errors.over(
                    pipe.to_token_stream(),
                    format!(
                        "a pipe stands in front of a method; here, call the function `{}` in the body",
                        pipe.to_token_stream()
                    ),
                );
            }
            return Source::Body(body);
        }
        PARAM => return param::parse(helper, typed, errors).map_or(Source::Type, Source::Param),
        GUARDED => return Source::Guarded(guarded::parse(helper, errors)),
        // Whose gateway's socket it is, only a method of the gateway knows.
        CONNECTED_SOCKET if !role.is_method() => Source::Type,
        CONNECTED_SOCKET => Source::ConnectedSocket,
        HANDSHAKE_AUTH => Source::HandshakeAuth,
        INJECT => Source::Provider,
        PER_CONNECTION => Source::PerConnection,
        _ => Source::Ack,
    };
    helper.refuse_arguments(errors);
    source
}
