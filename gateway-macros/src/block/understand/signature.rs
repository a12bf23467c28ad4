//! `check` makes sure that the app can call a method: `fn name(&self, ..)` without type parameters.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{FnArg, Receiver, ReceiverKind, Type};

use super::returned;
use crate::{
    callable::{Callable, Role, understand::check_signature},
    errors::Errors,
    types,
};

pub(crate) fn check(method: &Callable, role: Role, errors: &mut Errors) {
    check_receiver(method, role, errors);
    check_signature(method, role, errors);
    returned::check(method, role, errors);
}

/// Refuses receivers other than `&self` and `self: Arc<Self>`: gateways are shared between all
/// connections.
fn check_receiver(method: &Callable, role: Role, errors: &mut Errors) {
    let name = method.name();
    let Some(receiver) = method.signature.inputs.first().and_then(receiver) else {
        let noun = role.noun();
        errors.at(
            name.span(),
            format!("`{name}` has no `&self`; {noun} is a method: add it as first parameter"),
        );
        return;
    };
    let written = match &receiver.kind {
        ReceiverKind::Reference(_, _, None) => return,
        ReceiverKind::Typed(_, ty) if is_shared(ty) => return,
        ReceiverKind::Reference(_, _, Some(_)) => "`&mut self`",
        ReceiverKind::Value => "`self` by value",
        _ => "`self` with a type",
    };
    let remedy = match &receiver.kind {
        ReceiverKind::Reference(..) => {
            "use `&self`, and keep what changes in a lock, as in `users: Mutex<Vec<User>>`, or in \
             an atomic"
        }
        _ => "use `&self`, or `self: Arc<Self>` to move it into a task",
    };
    errors.over(
        without_attributes(receiver),
        format!("`{name}` takes {written}; gateways are shared between connections: {remedy}"),
    );
}

/// Whether this is `Arc<Self>` or `&Arc<Self>`.
fn is_shared(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => reference.mutability.is_none() && is_shared(&reference.elem),
        _ => types::named_with_arguments(ty, &["Arc"]).is_some(),
    }
}

fn receiver(input: &FnArg) -> Option<&Receiver> {
    match input {
        FnArg::Receiver(receiver) => Some(receiver),
        FnArg::Typed(_) => None,
    }
}

fn without_attributes(receiver: &Receiver) -> TokenStream {
    let mut receiver = receiver.clone();
    receiver.attrs.clear();
    receiver.into_token_stream()
}
