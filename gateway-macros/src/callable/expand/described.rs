//! `described` prints what a function's parameters are to clients, for the contract.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use super::{context::Context, parameters::decoded, variables};
use crate::{
    callable::{Body, Parameter, Source, Validation},
    types,
};

/// Extractors of the runtime, which fail with errors of the runtime alone.
const OF_RUNTIME: &[&str] = &[
    "Ack",
    "Call",
    "DisconnectReason",
    "EventName",
    "Extension",
    "Handshake",
    "Inject",
    "Message",
    "Metadata",
    "Namespace",
    "NamespaceParams",
    "Option",
    "Result",
    "Server",
    "Shutdown",
    "Socket",
    "SocketData",
];

// Expands to a line for each parameter of a hook or a guard that clients know:
//
//     (Auth) "auth" Credentials,
//     (Param) "room" String,
//
// and in a guard for each that may fail with errors of its own:
//
//     (around) "" (),
//
// What a guard reads of a message is described at the method.
pub(crate) fn described(context: Context<'_>, parameters: &[Parameter<'_>]) -> TokenStream {
    let lines = parameters.iter().filter_map(|parameter| {
        let is_known = matches!(parameter.source, Source::HandshakeAuth | Source::Param(_));
        let line = line(context, parameter)?;
        let may_fail = !context.is_of_hook() && is_foreign(parameter);
        (is_known || may_fail).then(|| quote!(#line,))
    });
    lines.collect()
}

// Expands to a line for each parameter of a handler:
//
//     __argument0: SendMessage = (Body rules) "body" SendMessage,
//     __argument1: Order = (Body rules piped) "order" <Gate<order, { .. }> as Passes<Order>>::Input,
//     __argument2: Socket = (other) "" (),
pub(crate) fn described_of_handler(
    context: Context<'_>,
    parameters: &[Parameter<'_>],
) -> TokenStream {
    let variables = variables(parameters).into_iter();
    let lines = variables.zip(parameters).map(|(variable, parameter)| {
        let line = line(context, parameter).unwrap_or_else(|| quote!((other) "" ()));
        let ty = parameter.ty;
        quote!(#variable: #ty = #line,)
    });
    lines.collect()
}

fn line(context: Context<'_>, parameter: &Parameter<'_>) -> Option<TokenStream> {
    let Parameter { ty, source, name } = parameter;
    Some(match source {
        _ if parameter.is_ack() => quote!((ack) "" #ty),
        Source::Body(Body {
            key,
            validation,
            pipe,
        }) => {
            let (role, label) = key.as_ref().map_or_else(
                || (quote!(Body), name.to_token_stream()),
                |key| (quote!(Key), key.to_token_stream()),
            );
            let rules = (*validation != Validation::Never).then(|| quote!(rules));
            let piped = pipe.as_ref().map(|_| quote!(piped));
            let ty = decoded(context, pipe.as_ref(), ty, Span::mixed_site());
            quote!((#role #rules #piped) #label #ty)
        }
        Source::Param(param) => quote!((Param) #param #ty),
        Source::HandshakeAuth => quote!((Auth) #name #ty),
        _ if is_foreign(parameter) => quote!((around) "" ()),
        _ => return None,
    })
}

/// Whether the parameter's type is an extractor that is none of the runtime's.
fn is_foreign(parameter: &Parameter<'_>) -> bool {
    let is_of_runtime = OF_RUNTIME
        .iter()
        .any(|name| types::is_named(parameter.ty, name));
    matches!(parameter.source, Source::Type) && !is_of_runtime
}
