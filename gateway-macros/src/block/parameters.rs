//! The parameters and their attributes: `#[message_body]`, `#[connected_socket]`, `#[ack]`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{FnArg, LitStr, Pat, PatType};

use super::{
    methods::{Role, refuse_place},
    model::{HookKind, Parameter, Source},
    syntax::Method,
};
use crate::{
    attributes::{self, CONNECTED_SOCKET, Helper, MESSAGE_BODY, ON_METHODS, ON_PARAMETERS},
    entries::{Arguments, arguments},
    errors::Errors,
    types,
};

/// The parameters after `self`.
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
                    refuse_place(
                        helper,
                        "marks a parameter after `self`; move it there",
                        errors,
                    );
                }
                continue;
            }
        };
        let parameter = Parameter {
            ty: &typed.ty,
            source: source(method, typed, role, helpers, errors),
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

/// Parameters are marked, but the method is neither handler nor hook.
pub(crate) fn refuse_without_role(method: &Method, errors: &mut Errors) {
    for helper in method.input_helpers.iter().flatten() {
        let remedy = if ON_PARAMETERS.contains(&helper.name) {
            format!(
                "marks parameters of handlers and hooks, and `{}` is neither; mark it with \
                 `#[subscribe_message]`",
                method.name()
            )
        } else {
            "marks a method; move it there".to_owned()
        };
        refuse_place(helper, &remedy, errors);
    }
}

/// Accepts one of our attributes, or none.
fn source(
    method: &Method,
    typed: &PatType,
    role: Role,
    helpers: &[Helper],
    errors: &mut Errors,
) -> Source {
    let mut first: Option<&Helper> = None;
    let mut source = Source::Type;
    for helper in helpers {
        if !helper.is_visible(errors) {
            continue;
        }
        if !ON_PARAMETERS.contains(&helper.name) {
            let place = if ON_METHODS.contains(&helper.name) {
                "method"
            } else {
                "field"
            };
            refuse_place(helper, &format!("marks a {place}; move it there"), errors);
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
                format!("`{}` is {}, {problem}", method.name(), role.noun()),
            );
            continue;
        }
        source = match helper.name {
            MESSAGE_BODY => body(helper, errors),
            CONNECTED_SOCKET => {
                helper.refuse_arguments(errors);
                Source::ConnectedSocket
            }
            _ => {
                helper.refuse_arguments(errors);
                Source::Ack
            }
        };
    }
    source
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
    match (role, helper.name) {
        (Role::Hook(HookKind::Init), CONNECTED_SOCKET) => {
            Some("which runs before any client connects; remove the parameter")
        }
        (Role::Handler, _) | (Role::Hook(_), CONNECTED_SOCKET) => None,
        (Role::Hook(_), MESSAGE_BODY) => Some("which gets no message; remove the parameter"),
        (Role::Hook(_), _) => Some("which has nothing to acknowledge; remove the parameter"),
    }
}

/// Accepts `#[message_body]` and `#[message_body("key")]`.
fn body(helper: &Helper, errors: &mut Errors) -> Source {
    let entry = match arguments(&helper.attribute) {
        Arguments::None => return Source::Body,
        Arguments::List(list) => list,
        Arguments::Value(value) => {
            let written = value.to_string();
            errors.over(
                value,
                format!("the key stands in parentheses; write `#[message_body({written})]`"),
            );
            return Source::Body;
        }
    };
    if let Ok(key) = syn::parse2::<LitStr>(entry.clone()) {
        return Source::BodyField(key);
    }
    let message = match syn::parse2::<syn::Ident>(entry.clone()) {
        Ok(word) if word == "validate" => {
            "`#[message_body(validate)]` is not supported yet; remove `validate` and check the \
             value in the method"
                .to_owned()
        }
        Ok(word) => format!("the key is written as a string; write `#[message_body(\"{word}\")]`"),
        Err(_) => {
            "`#[message_body(..)]` takes one key, as in `#[message_body(\"name\")]`; for the \
             whole body write `#[message_body]`"
                .to_owned()
        }
    };
    let place: TokenStream = if entry.is_empty() {
        helper.tokens()
    } else {
        entry
    };
    errors.over(place, message);
    Source::Body
}

/// The value is made before the call and moved into it.
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
    } else if let Some(reference) = types::reference(ty) {
        let plural = if matches!(parameter.source, Source::Body | Source::BodyField(_)) {
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
    }
}

/// A parameter for messages; a pattern has no name.
fn display(typed: &PatType) -> String {
    match &*typed.pat {
        Pat::Ident(name) => format!("`{}`", name.ident),
        _ => "the parameter".to_owned(),
    }
}
