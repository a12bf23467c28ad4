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
//     let __argument1 = <Socket as SocketHandle<Self>>::of_context(message);
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
//     <Socket as SocketHandle<Self>>::of_context(message)
//     <Ack<u64> as AckHandle>::take(message)?
//     <Credentials as AuthPayload>::of_context(message)?
//     <String as ParamValue>::of_context(message, "room")?
//     inject::<Arc<Greeter>, _>(message)?
//     <Server<ChatGateway> as ServerHandle<Self>>::of_context(message)
//     <Rooms as FromMessage>::from_message(message)?
//
// These are functions of the traits that the types have to implement: a function of ours with the
// trait as a bound would be named in the message about a type that does not.
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
            quote_spanned!(span=> <#ty as #private::SocketHandle<#gateway>>::of_context(#from))
        }
        Source::Ack => quote_spanned!(span=> <#ty as #private::AckHandle>::take(#from)?),
        Source::HandshakeAuth => {
            quote_spanned!(span=> <#ty as #private::AuthPayload>::of_context(#from)?)
        }
        Source::Param(name) => {
            quote_spanned!(span=> <#ty as #private::ParamValue>::of_context(#from, #name)?)
        }
        Source::Provider => quote_spanned!(span=> #private::inject::<#ty, _>(#from)?),
        Source::Server => {
            quote_spanned!(span=> <#ty as #private::ServerHandle<#gateway>>::of_context(#from))
        }
        Source::Type => {
            let taken = context.taken(ty, span);
            quote_spanned!(span=> #taken?)
        }
    }
}
