//! `names` finds the constants in attributes that hold names of events and namespaces, which leave nothing of themselves
//! where rust-analyzer looks.

use proc_macro2::TokenStream;

use crate::{
    arguments::{self, Form, Named},
    attributes::{ON_SERVER_EVENT, SUBSCRIBE_MESSAGE, WEBSOCKET_GATEWAY},
    constant::Constant,
    errors::Errors,
};

/// The paths among the arguments of `attribute`, with `own_type` for `Self`.
pub(super) fn names(
    attribute: &str,
    list: TokenStream,
    own_type: &TokenStream,
) -> Vec<TokenStream> {
    let errors = &mut Errors::ignored();
    let arguments = arguments::split(list, errors);
    let written = arguments
        .into_iter()
        .filter_map(|argument| match attribute {
            SUBSCRIBE_MESSAGE | ON_SERVER_EVENT => Some(argument),
            WEBSOCKET_GATEWAY => namespace(argument, errors),
            _ => None,
        });
    let constants = written.filter_map(Constant::parse);
    constants
        .map(|constant| constant.of(own_type).path().clone())
        .collect()
}

/// What follows `namespace =`.
fn namespace(argument: TokenStream, errors: &mut Errors) -> Option<TokenStream> {
    let option = Named::parse(argument, errors).ok()??;
    match option.form {
        Form::Value(value) if option.name == "namespace" => Some(value),
        _ => None,
    }
}
