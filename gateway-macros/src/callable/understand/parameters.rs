//! `parameters` reads the parameters of a function: their types, and where their values come from.

use quote::ToTokens;
use syn::{FnArg, Pat, PatType, TypeReference, ext::IdentExt};

use super::{check_args, parameter_name::display, source};
use crate::{
    attributes::{self, Helper},
    callable::{Callable, HookKind, Parameter, Role, Source},
    errors::Errors,
    types,
};

/// The parameters after `self`, with a report of what is wrong with them.
pub(crate) fn parameters<'a>(
    function: &'a Callable,
    role: Role,
    errors: &mut Errors,
) -> Vec<Parameter<'a>> {
    let mut parameters = Vec::new();
    let mut has_ack = false;
    for (input, helpers) in function
        .signature
        .inputs
        .iter()
        .zip(&function.input_helpers)
    {
        let typed = match input {
            FnArg::Typed(typed) => typed,
            FnArg::Receiver(_) => {
                for helper in helpers {
                    helper.refuse_with("marks a parameter after `self`; move it there", errors);
                }
                continue;
            }
        };
        let index = parameters.len();
        let is_marked = helpers.iter().any(Helper::is_readable);
        let source = if role.is_subject(index, &typed.ty, is_marked) {
            source::refuse_on_subject(typed, role, helpers, errors);
            Source::Subject
        } else {
            source::understand(function, typed, role, helpers, errors)
        };
        let parameter = Parameter {
            ty: &typed.ty,
            source,
            name: match &*typed.pat {
                Pat::Ident(name) => name.ident.unraw().to_string(),
                _ => String::new(),
            },
        };
        check_type(&parameter, typed, role, errors);
        if let Some(cfg) = attributes::cfgs(&typed.attrs).first() {
            errors.over(
                cfg.to_token_stream(),
                format!(
                    "{} depends on a `#[cfg]`; write two {} under `#[cfg]` instead",
                    display(typed),
                    if role.is_method() {
                        "methods"
                    } else {
                        "functions"
                    }
                ),
            );
        }
        let is_unmarked = !helpers.iter().any(Helper::is_readable);
        if parameter.is_ack() && !role.is_method() && is_unmarked && !parameter.is_subject() {
            errors.over(
                typed.ty.to_token_stream(),
                format!(
                    "`{}` is {}, which has nothing to acknowledge by hand; remove the parameter",
                    function.name(),
                    role.noun()
                ),
            );
        }
        if parameter.is_ack() && role == Role::Handler {
            if has_ack {
                errors.over(
                    typed.ty.to_token_stream(),
                    format!(
                        "`{}` takes a second `Ack`; a message is acknowledged once: remove one",
                        function.name()
                    ),
                );
            }
            has_ack = true;
        }
        let is_second = || parameters.iter().any(Parameter::is_body);
        if role == Role::Hook(HookKind::ServerEvent) && parameter.is_body() && is_second() {
            errors.over(
                typed.ty.to_token_stream(),
                format!(
                    "`{}` takes a second body; a server event has one payload: take a struct or a tuple",
                    function.name()
                ),
            );
        }
        parameters.push(parameter);
    }
    parameters
}

/// Refuses types that borrow or are not known: the value is made before the call and moved into the
/// call.
fn check_type(parameter: &Parameter<'_>, typed: &PatType, role: Role, errors: &mut Errors) {
    let ty = parameter.ty;
    let name = display(typed);
    if let Some(open) = types::impl_trait(ty) {
        errors.over(
            open.to_token_stream(),
            format!(
                "{name} has an `impl Trait` type; {} is called with known types: name one",
                role.noun()
            ),
        );
    } else if let Some(reference) = borrowed(parameter) {
        let plural = if matches!(parameter.source, Source::Body(_)) {
            "bodies"
        } else {
            "parameters"
        };
        errors.over(
            reference.to_token_stream(),
            format!(
                "{name} borrows; {plural} are owned: use {}",
                match parameter.source {
                    Source::PerConnection => types::in_arc(reference),
                    _ => types::owned(reference),
                }
            ),
        );
    } else if let Some(lifetime) = types::lifetime(ty) {
        errors.over(
            lifetime.to_token_stream(),
            format!(
                "{name} borrows for `{lifetime}`; parameters are owned: use a type without \
                 lifetime, or `'static`"
            ),
        );
    } else if matches!(parameter.source, Source::Body(_) | Source::Ack) {
        check_args(ty, errors);
    }
}

/// The reference that the parameter's type must not have: decoded values own everything, others may
/// hold `&'static`.
fn borrowed<'ty>(parameter: &Parameter<'ty>) -> Option<&'ty TypeReference> {
    match parameter.source {
        Source::Body(_) | Source::HandshakeAuth | Source::Param(_) => {
            types::reference(parameter.ty)
        }
        _ => types::borrow(parameter.ty),
    }
}
