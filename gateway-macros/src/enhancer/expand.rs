//! `enhancer` prints the struct beside the function, and the trait that calls the function. Nothing here can fail: what is
//! wrong was reported before, and then `stub` prints as much as users of the name rely on.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{ReturnType, spanned::Spanned};

use super::model::{Enhancer, Kind};
use crate::{
    attributes,
    callable::{
        GuardPoint,
        expand::{Context, require, statements, variables},
    },
    editor::compiler_only,
    spans::{keyword, reported_at, variable, variable_at},
    types,
};

// Expands to, with the function's documentation, conditions and visibility:
//
//     /// Lets in who has a valid token.
//     struct authenticated {}
//     const _: () = {
//         #[cfg(not(rust_analyzer))]
//         items! {
//             fn __arguments(context: &mut CallContext<'_>) -> Result<(Login, Arc<Users>,), WsError> { .. }
//             impl Guard for authenticated { .. }
//             impl Injectable for authenticated { .. }
//         }
//     };
pub(super) fn enhancer(enhancer: &Enhancer<'_>) -> TokenStream {
    let printed = match enhancer.kind {
        Kind::Guard => guard(enhancer),
        Kind::Interceptor => interceptor(enhancer),
        Kind::Filter => filter(enhancer),
        Kind::Pipe => pipe(enhancer),
    };
    let arguments = arguments(enhancer);
    let injectable = (enhancer.kind != Kind::Pipe).then(|| injectable(enhancer));
    around(enhancer, &quote!(#arguments #printed #injectable))
}

/// The struct, and items in a constant.
fn around(enhancer: &Enhancer<'_>, items: &TokenStream) -> TokenStream {
    let structure = structure(enhancer);
    let items = compiler_only(&enhancer.options.runtime, items);
    let cfgs = attributes::cfgs(&enhancer.function.attributes);
    quote! {
        #structure
        #(#cfgs)*
        // The user's types may be deprecated, which the compiler says where the user wrote them.
        #[allow(deprecated, unexpected_cfgs, unused_qualifications)]
        const _: () = { #items };
    }
}

// Expands to:
//
//     /// Lets in who has a valid token.
//     struct authenticated {}
fn structure(enhancer: &Enhancer<'_>) -> TokenStream {
    let function = enhancer.function;
    let visibility = &function.visibility;
    // No lint of the user's looks at our names, such as that for types in snake case; an `allow` would be an error where the
    // user forbids the lint.
    let name = function.callable.name();
    let name = {
        let mut ours = name.clone();
        ours.set_span(reported_at(name.span()));
        ours
    };
    let kept = function.attributes.iter().filter(|attribute| {
        let path = attribute.path();
        ["doc", "cfg", "deprecated"]
            .iter()
            .any(|kept| path.is_ident(kept))
    });
    quote! {
        #(#kept)*
        #visibility struct #name {}
    }
}

// Expands to:
//
//     fn __arguments(context: &mut CallContext<'_>) -> Result<(Login, Arc<Users>,), WsError> {
//         let __argument0 = <Login as AuthPayload>::of_context(&*context)?;
//         let __argument1 = inject::<Arc<Users>, _>(&*context)?;
//         Ok((__argument0, __argument1,))
//     }
fn arguments(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let context = Context::of(enhancer.role(), runtime);
    let (root, private) = (
        runtime.root(Span::mixed_site()),
        runtime.private(Span::mixed_site()),
    );
    let source = if enhancer.kind == Kind::Pipe {
        quote!(#private::Message)
    } else {
        quote!(#private::CallContext<'_>)
    };
    let variable = context.variable();
    let types = enhancer
        .parameters
        .iter()
        .filter(|parameter| !parameter.is_subject());
    let types = types.map(|parameter| parameter.ty);
    let taken = taken(enhancer);
    let statements = statements(context, &enhancer.parameters);
    let unused = taken.is_empty().then(|| quote!(let _ = #variable;));
    quote! {
        fn __arguments(
            #variable: &mut #source,
        ) -> ::core::result::Result<(#(#types,)*), #root::WsError> {
            #unused
            #statements
            ::core::result::Result::Ok((#(#taken,)*))
        }
    }
}

/// The variables of the parameters that are taken from the call.
fn taken(enhancer: &Enhancer<'_>) -> Vec<Ident> {
    let all = variables(&enhancer.parameters)
        .into_iter()
        .zip(&enhancer.parameters);
    let taken = all.filter(|(_, parameter)| !parameter.is_subject());
    taken.map(|(variable, _)| variable).collect()
}

// Expands to the call of the function, with `.await` if it is async; `subject` is what the function is there for:
//
//     authenticated(__argument0, __argument1,).await
fn call(enhancer: &Enhancer<'_>, subject: &Ident) -> TokenStream {
    let callable = &enhancer.function.callable;
    let name = callable.name();
    let all = variables(&enhancer.parameters)
        .into_iter()
        .zip(&enhancer.parameters);
    let arguments = all.map(|(variable, parameter)| {
        if parameter.is_subject() {
            subject.clone()
        } else {
            variable
        }
    });
    let awaited = callable.is_async().then(|| quote!(.await));
    quote!(#name(#(#arguments,)*) #awaited)
}

// Expands to, for an `async fn`; a plain one is `Checked::now({ .. })`:
//
//     impl Guard for authenticated {
//         type Value = <OfGuard<Result<User, WsError>, { .. }> as ValueOfGuard>::Value;
//         const POINT: GuardPoint = GuardPoint::Both;
//         fn check(&self, call: &Call) -> impl Future<Output = Result<Self::Value, WsError>> + Send {
//             check_function(Self {}, call)
//         }
//         fn start(self: &Arc<Self>, context: &mut CallContext<'_>) -> Checked {
//             match __arguments(context) {
//                 Ok((__argument0, __argument1,)) => Checked::later(async move {
//                     let output = authenticated(__argument0, __argument1,).await;
//                     GuardOutput::into_given(output)
//                 }),
//                 Err(error) => Checked::now(Err(error)),
//             }
//         }
//         fn require(requirements: &mut Requirements<'_>) { .. }
//     }
//
fn guard(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = (
        runtime.root(Span::mixed_site()),
        runtime.private(Span::mixed_site()),
    );
    let callable = &enhancer.function.callable;
    let name = callable.name();
    let [context, error] = ["context", "error"].map(variable);
    let taken = taken(enhancer);
    // A type that a guard may not return is reported at itself.
    let at_output = reported_at(callable.output_span());
    let output = variable_at("output", at_output);
    let call = call(enhancer, &output);
    let given = {
        let private = runtime.private(at_output);
        quote_spanned!(at_output=> #private::GuardOutput::into_given(#output))
    };
    let body = quote!(let #output = #call; #given);
    let checked = if callable.is_async() {
        let span = reported_at(callable.future_span());
        let private = runtime.private(span);
        quote_spanned!(span=> #private::Checked::later(async move { #body }))
    } else {
        quote!(#private::Checked::now({ #body }))
    };
    let value = guard_value(enhancer);
    let rest = guard_rest(enhancer);
    let require = required(enhancer);
    quote! {
        #[automatically_derived]
        impl #root::Guard for #name {
            #value
            #rest
            fn start(
                self: &::std::sync::Arc<Self>,
                #context: &mut #private::CallContext<'_>,
            ) -> #private::Checked {
                match __arguments(#context) {
                    ::core::result::Result::Ok((#(#taken,)*)) => #checked,
                    ::core::result::Result::Err(#error) => {
                        #private::Checked::now(::core::result::Result::Err(#error))
                    }
                }
            }
            #require
        }
    }
}

// Expands to:
//
//     type Value = <OfGuard<Result<User, WsError>, {
//         use UnknownGuardOutput as _;
//         ReturnedByGuard::<Result<User, WsError>>::IS_OUTPUT
//     }> as ValueOfGuard>::Value;
//
// That is the value of the trait `GuardOutput`, without a second report of a type that does not implement it.
fn guard_value(enhancer: &Enhancer<'_>) -> TokenStream {
    let callable = &enhancer.function.callable;
    let span = reported_at(callable.output_span());
    let private = enhancer.options.runtime.private(span);
    let output = output(&callable.signature.output, span);
    let cast = keyword("as");
    let is_output = quote!({
        use #private::UnknownGuardOutput as _;
        #private::ReturnedByGuard::<#output>::IS_OUTPUT
    });
    let value = quote_spanned! {span=>
        <#private::OfGuard<#output, #is_output> #cast #private::ValueOfGuard>::Value
    };
    quote!(type Value = #value;)
}

// Expands to the point of a guard and its function `check`.
fn guard_rest(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = (
        runtime.root(Span::mixed_site()),
        runtime.private(Span::mixed_site()),
    );
    let point = variable(match enhancer.options.point {
        GuardPoint::Both => "Both",
        GuardPoint::Connection => "Connection",
        GuardPoint::Message => "Message",
    });
    let call = variable("call");
    quote! {
        const POINT: #root::GuardPoint = #root::GuardPoint::#point;
        fn check(
            &self,
            #call: &#root::Call,
        ) -> impl ::core::future::Future<Output = ::core::result::Result<Self::Value, #root::WsError>> + ::core::marker::Send {
            #private::check_function(Self {}, #call)
        }
    }
}

// Expands to, with `Box::pin(async move { .. })` for a plain function too:
//
//     impl Interceptor for timed {
//         fn intercept(&self, call: &Call, next: Next) -> impl Future<Output = Result<Outcome, Failure>> + Send {
//             let _ = call;
//             Self::start(&Arc::new(Self {}), next)
//         }
//         fn start(self: &Arc<Self>, mut next: Next) -> Intercepted {
//             match __arguments(&mut next.context()) {
//                 Ok((__argument0, __argument2,)) => Box::pin(async move {
//                     let output = timed(__argument0, next, __argument2,).await;
//                     InterceptorOutput::into_result(output)
//                 }),
//                 Err(error) => Box::pin(ready(Err(Failure::from(error)))),
//             }
//         }
//         fn require(requirements: &mut Requirements<'_>) { .. }
//     }
fn interceptor(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = (
        runtime.root(Span::mixed_site()),
        runtime.private(Span::mixed_site()),
    );
    let name = enhancer.function.callable.name();
    let [next, call, error] = ["next", "call", "error"].map(variable);
    let taken = taken(enhancer);
    let body = returned(enhancer, &next, "InterceptorOutput");
    let require = required(enhancer);
    quote! {
        #[automatically_derived]
        impl #root::Interceptor for #name {
            fn intercept(
                &self,
                #call: &#root::Call,
                #next: #root::Next,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<#root::Outcome, #root::Failure>> + ::core::marker::Send {
                let _ = #call;
                <Self as #root::Interceptor>::start(&::std::sync::Arc::new(Self {}), #next)
            }
            fn start(self: &::std::sync::Arc<Self>, mut #next: #root::Next) -> #private::Intercepted {
                match __arguments(&mut #next.context()) {
                    ::core::result::Result::Ok((#(#taken,)*)) => #body,
                    ::core::result::Result::Err(#error) => ::std::boxed::Box::pin(
                        ::core::future::ready(::core::result::Result::Err(#private::refused_by_parameter(#error)))
                    ),
                }
            }
            #require
        }
    }
}

// Expands to, with `Box::pin(async move { .. })` for a plain function too:
//
//     impl Filter for out_of_stock {
//         type Error = StockError;
//         fn catch(&self, error: StockError, call: &Call) -> impl Future<Output = Result<Outcome, WsError>> + Send {
//             catch_by_function(Self {}, error, call)
//         }
//         fn start(self: &Arc<Self>, error: StockError, context: &mut CallContext<'_>) -> Filtered {
//             match __arguments(context) {
//                 Ok(()) => Box::pin(async move {
//                     let output = out_of_stock(error);
//                     FilterOutput::into_result(output)
//                 }),
//                 Err(error) => filter_without_parameter("out_of_stock", &error),
//             }
//         }
//         fn require(requirements: &mut Requirements<'_>) { .. }
//     }
fn filter(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = (
        runtime.root(Span::mixed_site()),
        runtime.private(Span::mixed_site()),
    );
    let callable = &enhancer.function.callable;
    let name = callable.name();
    let literal = callable.name_literal(Span::mixed_site());
    let [error, call, context] = ["error", "call", "context"].map(variable);
    let taken = taken(enhancer);
    let body = returned(enhancer, &error, "FilterOutput");
    let caught = enhancer.subject();
    let require = required_or_nothing(enhancer);
    quote! {
        #[automatically_derived]
        impl #root::Filter for #name {
            type Error = #caught;
            fn catch(
                &self,
                #error: Self::Error,
                #call: &#root::Call,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<#root::Outcome, #root::WsError>> + ::core::marker::Send {
                #private::catch_by_function(Self {}, #error, #call)
            }
            fn start(
                self: &::std::sync::Arc<Self>,
                #error: Self::Error,
                #context: &mut #private::CallContext<'_>,
            ) -> #private::Filtered {
                match __arguments(#context) {
                    ::core::result::Result::Ok((#(#taken,)*)) => #body,
                    ::core::result::Result::Err(#error) => #private::filter_without_parameter(#literal, &#error),
                }
            }
            #require
        }
    }
}

// Expands to, with `.await` for an `async fn`:
//
//     Box::pin(async move {
//         let output = timed(__argument0, next, __argument2,).await;
//         InterceptorOutput::into_result(output)
//     })
fn returned(enhancer: &Enhancer<'_>, subject: &Ident, output_trait: &str) -> TokenStream {
    let callable = &enhancer.function.callable;
    let runtime = &enhancer.options.runtime;
    // A type that such a function may not return is reported at itself.
    let at_output = reported_at(callable.output_span());
    let private = runtime.private(at_output);
    let output = variable_at("output", at_output);
    let output_trait = Ident::new(output_trait, at_output);
    let result = quote_spanned!(at_output=> #private::#output_trait::into_result(#output));
    let call = call(enhancer, subject);
    let body = quote!(let #output = #call; #result);
    quote_spanned! {reported_at(callable.future_span())=>
        ::std::boxed::Box::pin(async move { #body })
    }
}

// Expands to, without `.await` for a plain `fn`, and with `Ok(output)` for an output that is no `Result`:
//
//     impl Pipe for order {
//         type Input = <TakenByPipe<u64, { .. }> as InputOfPipe<u64>>::Input;
//         type Output = Order;
//         type Parameters = (Arc<Orders>,);
//         fn take(message: &mut Message) -> Result<Self::Parameters, WsError> {
//             let _ = <u64 as Body>::take;
//             __arguments(message)
//         }
//         async fn run((__arguments, value): (Self::Parameters, u64)) -> Result<Order, Failure> {
//             let value = <TakenByPipe<u64, { .. }> as InputOfPipe<u64>>::value(value);
//             let (__argument1,) = __arguments;
//             let output = order(value, __argument1,).await;
//             PipeOutput::into_result(output)
//         }
//         fn require(requirements: &mut Requirements<'_>) { .. }
//     }
fn pipe(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = (
        runtime.root(Span::mixed_site()),
        runtime.private(Span::mixed_site()),
    );
    let callable = &enhancer.function.callable;
    let name = callable.name();
    let [value, message, arguments] = ["value", "message", "arguments"].map(variable);
    let [input, value_of, check] = decoded(enhancer, &value);
    let types = enhancer
        .parameters
        .iter()
        .filter(|parameter| !parameter.is_subject());
    let types = types.map(|parameter| parameter.ty);
    let taken = taken(enhancer);
    let at_output = reported_at(callable.output_span());
    let piped = success(enhancer);
    let output = variable_at("output", at_output);
    let call = call(enhancer, &value);
    let result = if is_result(enhancer) {
        let private = runtime.private(at_output);
        quote_spanned!(at_output=> #private::PipeOutput::into_result(#output))
    } else {
        quote!(::core::result::Result::Ok(#output))
    };
    let body = quote! {
        let #value = #value_of;
        let (#(#taken,)*) = #arguments;
        let #output = #call;
        #result
    };
    let future = quote_spanned!(reported_at(callable.future_span())=> async move { #body });
    let require = required(enhancer);
    quote! {
        #[automatically_derived]
        impl #root::Pipe for #name {
            type Input = #input;
            type Output = #piped;
            type Parameters = (#(#types,)*);
            fn take(#message: &mut #private::Message) -> ::core::result::Result<Self::Parameters, #root::WsError> {
                #check
                __arguments(#message)
            }
            fn run(
                (#arguments, #value): (Self::Parameters, Self::Input),
            ) -> impl ::core::future::Future<Output = ::core::result::Result<Self::Output, #root::Failure>> + ::core::marker::Send {
                #future
            }
            #require
        }
    }
}

// Expands to the type that is decoded for a pipe, to the first parameter made of that, and to a statement that reports a type
// which cannot be decoded:
//
//     <TakenByPipe<u64, { use NoBody as _; DecodedByPipe::<u64>::IS_BODY }> as InputOfPipe<u64>>::Input
//     <TakenByPipe<u64, { use NoBody as _; DecodedByPipe::<u64>::IS_BODY }> as InputOfPipe<u64>>::value(value)
//     let _ = <u64 as Body>::take;
fn decoded(enhancer: &Enhancer<'_>, value: &Ident) -> [TokenStream; 3] {
    let runtime = &enhancer.options.runtime;
    let private = runtime.private(Span::mixed_site());
    let ty = enhancer.subject();
    let span = reported_at(ty.span());
    let root = runtime.root(span);
    let cast = keyword("as");
    let taken = quote! {
        <#private::TakenByPipe<#ty, {
            use #private::NoBody as _;
            #private::DecodedByPipe::<#ty>::IS_BODY
        }> as #private::InputOfPipe<#ty>>
    };
    let take = quote_spanned!(span=> <#ty #cast #root::Body>::take);
    [
        quote!(#taken::Input),
        quote!(#taken::value(#value)),
        quote!(let _ = #take;),
    ]
}

/// Whether a pipe returns a `Result`, as far as the spelling tells.
fn is_result(enhancer: &Enhancer<'_>) -> bool {
    let returned = types::returned(&enhancer.function.callable.signature.output);
    returned.is_some_and(|ty| types::named_with_arguments(ty, &["Result"]).is_some())
}

/// What a pipe returns if all is well.
fn success(enhancer: &Enhancer<'_>) -> TokenStream {
    let returned = types::returned(&enhancer.function.callable.signature.output);
    returned.map_or_else(
        || quote!(()),
        |returned| types::success(returned).to_token_stream(),
    )
}

fn output(output: &ReturnType, span: Span) -> TokenStream {
    match output {
        ReturnType::Default => quote_spanned!(span=> ()),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    }
}

fn required(enhancer: &Enhancer<'_>) -> Option<TokenStream> {
    let context = Context::of(enhancer.role(), &enhancer.options.runtime);
    require(context, &enhancer.parameters)
}

// Expands to the function `require`, also if there is nothing to note: that of the trait says that a filter reads the call.
fn required_or_nothing(enhancer: &Enhancer<'_>) -> TokenStream {
    let private = enhancer.options.runtime.private(Span::mixed_site());
    required(enhancer).unwrap_or_else(|| quote!(fn require(_: &mut #private::Requirements<'_>) {}))
}

// Expands to:
//
//     impl Injectable for authenticated {
//         fn create(_: &mut Setup<'_>) -> Option<Self> { Some(Self {}) }
//     }
fn injectable(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let (root, private) = (
        runtime.root(Span::mixed_site()),
        runtime.private(Span::mixed_site()),
    );
    let name = enhancer.function.callable.name();
    quote! {
        #[automatically_derived]
        impl #root::Injectable for #name {
            fn create(_: &mut #private::Setup<'_>) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self {})
            }
        }
    }
}

// Expands to the struct and an implementation that does nothing, for a function with mistakes. No program with it compiles.
pub(super) fn stub(enhancer: &Enhancer<'_>) -> TokenStream {
    let runtime = &enhancer.options.runtime;
    let root = runtime.root(Span::mixed_site());
    let name = enhancer.function.callable.name();
    let is_generic = !enhancer
        .function
        .callable
        .signature
        .generics
        .params
        .is_empty();
    let implementation = match enhancer.kind {
        Kind::Guard => {
            let value = if is_generic {
                quote!(
                    type Value = ();
                )
            } else {
                guard_value(enhancer)
            };
            let rest = guard_rest(enhancer);
            quote!(impl #root::Guard for #name { #value #rest })
        }
        Kind::Interceptor => quote! {
            impl #root::Interceptor for #name {
                async fn intercept(&self, _: &#root::Call, next: #root::Next) -> ::core::result::Result<#root::Outcome, #root::Failure> {
                    next.run().await
                }
            }
        },
        Kind::Filter => quote! {
            impl #root::Filter for #name {
                type Error = #root::WsError;
                async fn catch(&self, error: #root::WsError, _: &#root::Call) -> ::core::result::Result<#root::Outcome, #root::WsError> {
                    ::core::result::Result::Err(error)
                }
            }
        },
        Kind::Pipe => {
            let private = runtime.private(Span::mixed_site());
            let output = if is_generic {
                quote!(())
            } else {
                success(enhancer)
            };
            let implementation = quote! {
                impl #root::Pipe for #name {
                    type Input = ();
                    type Output = #output;
                    type Parameters = ();
                    fn take(_: &mut #private::Message) -> ::core::result::Result<(), #root::WsError> {
                        ::core::result::Result::Ok(())
                    }
                    async fn run(_: ((), ())) -> ::core::result::Result<Self::Output, #root::Failure> {
                        ::core::future::pending().await
                    }
                }
            };
            return around(enhancer, &implementation);
        }
    };
    let injectable = injectable(enhancer);
    around(enhancer, &quote!(#implementation #injectable))
}
