//! `expand` prints a hook: an implementation of the runtime's `Hook`, and a record.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::event_constant;
use crate::{
    block::model::{Block, Hook, ServerEvent},
    callable::{
        GivenBy, Role, Source,
        expand::{Context, described, require, statements, variables},
    },
    constant::holder,
    enhancer_list::{Taker, check},
    spans::{reported_at, variable, variable_at},
};

// Expands to:
//
//     const _: () = {
//         struct __Hook;
//         impl ::gateway_runtime::__private::Hook<__Hook> for ChatGateway {
//             type Context = connection::Context;         // of a listener: `event::Context<OrderCreated>`
//             fn run(gateway: Arc<Self>, context: Self::Context) -> HookFuture<..> { .. }
//             fn require(..) { .. }
//             describe_hook! { (Auth) "auth" Credentials, }
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
    let future = future(context, hook, &gateway);
    let require = require(context, &hook.parameters);
    let described = described(context, &hook.parameters);
    let describe = (!described.is_empty()).then(|| quote!(#private::describe_hook! { #described }));
    let event_name = holder("EVENT");
    let event_items = constant(block, hook, &event_name);
    let submission = submission(block, hook, &marker, &event_name);
    let event = hook.event().map(|event| quote!(<#event>));
    let taken = hook
        .parameters
        .iter()
        .filter(|parameter| matches!(parameter.source, Source::Guarded(GivenBy::Listed)));
    let checks = taken
        .filter_map(|parameter| check(Taker::Hook, block.gateway, parameter.ty, block.runtime));
    let cfgs = hook.method.cfgs();
    quote! {
        #(#cfgs)*
        const _: () = {
            struct #marker;
            #[automatically_derived]
            impl #private::Hook<#marker> for #gateway_type {
                type Context = #module::Context #event;
                fn run(
                    #gateway: ::std::sync::Arc<Self>,
                    #context_variable: Self::Context,
                ) -> #private::HookFuture<Self::Context> {
                    #future
                }
                #require
                #describe
            }
            #event_items
            #submission
            #(#checks)*
        };
    }
}

// Expands to, without `.await` for a plain `fn`, and without `&` for `self: Arc<Self>`:
//
//     Box::pin(async move {
//         let __argument0 = <DisconnectReason as FromDisconnect>::from_disconnect(&context)?;
//         let __argument1 = context.into_event();         // of a listener
//         let output = Self::left(&gateway, __argument0,).await;
//         disconnect::Returned::into_result(output)
//     })
fn future(context: Context<'_>, hook: &Hook<'_>, gateway: &Ident) -> TokenStream {
    let name = hook.method.name();
    let statements = statements(context, &hook.parameters);
    let arguments = variables(&hook.parameters);
    // A type that no hook may return is reported at itself.
    let at_output = reported_at(hook.method.callable.output_span());
    let output = variable_at("output", at_output);
    let module = context.module(at_output);
    let result = quote_spanned!(at_output=> #module::Returned::into_result(#output));
    let awaited = hook.method.callable.is_async().then(|| quote!(.await));
    let reference = (!hook.method.callable.takes_arc()).then(|| quote!(&));
    let events = hook.parameters.iter().zip(&arguments);
    let event = events.filter(|(parameter, _)| parameter.is_subject());
    // Last, since the context is gone then.
    let event = event.map(|(_, variable)| {
        let context = context.variable();
        quote!(let #variable = #context.into_event();)
    });
    let statements = quote! {
        #statements
        #(#event)*
        let #output = Self::#name(#reference #gateway, #(#arguments,)*) #awaited;
        #result
    };
    quote_spanned! {reported_at(hook.method.callable.future_span())=>
        ::std::boxed::Box::pin(async move { #statements })
    }
}

// Expands to this for a server event with the name of a constant:
//
//     const __EVENT: &'static str = events::CHANGED;
//     const _: () = ::gateway_runtime::__private::check_event_of_client(__EVENT);
fn constant(block: &Block<'_>, hook: &Hook<'_>, event_name: &Ident) -> Option<TokenStream> {
    let Some(ServerEvent::Constant(constant)) = &hook.server_event else {
        return None;
    };
    let [value, check] = event_constant(block, constant, event_name);
    Some(quote!(#value #check))
}

// Expands to:
//
//     inventory::submit! { HookRecord::connection::<ChatGateway, __Hook>("joined") }
//     inventory::submit! { HookRecord::interval::<ChatGateway, __Hook>("tick", Duration::from_millis(1000u64)) }
//     inventory::submit! { HookRecord::event::<ChatGateway, __Hook, OrderCreated>("created") }
//     inventory::submit! { HookRecord::server_event::<ChatGateway, __Hook>("changed", "price-changed") }
fn submission(
    block: &Block<'_>,
    hook: &Hook<'_>,
    marker: &Ident,
    event_name: &Ident,
) -> TokenStream {
    // The place of this call is the hook's in the start-up report. Every token must have the span,
    // or the call's place would be the attribute's.
    let span = hook.method.name().span();
    let at_name = block.runtime.private(span);
    let gateway = block.gateway;
    let name = hook.method.callable.name_literal(span);
    let constructor = Ident::new(hook.kind.name(), span);
    let private = block.runtime.private(Span::mixed_site());
    let event = hook.event().map(|event| quote_spanned!(span=> , #event));
    let every = hook.every.map(|every| quote_spanned!(span=> , #every));
    let server_event = hook.server_event.as_ref();
    let server_event = server_event.map(|event| match event {
        ServerEvent::Named(name) => quote_spanned!(span=> , #name),
        ServerEvent::Constant(_) => quote_spanned!(span=> , #event_name),
    });
    let record = quote_spanned! {span=>
        #at_name::HookRecord::#constructor::<#gateway, #marker #event>(#name #every #server_event)
    };
    quote!(#private::inventory::submit! { #record })
}
