//! `understand` finds out where a parameter's value comes from: from the parameter's attribute,
//! which is `#[message_body]`, `#[connected_socket]`, `#[ack]`, `#[handshake_auth]`, `#[param]` or
//! `#[inject]`, or from the parameter's type.

use syn::{PatType, Type};

use super::{message_body, param, parameter_name::display};
use crate::{
    attributes::{
        ACK, CONNECTED_SOCKET, HANDSHAKE_AUTH, Helper, INJECT, MESSAGE_BODY, ON_PARAMETERS, PARAM,
    },
    callable::{Callable, HookKind, Role, Source},
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
        if let Some(problem) = problem_in_hook(helper, role) {
            errors.over(
                helper.tokens(),
                format!("`{}` is {}, {problem}", function.name(), role.noun()),
            );
            continue;
        }
        source = read(helper, typed, errors);
    }
    if first.is_none() {
        return by_type(&typed.ty, role);
    }
    source
}

/// A handle with a type argument must be a handle of this gateway, which the compiler checks; every
/// other type is an extractor.
fn by_type(ty: &Type, role: Role) -> Source {
    match types::named_with_arguments(ty, &["Socket", "Server"]) {
        Some("Socket") if role != Role::Hook(HookKind::Init) => Source::ConnectedSocket,
        Some("Server") => Source::Server,
        _ => Source::Type,
    }
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

/// Why a hook cannot have such a parameter.
fn problem_in_hook(helper: &Helper, role: Role) -> Option<&'static str> {
    let Role::Hook(kind) = role else {
        return None;
    };
    match helper.name {
        MESSAGE_BODY => Some("which gets no message; remove the parameter"),
        ACK => Some("which has nothing to acknowledge; remove the parameter"),
        CONNECTED_SOCKET | HANDSHAKE_AUTH | PARAM if kind == HookKind::Init => {
            Some("which runs before any client connects; remove the parameter")
        }
        _ => None,
    }
}

/// The source that the attribute names. After a mistake in the arguments, that source is never
/// printed.
fn read(helper: &Helper, typed: &PatType, errors: &mut Errors) -> Source {
    let source = match helper.name {
        MESSAGE_BODY => return Source::Body(message_body::parse(helper, errors)),
        PARAM => return param::parse(helper, typed, errors).map_or(Source::Type, Source::Param),
        CONNECTED_SOCKET => Source::ConnectedSocket,
        HANDSHAKE_AUTH => Source::HandshakeAuth,
        INJECT => Source::Provider,
        _ => Source::Ack,
    };
    helper.refuse_arguments(errors);
    source
}
