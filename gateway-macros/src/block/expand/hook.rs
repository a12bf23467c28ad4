//! `expand` prints a hook: an implementation of the runtime's `Hook`, and a record.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{context::Context, hidden::hidden, parameters, requirements::require};
use crate::{
    block::model::{Block, Hook, Role},
    spans::{reported_at, variable},
};

// Expands to:
//
//     const _: () = {
//         struct __Hook;
//         impl ::gateway_runtime::__private::Hook<__Hook> for ChatGateway {
//             type Context = connection::Context;
//             fn run(gateway: Arc<Self>, context: Self::Context) -> HookFuture<..> { .. }
//             fn require(..) { .. }
//         }
//         ::gateway_runtime::__private::inventory::submit! {
//             HookRecord::connection::<ChatGateway, __Hook>("joined")
//         }
//     };
pub(super) fn expand(block: &Block<'_>, hook: &Hook<'_>) -> TokenStream {
    let private = block.runtime.private(Span::mixed_site());
    let context = Context::of(Role::Hook(hook.kind), block.runtime);
    let (module, context_variable) = (context.module(Span::mixed_site()), context.variable());
    let gateway_type = block.gateway;
    let marker = variable("__Hook");
    let gateway = variable("gateway");
    let future = future(block, context, hook, &gateway);
    let require = require(block, context, &hook.parameters);
    let submission = submission(block, hook, &marker);
    let cfgs = hook.method.cfgs();
    let registration = hidden(&quote! {
        struct #marker;
        #[automatically_derived]
        impl #private::Hook<#marker> for #gateway_type {
            type Context = #module::Context;
            fn run(
                #gateway: ::std::sync::Arc<Self>,
                #context_variable: Self::Context,
            ) -> #private::HookFuture<Self::Context> {
                #future
            }
            #require
        }
        #submission
    });
    quote!(#(#cfgs)* #registration)
}

// Expands to, without `.await` for a plain `fn`, and without `&` for `self: Arc<Self>`:
//
//     Box::pin(async move {
//         let __argument0 = disconnect::take::<DisconnectReason>(&context)?;
//         disconnect::result_of(Self::left(&gateway, __argument0,).await)
//     })
fn future(
    block: &Block<'_>,
    context: Context<'_>,
    hook: &Hook<'_>,
    gateway: &Ident,
) -> TokenStream {
    let name = hook.method.name();
    let statements = parameters::statements(block, context, &hook.parameters);
    let arguments = parameters::variables(&hook.parameters);
    // A type that no hook may return is reported at itself.
    let at_output = reported_at(hook.method.output_span());
    // In one span all of it, or the compiler would underline everything between the parts.
    let module = context.module(at_output);
    let awaited = hook
        .method
        .is_async()
        .then(|| quote_spanned!(at_output=> .await));
    let reference = (!hook.method.takes_arc()).then(|| quote_spanned!(at_output=> &));
    let result = quote_spanned! {at_output=>
        #module::result_of(Self::#name(#reference #gateway, #(#arguments,)*) #awaited)
    };
    // A future that cannot move between threads is reported at the method's name.
    quote_spanned! {reported_at(name.span())=>
        ::std::boxed::Box::pin(async move {
            #statements
            #result
        })
    }
}

// Expands to:
//
//     inventory::submit! { HookRecord::connection::<ChatGateway, __Hook>("joined") }
fn submission(block: &Block<'_>, hook: &Hook<'_>, marker: &Ident) -> TokenStream {
    // The place of this call is the hook's in the start-up report. Every token must have the span,
    // or the call's place would be the attribute's.
    let span = hook.method.name().span();
    let at_name = block.runtime.private(span);
    let gateway = block.gateway;
    let name = hook.method.name_literal(span);
    let constructor = Ident::new(hook.kind.name(), span);
    let private = block.runtime.private(Span::mixed_site());
    let record = quote_spanned! {span=>
        #at_name::HookRecord::#constructor::<#gateway, #marker>(#name)
    };
    quote!(#private::inventory::submit! { #record })
}
