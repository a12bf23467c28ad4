//! `statements` takes a method's parameters from the method's context, in handlers and hooks alike.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::context::Context;
use crate::{
    block::model::{Block, Body, Parameter, Source},
    spans::{numbered, reported_at},
};

/// One variable for each parameter.
pub(super) fn variables(parameters: &[Parameter<'_>]) -> Vec<Ident> {
    (0..parameters.len())
        .map(|index| numbered("argument", index))
        .collect()
}

// Expands to a statement for each parameter:
//
//     let __argument0 = Self::__gateway_bodies().body::<SendMessage>(message)?;
//     let __argument1 = connected_socket::<Self, Socket>(message);
pub(super) fn statements(
    block: &Block<'_>,
    context: Context<'_>,
    parameters: &[Parameter<'_>],
) -> TokenStream {
    let variables = variables(parameters);
    let values = parameters
        .iter()
        .map(|parameter| value(block, context, parameter));
    quote!(#(let #variables = #values;)*)
}

// Expands to one of these; in a hook with `&context` instead of `message`:
//
//     Self::__gateway_bodies().body::<SendMessage>(message)?
//     Self::__gateway_bodies().body_key::<String>(message, "name")?
//     Validated.body::<SendMessage>(message)?
//     Validated.body_key::<String>(message, "name")?
//     connected_socket::<Self, Socket>(message)
//     handler::ack::<Ack<u64>>(message)?
//     handshake_auth::<Credentials>(message)?
//     param::<String>(message, "room")?
//     inject::<Arc<Greeter>, _>(message)?
//     own_server::<Self, Server<ChatGateway>>(message)
//     handler::take::<Rooms>(message)?
//
// `__gateway_bodies` is the gateway's own if its struct is marked `validate`, else that of
// `PlainBodies`. Hooks have no bodies and no acknowledgements: the attributes were refused.
fn value(
    block: &Block<'_>,
    context: Context<'_>,
    Parameter { ty, source }: &Parameter<'_>,
) -> TokenStream {
    // A type that cannot be taken from the context is reported at itself.
    let span = reported_at(ty.span());
    let private = block.runtime.private(span);
    let from = context.reference(span);
    // A keyword at the place of the type would be explained whenever somebody hovers over the type.
    let gateway = quote!(Self);
    match source {
        Source::Body(Body { key, is_validated }) => {
            let bodies = if *is_validated {
                quote_spanned!(span=> #private::Validated)
            } else {
                quote_spanned!(span=> #gateway::__gateway_bodies())
            };
            match key {
                None => quote_spanned!(span=> #bodies.body::<#ty>(#from)?),
                Some(key) => quote_spanned!(span=> #bodies.body_key::<#ty>(#from, #key)?),
            }
        }
        Source::ConnectedSocket => {
            quote_spanned!(span=> #private::connected_socket::<#gateway, #ty>(#from))
        }
        Source::Ack => quote_spanned!(span=> #private::handler::ack::<#ty>(#from)?),
        Source::HandshakeAuth => quote_spanned!(span=> #private::handshake_auth::<#ty>(#from)?),
        Source::Param(name) => quote_spanned!(span=> #private::param::<#ty>(#from, #name)?),
        Source::Provider => quote_spanned!(span=> #private::inject::<#ty, _>(#from)?),
        Source::Server => quote_spanned!(span=> #private::own_server::<#gateway, #ty>(#from)),
        Source::Type => {
            let module = context.module(span);
            quote_spanned!(span=> #module::take::<#ty>(#from)?)
        }
    }
}
