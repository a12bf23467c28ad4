//! `understand` reads the parameters of a handler or hook: their types, and where their values come
//! from.

use quote::ToTokens;
use syn::{FnArg, PatType, TypeReference};

use super::{parameter_name::display, returned, source};
use crate::{
    attributes::{self, ACK, MESSAGE_BODY, ON_PARAMETERS},
    block::{
        model::{Parameter, Role, Source},
        syntax::Method,
    },
    errors::Errors,
    types,
};

/// The parameters after `self`, with a report of what is wrong with them.
pub(crate) fn understand<'a>(
    method: &'a Method,
    role: Role,
    errors: &mut Errors,
) -> Vec<Parameter<'a>> {
    let mut parameters = Vec::new();
    let mut has_ack = false;
    for (input, helpers) in method.signature.inputs.iter().zip(&method.input_helpers) {
        let typed = match input {
            FnArg::Typed(typed) => typed,
            FnArg::Receiver(_) => {
                for helper in helpers {
                    helper.refuse_with("marks a parameter after `self`; move it there", errors);
                }
                continue;
            }
        };
        let parameter = Parameter {
            ty: &typed.ty,
            source: source::understand(method, typed, role, helpers, errors),
        };
        check_type(&parameter, typed, role, errors);
        if let Some(cfg) = attributes::cfgs(&typed.attrs).first() {
            errors.over(
                cfg.to_token_stream(),
                format!(
                    "{} depends on a `#[cfg]`; write two methods under `#[cfg]` instead",
                    display(typed)
                ),
            );
        }
        if parameter.is_ack() && role == Role::Handler {
            if has_ack {
                errors.over(
                    typed.ty.to_token_stream(),
                    format!(
                        "`{}` takes a second `Ack`; a message is acknowledged once: remove one",
                        method.name()
                    ),
                );
            }
            has_ack = true;
        }
        parameters.push(parameter);
    }
    parameters
}

/// Reports marks on the parameters of a method that is neither handler nor hook: the first alone,
/// since one attribute on the method is the remedy for all of them.
pub(crate) fn refuse_without_role(method: &Method, errors: &mut Errors) {
    let mut is_reported = false;
    for helper in method.input_helpers.iter().flatten() {
        if !ON_PARAMETERS.contains(&helper.name) {
            helper.refuse_place(errors);
        } else if !is_reported {
            let name = method.name();
            let role = match (helper.name, name.to_string().as_str()) {
                (_, "handle_connection") => "`#[on_gateway_connection]`",
                (_, "handle_disconnect") => "`#[on_gateway_disconnect]`",
                (_, "after_init") => "`#[on_gateway_init]`",
                (MESSAGE_BODY | ACK, _) => "`#[subscribe_message]`",
                _ => "`#[subscribe_message]` or a hook's attribute",
            };
            helper.refuse_with(
                &format!(
                    "marks parameters of handlers and hooks, and `{name}` is neither; mark it with \
                     {role}"
                ),
                errors,
            );
            is_reported = true;
        }
    }
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
                types::owned(reference)
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
        returned::check_args(ty, errors);
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
