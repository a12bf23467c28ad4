//! `require` prints what a function needs of the app, which is checked when the app starts.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{LitStr, spanned::Spanned};

use super::{context::Context, parameters::decoded};
use crate::{
    callable::{Parameter, Source},
    spans::{keyword, reported_at, variable},
    types,
};

/// Extractors of the runtime that need nothing of the app.
const NEED_NOTHING: &[&str] = &["Socket", "Ack", "EventName", "Message"];

// Expands to, with one line for each parameter that needs something:
//
//     fn require(requirements: &mut Requirements<'_>) {
//         use NothingToRequire as _;
//         handler::Parameter::<Rooms>::note(requirements);
//         require_provider::<Arc<Greeter>>(requirements);
//         require_param(requirements, "room");
//         with_validation! {
//             use {BodiesByType as _, OpenBody as _, PlainBody as _};
//             require_checked::<SendMessage>(requirements, Self::__gateway_bodies().of::<SendMessage>().checked());
//         }
//     }
//
// and to nothing if there is no such parameter: then the trait's own function is enough. If there are bodies alone, the whole
// function stands in `with_validation!`, so that there is none without the feature `validation`.
pub(crate) fn require(context: Context<'_>, parameters: &[Parameter<'_>]) -> Option<TokenStream> {
    let private = context.runtime.private(Span::mixed_site());
    let requirements = variable("requirements");
    let lines: Vec<_> = parameters
        .iter()
        .filter_map(|parameter| line(context, parameter, &requirements))
        .collect();
    let probe = parameters
        .iter()
        .any(is_probed)
        .then(|| quote!(use #private::NothingToRequire as _;));
    // What another server emits is not validated.
    let bodies = (!context.is_of_server_event())
        .then(|| bodies(context, parameters, &requirements))
        .flatten();
    let function = |statements: TokenStream| {
        quote! {
            fn require(#requirements: &mut #private::Requirements<'_>) {
                #statements
            }
        }
    };
    let with_validation = |items: TokenStream| quote!(#private::with_validation! { #items });
    if lines.is_empty() {
        return Some(with_validation(function(bodies?)));
    }
    let bodies = bodies.map(with_validation);
    Some(function(quote!(#probe #(#lines)* #bodies)))
}

// Expands to a line for each body without a word about validation:
//
//     use {BodiesByType as _, OpenBody as _, PlainBody as _};
//     require_checked::<SendMessage>(requirements, Self::__gateway_bodies().of::<SendMessage>().checked());
//
// and to nothing if there is no such body.
fn bodies(
    context: Context<'_>,
    parameters: &[Parameter<'_>],
    requirements: &Ident,
) -> Option<TokenStream> {
    let unmarked = parameters
        .iter()
        .filter(|parameter| parameter.is_unmarked_body());
    let lines: Vec<_> = unmarked
        .map(|parameter| {
            let span = parameter.ty.span();
            let private = context.runtime.private(span);
            let ours = reported_at(span);
            let bodies = context.bodies(ours);
            let ty = decoded(context, parameter.pipe(), parameter.ty, ours);
            let is_checked = quote_spanned!(ours=> #bodies.of::<#ty>().checked());
            quote_spanned!(span=> #private::require_checked::<#ty>(#requirements, #is_checked);)
        })
        .collect();
    let private = context.runtime.private(Span::mixed_site());
    (!lines.is_empty()).then(
        || quote!(use #private::{BodiesByType as _, OpenBody as _, PlainBody as _}; #(#lines)*),
    )
}

// Expands to one of:
//
//     handler::Parameter::<Rooms>::note(requirements);
//     require_provider::<Arc<Greeter>>(requirements);
//     require_param(requirements, "room");
//     require_guarded::<User>(requirements);
//     ForConnections::<Arc<Cart>>::note(requirements);
//     <order as Pipe>::note(requirements);
//
// The compiler finds most of what no guard gives; the start-up finds the rest: what a value in a list should give, and
// what a guard of the app should. The first is a probe, and so is the one before the last: a type that is no extractor is reported
// once, where the parameter is taken, and needs nothing here. Each call remembers its place: the span is wholly the user's.
fn line(
    context: Context<'_>,
    parameter: &Parameter<'_>,
    requirements: &Ident,
) -> Option<TokenStream> {
    let ty = parameter.ty;
    match &parameter.source {
        Source::Type if !may_need_something(parameter) => None,
        Source::Type => {
            let span = ty.span();
            let module = context.module(span);
            Some(quote_spanned!(span=> #module::Parameter::<#ty>::note(#requirements);))
        }
        Source::Provider => {
            let span = ty.span();
            let private = context.runtime.private(span);
            Some(quote_spanned!(span=> #private::require_provider::<#ty>(#requirements);))
        }
        Source::Param(name) => Some(of_param(context, name, requirements)),
        Source::Guarded(_) => {
            let span = ty.span();
            let private = context.runtime.private(span);
            Some(quote_spanned!(span=> #private::require_guarded::<#ty>(#requirements);))
        }
        Source::PerConnection => {
            let span = ty.span();
            let private = context.runtime.private(span);
            Some(quote_spanned!(span=> #private::ForConnections::<#ty>::note(#requirements);))
        }
        Source::Body(_) => {
            let pipe = parameter.pipe()?;
            let span = pipe.span();
            let root = context.runtime.root(span);
            let cast = keyword("as");
            Some(quote_spanned!(span=> <#pipe #cast #root::Pipe>::note(#requirements);))
        }
        Source::Subject
        | Source::ConnectedSocket
        | Source::Ack
        | Source::HandshakeAuth
        | Source::Server => None,
    }
}

/// Whether a probe finds out what the parameter needs.
fn is_probed(parameter: &Parameter<'_>) -> bool {
    matches!(parameter.source, Source::PerConnection) || may_need_something(parameter)
}

/// Whether the parameter's type is an extractor that may need something of the app.
fn may_need_something(Parameter { ty, source, .. }: &Parameter<'_>) -> bool {
    matches!(source, Source::Type) && !NEED_NOTHING.iter().any(|name| types::is_named(ty, name))
}

fn of_param(context: Context<'_>, name: &LitStr, requirements: &Ident) -> TokenStream {
    let span = name.span();
    let private = context.runtime.private(span);
    quote_spanned!(span=> #private::require_param(#requirements, #name);)
}
