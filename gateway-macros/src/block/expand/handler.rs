//! `Printed` is what is printed of a handler: an implementation of the runtime's `Handler`, and a
//! record for each event.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{
    answer::{Answer, answer},
    blocking::on_a_thread,
    event_constant,
};
use crate::{
    attributes::docs,
    block::model::{Block, Event, Handler},
    callable::{
        GivenBy, Parameter, Role, Source,
        expand::{Context, described_of_handler, gate, imports, require, statements, variables},
    },
    constant::holder,
    enhancer_list::{Taker, check, check_points, enhanced, function},
    spans::{keyword, numbered, reported_at, variable},
};

/// The printed parts of a handler.
pub(crate) struct Printed {
    /// The marker type and the implementation, as items.
    pub(crate) implementation: TokenStream,
    /// An expression for each event.
    pub(crate) records: Vec<TokenStream>,
}

// The implementation expands to this, under the method's `#[cfg]`s. The marker type tells it from
// the implementations for the gateway's other methods:
//
//     struct __Handler0;
//     impl ::gateway_runtime::__private::Handler<__Handler0> for ChatGateway {
//         type Arguments = (SendMessage, Socket,);
//         fn extract(..) -> .. { .. }
//         fn call(..) -> .. { .. }
//         fn require(..) { .. }
//         describe! { .. }
//     }
//     fn __enhancers0(list: &mut EnhancerList<'_>) { .. }
//     const __EVENT0_0: &'static str = events::SEND;
pub(crate) fn expand(block: &Block<'_>, handler: &Handler<'_>, index: usize) -> Printed {
    let [marker, enhancers] = ["Handler", "enhancers"].map(|name| numbered(name, index));
    let marker = &marker;
    let private = block.runtime.private(Span::mixed_site());
    let gateway = block.gateway;
    let context = Context::of(Role::Handler, block.runtime);
    let types = handler.parameters.iter();
    let types = types.map(|parameter| taken(context, parameter));
    let extract = extract(block, context, handler);
    let call = call(block, context, handler);
    let require = require(context, &handler.parameters);
    let describe = describe(context, handler);
    let cfgs = handler.method.cfgs();
    let around = around(block, handler, &enhancers);
    let around = around.iter().map(|item| quote!(#(#cfgs)* #item));
    let implementation = quote! {
        #(#cfgs)*
        struct #marker;
        #(#cfgs)*
        #[automatically_derived]
        impl #private::Handler<#marker> for #gateway {
            type Arguments = (#(#types,)*);
            #extract
            #call
            #require
            #describe
        }
        #(#around)*
    };
    let mut names = TokenStream::new();
    let mut records = Vec::new();
    for (position, event) in handler.events.iter().enumerate() {
        let holder = holder(&format!("EVENT{index}_{position}"));
        names.extend(constant(block, handler, &holder, event));
        records.push(record(block, handler, [marker, &enhancers, &holder], event));
    }
    Printed {
        implementation: quote!(#implementation #names),
        records,
    }
}

// Expands to this for an event with the name of a constant, under the method's `#[cfg]`s:
//
//     const __EVENT0_0: &'static str = events::SEND;
//     const _: () = ::gateway_runtime::__private::check_event_of_client(__EVENT0_0);
fn constant(
    block: &Block<'_>,
    handler: &Handler<'_>,
    holder: &Ident,
    event: &Event,
) -> Option<TokenStream> {
    let Event::Constant(constant) = event else {
        return None;
    };
    let cfgs = handler.method.cfgs();
    let [value, check] = event_constant(block, constant, holder);
    Some(quote!(#(#cfgs)* #value #(#cfgs)* #check))
}

// Expands to:
//
//     fn extract(message: &mut Message) -> Result<Self::Arguments, WsError> {
//         use {BodiesByType as _, BodyWithoutRules as _, UnvalidatedBody as _};
//         let __argument1 = <Socket as SocketHandle<Self>>::of_context(message);
//         let __argument0 = Self::__gateway_bodies().of::<SendMessage>().body::<SendMessage>(message)?;
//         Ok((__argument0, __argument1,))
//     }
fn extract(block: &Block<'_>, context: Context<'_>, handler: &Handler<'_>) -> TokenStream {
    let root = block.runtime.root(Span::mixed_site());
    let private = block.runtime.private(Span::mixed_site());
    let message = context.variable();
    let statements = statements(context, &handler.parameters);
    let arguments = variables(&handler.parameters);
    let imports = imports(context, &handler.parameters);
    quote! {
        fn extract(
            #message: &mut #private::Message,
        ) -> ::core::result::Result<Self::Arguments, #root::WsError> {
            #imports
            #statements
            ::core::result::Result::Ok((#(#arguments,)*))
        }
    }
}

// Expands to, for an `async fn`:
//
//     fn call(gateway: &Arc<Self>, (__argument0,): Self::Arguments, reply: Reply) -> Work {
//         let gateway = Clone::clone(gateway);
//         Work::later(async move {
//             use levels;
//             let output = Self::send_message(&gateway, __argument0,).await;
//             probes
//             answer
//         })
//     }
//
// and for a plain `fn`:
//
//     fn call(gateway: &Arc<Self>, (__argument0,): Self::Arguments, reply: Reply) -> Work {
//         use levels;
//         let output = Self::send_message(gateway, __argument0,);
//         probes
//         Work::ready(answer)
//     }
//
// A plain `fn` with a pipe is called in a future too, where the pipe comes first; and so is one marked `blocking`, whose future
// waits for the thread that the method runs on.
//
// A method with `self: Arc<Self>` is called with `gateway` itself, or with a clone of it.
fn call(block: &Block<'_>, context: Context<'_>, handler: &Handler<'_>) -> TokenStream {
    let private = block.runtime.private(Span::mixed_site());
    let name = handler.method.name();
    let arguments = variables(&handler.parameters);
    let [gateway, reply, output] = ["gateway", "reply", "output"].map(variable);
    let Answer {
        levels,
        split,
        result,
        probe,
        value,
    } = answer(block, handler, &output, &reply);
    let pipes: TokenStream = (arguments.iter().zip(&handler.parameters))
        .filter_map(|(argument, parameter)| piped(context, parameter, argument, &reply))
        .collect();
    let awaited = handler.method.callable.is_async().then(|| quote!(.await));
    let body = if handler.is_later() {
        let reference = (!handler.method.callable.takes_arc()).then(|| quote!(&));
        let mut called = quote! {
            let #output = Self::#name(#reference #gateway, #(#arguments,)*) #awaited;
            #split
        };
        if handler.is_blocking {
            called = on_a_thread(block, handler, &called, [&reply, &result]);
        }
        let statements = quote! {
            #pipes
            #levels
            #called
            #probe
            #value
        };
        let span = reported_at(handler.method.callable.future_span());
        let private = block.runtime.private(span);
        let work = quote_spanned!(span=> #private::Work::later(async move { #statements }));
        quote! {
            let #gateway = ::core::clone::Clone::clone(#gateway);
            #work
        }
    } else {
        let receiver = if handler.method.callable.takes_arc() {
            quote!(::core::clone::Clone::clone(#gateway))
        } else {
            quote!(#gateway)
        };
        quote! {
            #levels
            let #output = Self::#name(#receiver, #(#arguments,)*);
            #split
            #probe
            #private::Work::ready(#value)
        }
    };
    quote! {
        fn call(
            #gateway: &::std::sync::Arc<Self>,
            (#(#arguments,)*): Self::Arguments,
            #reply: #private::Reply,
        ) -> #private::Work {
            #body
        }
    }
}

// Expands to this, which expands to nothing without the runtime's feature `contract`; `ready` is a plain `fn`, and `shared` takes
// `self: Arc<Self>`:
//
//     describe! {
//         #[doc = " Sends a message."]
//         later borrowed send_message(
//             __argument0: SendMessage = (Body rules) "body" SendMessage,
//             __argument1: Socket = (other) "" (),
//         )
//     }
fn describe(context: Context<'_>, handler: &Handler<'_>) -> TokenStream {
    let private = context.runtime.private(Span::mixed_site());
    let docs = docs(&handler.method.attributes);
    let name = handler.method.name();
    let callable = &handler.method.callable;
    let [mode, receiver] = [
        if callable.is_async() {
            "later"
        } else {
            "ready"
        },
        if callable.takes_arc() {
            "shared"
        } else {
            "borrowed"
        },
    ]
    .map(keyword);
    let parameters = described_of_handler(context, &handler.parameters);
    quote!(#private::describe! { #(#docs)* #mode #receiver #name(#parameters) })
}

// Expands to, under the method's `#[cfg]`s:
//
//     HandlerRecord::new::<ChatGateway, __Handler0>(Subscribed::Named("send"), "send_message")
//         .timeout(Duration::from_millis(250u64))
//         .enhanced(__enhancers0)
fn record(
    block: &Block<'_>,
    handler: &Handler<'_>,
    [marker, enhancers, holder]: [&Ident; 3],
    event: &Event,
) -> TokenStream {
    // The place of this call is where the start-up report says that the event was subscribed.
    let span = event.span();
    let at_event = block.runtime.private(span);
    let gateway = block.gateway;
    let name = handler.method.callable.name_literal(span);
    let event = match event {
        Event::Named(literal) => quote_spanned!(span=> #at_event::Subscribed::Named(#literal)),
        Event::Constant(_) => quote_spanned!(span=> #at_event::Subscribed::Named(#holder)),
        Event::Method(_) => quote_spanned!(span=> #at_event::Subscribed::Method),
        Event::Fallback(_) => quote_spanned!(span=> #at_event::Subscribed::Fallback),
    };
    let timeout = handler
        .timeout
        .map(|timeout| quote_spanned!(span=> .timeout(#timeout)));
    let enhanced = enhanced(&handler.enhancers, enhancers, span);
    let cfgs = handler.method.cfgs();
    let record = quote_spanned! {span=>
        #at_event::HandlerRecord::new::<#gateway, #marker>(#event, #name) #timeout #enhanced
    };
    quote!(#(#cfgs)* #record)
}

// Expands to the parameter's type, or with a pipe to what the pipe takes:
//
//     (<Gate<order, { .. }> as Passes<Order>>::Parameters, <Gate<order, { .. }> as Passes<Order>>::Input)
fn taken(context: Context<'_>, parameter: &Parameter<'_>) -> TokenStream {
    let Some(pipe) = parameter.pipe() else {
        return parameter.ty.to_token_stream();
    };
    let gate = gate(context, pipe, parameter.ty, Span::mixed_site());
    quote!((#gate::Parameters, #gate::Input))
}

// Expands to this for a parameter with a pipe:
//
//     let __argument0 = match <Gate<order, { .. }> as Passes<Order>>::run(__argument0).await {
//         Ok(value) => <<Gate<order, { .. }> as Passes<Order>>::Output as PipedTo<Order>>::piped(value),
//         Err(failure) => return pipe_failed(reply, failure),
//     };
fn piped(
    context: Context<'_>,
    parameter: &Parameter<'_>,
    argument: &Ident,
    reply: &Ident,
) -> Option<TokenStream> {
    let at = |span| Some(gate(context, parameter.pipe()?, parameter.ty, span));
    let gate = at(Span::mixed_site())?;
    // An output of another type is reported at the parameter's.
    let ty = parameter.ty;
    let span = reported_at(ty.span());
    let cast = keyword("as");
    let [value, failure] = ["value", "failure"].map(variable);
    let piped = {
        let (gate, private) = (at(span)?, context.runtime.private(span));
        quote_spanned!(span=> <#gate::Output #cast #private::PipedTo<#ty>>::piped(#value))
    };
    let private = context.runtime.private(Span::mixed_site());
    Some(quote! {
        let #argument = match #gate::run(#argument).await {
            ::core::result::Result::Ok(#value) => #piped,
            ::core::result::Result::Err(#failure) => {
                return #private::pipe_failed(#reply, #failure)
            }
        };
    })
}

// Expands to the function that writes down what stands around the method, and to the checks of what the method takes from
// guards.
fn around(block: &Block<'_>, handler: &Handler<'_>, enhancers: &Ident) -> Vec<TokenStream> {
    let list = &handler.enhancers;
    let taken = handler
        .parameters
        .iter()
        .filter(|parameter| matches!(parameter.source, Source::Guarded(GivenBy::Listed)));
    let checks = taken.filter_map(|parameter| {
        check(
            Taker::Handler(list),
            block.gateway,
            parameter.ty,
            block.runtime,
        )
    });
    let declared = function(list, enhancers, block.runtime);
    let points = check_points(list, block.runtime);
    declared.into_iter().chain(points).chain(checks).collect()
}
