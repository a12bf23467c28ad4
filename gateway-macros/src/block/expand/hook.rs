//! Printing a hook.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{handler::arguments, hidden::hidden, requirements::require};
use crate::{
    block::model::{Block, Hook, HookKind, Parameter, Role, Source},
    spans::{reported_at, variable},
};

/// What the runtime calls the parts of a kind of hook.
struct Names {
    /// The trait to implement.
    hook: Ident,
    context: Ident,
    /// The constructor of the record.
    record: Ident,
    /// What turns a parameter's type into its value.
    extract: Ident,
    socket: Ident,
    /// What gives the value of a parameter marked `#[inject]`.
    inject: &'static str,
    /// What gives the value of a parameter of type `Server<..>`.
    server: &'static str,
    /// What turns the method's output into a `Result`.
    output: &'static str,
}

impl Names {
    fn of(kind: HookKind) -> Self {
        let (noun, past) = match kind {
            HookKind::Init => ("Init", "init"),
            HookKind::Connection => ("Connection", "connected"),
            HookKind::Disconnect => ("Disconnect", "disconnected"),
        };
        let record = noun.to_lowercase();
        let span = Span::mixed_site();
        Self {
            hook: format_ident!("{noun}Hook", span = span),
            context: format_ident!("{noun}Context", span = span),
            extract: format_ident!("extract_{record}", span = span),
            socket: format_ident!("{past}_socket_of", span = span),
            inject: if kind == HookKind::Init {
                "inject_init"
            } else {
                "inject"
            },
            server: if kind == HookKind::Init {
                "own_server_at_init"
            } else {
                "own_server"
            },
            output: if kind == HookKind::Init {
                "init_output"
            } else {
                "hook_output"
            },
            record: variable(&record),
        }
    }
}

// Expands to:
//
//     const _: () = {
//         struct __Hook;
//         impl ::gateway_runtime::__private::ConnectionHook<__Hook> for ChatGateway {
//             fn run(gateway: Arc<Self>, context: ConnectionContext) -> BoxFuture<..> { .. }
//             fn require(..) { .. }
//         }
//         ::gateway_runtime::__private::inventory::submit! {
//             HookRecord::connection::<ChatGateway, __Hook>("joined")
//         }
//     };
//
// An init hook's error is a `BoxError`: it goes to whoever started the app, not to a client.
pub(crate) fn expand(block: &Block<'_>, hook: &Hook<'_>) -> TokenStream {
    let root = block.runtime.root(Span::mixed_site());
    let private = block.runtime.private(Span::mixed_site());
    let names = Names::of(hook.kind);
    let Names {
        hook: hook_trait,
        context: context_type,
        ..
    } = &names;
    let gateway_type = block.gateway;
    let marker = variable("__Hook");
    let [gateway, context] = ["gateway", "context"].map(variable);
    let error = match hook.kind {
        HookKind::Init => quote!(#private::BoxError),
        HookKind::Connection | HookKind::Disconnect => quote!(#root::WsError),
    };
    let future = future(block, hook, &names, &gateway, &context);
    let require = require(block, Role::Hook(hook.kind), &hook.parameters);
    let submission = submission(block, hook, &names, &marker);
    let cfgs = hook.method.cfgs();
    let registration = hidden(&quote! {
        struct #marker;
        #[automatically_derived]
        impl #private::#hook_trait<#marker> for #gateway_type {
            fn run(
                #gateway: ::std::sync::Arc<Self>,
                #context: #private::#context_type,
            ) -> #private::BoxFuture<::core::result::Result<(), #error>> {
                #future
            }
            #require
        }
        #submission
    });
    quote!(#(#cfgs)* #registration)
}

// Expands to, without `.await` for a plain `fn`:
//
//     Box::pin(async move {
//         let __argument0 = extract_disconnect::<DisconnectReason>(&context)?;
//         hook_output(Self::left(&gateway, __argument0,).await)
//     })
fn future(
    block: &Block<'_>,
    hook: &Hook<'_>,
    names: &Names,
    gateway: &Ident,
    context: &Ident,
) -> TokenStream {
    let name = hook.method.name();
    let arguments: Vec<_> = arguments(&hook.parameters).collect();
    let values = hook
        .parameters
        .iter()
        .map(|parameter| value(block, names, parameter, context));
    // A type that no hook may return is reported at itself.
    let at_output = reported_at(hook.method.output_span());
    let private = block.runtime.private(at_output);
    // In one span all of it, or the compiler would underline everything between the parts.
    let awaited = hook
        .method
        .is_async()
        .then(|| quote_spanned!(at_output=> .await));
    let output = Ident::new(names.output, at_output);
    let result = quote_spanned! {at_output=>
        #private::#output(Self::#name(&#gateway, #(#arguments,)*) #awaited)
    };
    // A future that cannot move between threads is reported at the method's name.
    quote_spanned! {reported_at(name.span())=>
        ::std::boxed::Box::pin(async move {
            #(let #arguments = #values;)*
            #result
        })
    }
}

// Expands to one of:
//
//     connected_socket_of::<Self, Socket>(&context)
//     handshake_auth::<Credentials>(&context)?
//     param::<String>(&context, "room")?
//     inject::<Arc<Greeter>>(&context)?
//     extract_connection::<Handshake>(&context)?
fn value(
    block: &Block<'_>,
    Names {
        extract,
        socket,
        inject,
        server,
        ..
    }: &Names,
    Parameter { ty, source }: &Parameter<'_>,
    context: &Ident,
) -> TokenStream {
    // A type that cannot be extracted is reported at itself.
    let span = reported_at(ty.span());
    let private = block.runtime.private(span);
    match source {
        Source::ConnectedSocket => quote_spanned!(span=> #private::#socket::<Self, #ty>(&#context)),
        Source::HandshakeAuth => {
            quote_spanned!(span=> #private::handshake_auth::<#ty>(&#context)?)
        }
        Source::Param(name) => quote_spanned!(span=> #private::param::<#ty>(&#context, #name)?),
        Source::Provider => {
            let inject = Ident::new(inject, span);
            quote_spanned!(span=> #private::#inject::<#ty>(&#context)?)
        }
        Source::Server => {
            let server = Ident::new(server, span);
            quote_spanned!(span=> #private::#server::<Self, #ty>(&#context)?)
        }
        // Bodies and acknowledgements of hooks were refused; their types would be told so by the
        // bound.
        Source::Type | Source::Body(_) | Source::Ack => {
            quote_spanned!(span=> #private::#extract::<#ty>(&#context)?)
        }
    }
}

// Expands to:
//
//     inventory::submit! { HookRecord::connection::<ChatGateway, __Hook>("joined") }
fn submission(
    block: &Block<'_>,
    hook: &Hook<'_>,
    Names { record, .. }: &Names,
    marker: &Ident,
) -> TokenStream {
    // The place of this call is the hook's in the start-up report.
    let span = hook.method.name().span();
    let at_name = block.runtime.private(span);
    let gateway = block.gateway;
    let name = hook.method.name_literal(span);
    let private = block.runtime.private(Span::mixed_site());
    // `record` must have the span of the rest, or the call's place would be the attribute's.
    let record = Ident::new(&record.to_string(), span);
    let record = quote_spanned!(span=> #at_name::HookRecord::#record::<#gateway, #marker>(#name));
    quote!(#private::inventory::submit! { #record })
}
