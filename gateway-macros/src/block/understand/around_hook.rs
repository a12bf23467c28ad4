//! `refuse` is about attributes that put something around methods, on a hook.

use crate::{
    attributes::{Helper, SET_METADATA, THROTTLE, USE_INTERCEPTORS},
    block::syntax::Method,
    callable::{HookKind, Role},
    errors::Errors,
};

/// Reports the attribute `helper` of a hook.
pub(super) fn refuse(method: &Method, kind: HookKind, helper: &Helper, errors: &mut Errors) {
    let remedy = match (kind, helper.name) {
        (_, USE_INTERCEPTORS) => "interceptors stand around methods that answer; remove it",
        (_, THROTTLE) => "limits count messages; put it on the struct or on a subscribed method",
        (_, SET_METADATA) => {
            "metadata is read around messages; put it on the struct or on a subscribed method"
        }
        (HookKind::Connection, _) => {
            "what stands in front of a connection stands on the gateway's struct; put it there"
        }
        _ => "no client waits for an answer here; remove it",
    };
    let (name, noun) = (method.name(), Role::Hook(kind).noun());
    helper.refuse_with(
        &format!("is on `{name}`, which is {noun}: {remedy}"),
        errors,
    );
}
