//! `statements` takes a function's parameters from the function's context, whatever the function's role.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Type, TypePath, spanned::Spanned};

use super::context::Context;
use crate::{
    callable::{Body, Parameter, Source, Validation},
    spans::{keyword, numbered, reported_at},
};

/// One variable for each parameter.
pub(crate) fn variables(parameters: &[Parameter<'_>]) -> Vec<Ident> {
    (0..parameters.len())
        .map(|index| numbered("argument", index))
        .collect()
}

// Expands to a statement for each parameter, the bodies last, in whatever order they were written:
//
//     let __argument1 = <Admin as FromMessage>::from_message(message)?;
//     let __argument0 = Self::__gateway_bodies().of::<SendMessage>().body::<SendMessage>(message)?;
//
// A client that an extractor refuses does not learn what a body should look like. Before several bodies that are
// arguments stands, so that an error says which of them it is about:
//
//     expect_several_arguments(message);
//
// and of a body with a pipe, the pipe's own parameters are taken with the others:
//
//     let __argument0 = <Gate<order, { .. }> as Passes<Order>>::take(message)?;
//     let __argument0 = (__argument0, Unchecked.body::<<Gate<order, { .. }> as Passes<Order>>::Input>(message)?);
pub(crate) fn statements(context: Context<'_>, parameters: &[Parameter<'_>]) -> TokenStream {
    let all = variables(parameters)
        .into_iter()
        .zip(parameters)
        .filter(|(_, parameter)| !parameter.is_subject());
    let (bodies, others): (Vec<_>, Vec<_>) = all.partition(|(_, parameter)| parameter.is_body());
    let is_argument = |(_, parameter): &&(Ident, &Parameter<'_>)| parameter.is_argument();
    let expect_several = (bodies.iter().filter(is_argument).count() > 1).then(|| {
        let span = Span::mixed_site();
        let private = context.runtime.private(span);
        let from = context.message(span);
        quote!(#private::expect_several_arguments(#from);)
    });
    let pipes = bodies.iter().filter_map(|(variable, parameter)| {
        let pipe = parameter.pipe()?;
        let span = Span::mixed_site();
        let gate = gate(context, pipe, parameter.ty, span);
        let from = context.message(span);
        Some(quote!(let #variable = #gate::take(#from)?;))
    });
    let pipes: TokenStream = pipes.collect();
    let [others, bodies] = [others, bodies].map(|parameters| {
        let statements = parameters.into_iter().map(|(variable, parameter)| {
            let value = value(context, parameter);
            let taken_by_pipe = parameter.pipe().map(|_| quote!(#variable,));
            taken_by_pipe.map_or_else(
                || quote!(let #variable = #value;),
                |taken| quote!(let #variable = (#taken #value);),
            )
        });
        statements.collect::<TokenStream>()
    });
    quote!(#others #pipes #expect_several #bodies)
}

// Expands to one of these; in a hook with `&context` instead of `message`, in an enhancer with `&*context`, and for a body
// there with `context.message()?`:
//
//     Self::__gateway_bodies().of::<SendMessage>().body::<SendMessage>(message)?
//     Self::__gateway_bodies().of::<String>().body_key::<String>(message, "name")?
//     Validated.body::<SendMessage>(message)?
//     Unchecked.body::<SendMessage>(message)?
//     <SendMessage as server_event::ServerEventBody>::of_context(&context)?
//     <Socket as SocketHandle<Self>>::of_context(message)
//     <Ack<u64> as AckHandle>::take(message)?
//     <Credentials as AuthPayload>::of_context(message)?
//     <String as ParamValue>::of_context(message, "room")?
//     inject::<Arc<Greeter>, _>(message)?
//     <Server<ChatGateway> as ServerHandle<Self>>::of_context(message)
//     <User as Guarded>::of_context(message)?
//     <Arc<Cart> as PerConnection>::of_context(message)?
//     <Rooms as FromMessage>::from_message(message)?
//
// These are functions of the traits that the types have to implement: a function of ours with the
// trait as a bound would be named in the message about a type that does not.
//
// `__gateway_bodies` is the gateway's own if its struct is marked `validate`, else that of
// `BodiesByType`; an enhancer has no gateway, and has `ByType` in its place. Hooks have no acknowledgements, and no bodies but
// that of a server event, which is not validated: the attributes were refused.
fn value(context: Context<'_>, Parameter { ty, source, .. }: &Parameter<'_>) -> TokenStream {
    // A type that cannot be taken from the context is reported at itself.
    let span = reported_at(ty.span());
    let private = context.runtime.private(span);
    let from = context.reference(span);
    let [gateway, cast] = ["Self", "as"].map(keyword);
    match source {
        Source::Body(_) if context.is_of_server_event() => {
            quote_spanned!(span=> <#ty #cast #private::server_event::ServerEventBody>::of_context(#from)?)
        }
        Source::Body(Body {
            key,
            validation,
            pipe,
        }) => {
            let ty = &decoded(context, pipe.as_ref(), ty, span);
            let from = context.message(span);
            let bodies = match validation {
                Validation::AsGateway => {
                    let bodies = context.bodies(span);
                    quote_spanned!(span=> #bodies.of::<#ty>())
                }
                Validation::Always => quote_spanned!(span=> #private::Validated),
                Validation::Never => quote_spanned!(span=> #private::Unchecked),
            };
            match key {
                None => quote_spanned!(span=> #bodies.body::<#ty>(#from)?),
                Some(key) => quote_spanned!(span=> #bodies.body_key::<#ty>(#from, #key)?),
            }
        }
        Source::ConnectedSocket => {
            quote_spanned!(span=> <#ty #cast #private::SocketHandle<#gateway>>::of_context(#from))
        }
        Source::Ack => quote_spanned!(span=> <#ty #cast #private::AckHandle>::take(#from)?),
        Source::HandshakeAuth => {
            quote_spanned!(span=> <#ty #cast #private::AuthPayload>::of_context(#from)?)
        }
        Source::Param(name) => {
            quote_spanned!(span=> <#ty #cast #private::ParamValue>::of_context(#from, #name)?)
        }
        Source::Provider => quote_spanned!(span=> #private::inject::<#ty, _>(#from)?),
        Source::Guarded(_) => {
            quote_spanned!(span=> <#ty #cast #private::Guarded>::of_context(#from)?)
        }
        Source::PerConnection => {
            quote_spanned!(span=> <#ty #cast #private::PerConnection>::of_context(#from)?)
        }
        // The function is called with it as it is.
        Source::Subject => TokenStream::new(),
        Source::Server => {
            quote_spanned!(span=> <#ty #cast #private::ServerHandle<#gateway>>::of_context(#from))
        }
        Source::Type => {
            let taken = context.taken(ty, span);
            quote_spanned!(span=> #taken?)
        }
    }
}

// Expands to the type that is decoded for a body: the parameter's, or with a pipe that of the pipe's input:
//
//     <Gate<order, { .. }> as Passes<Order>>::Input
pub(super) fn decoded(
    context: Context<'_>,
    pipe: Option<&TypePath>,
    ty: &Type,
    span: Span,
) -> TokenStream {
    match pipe {
        None => quote!(#ty),
        Some(pipe) => {
            let gate = gate(context, pipe, ty, span);
            quote!(#gate::Input)
        }
    }
}

// Expands to the imports of what `of(..)` leads to, if there is a body without a word about validation:
//
//     use {BodiesByType as _, BodyWithoutRules as _, UnvalidatedBody as _};
pub(crate) fn imports(context: Context<'_>, parameters: &[Parameter<'_>]) -> Option<TokenStream> {
    let private = context.runtime.private(Span::mixed_site());
    let mut unmarked = parameters
        .iter()
        .filter(|parameter| parameter.is_unmarked_body());
    unmarked.next()?;
    Some(quote!(use #private::{BodiesByType as _, BodyWithoutRules as _, UnvalidatedBody as _};))
}

// Expands to the pipe in front of a parameter, or to something that lets everything pass if it is no pipe, which is reported
// where the requirements are noted:
//
//     <Gate<order, { use NoPipe as _; IsPipe::<order>::YES }> as Passes<Order>>
pub(crate) fn gate(context: Context<'_>, pipe: &TypePath, ty: &Type, span: Span) -> TokenStream {
    let private = context.runtime.private(span);
    let [import, cast] = ["use", "as"].map(keyword);
    quote_spanned! {span=>
        <#private::Gate<#pipe, {
            #import #private::NoPipe #cast _;
            #private::IsPipe::<#pipe>::YES
        }> #cast #private::Passes<#ty>>
    }
}
