//! `#[guard]`, `#[interceptor]`, `#[filter]`, `#[pipe]` and `#[injectable]`: what is printed.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_expands, function, without_mentions};
use crate::enhancer::{self, Kind};

fn expand(kind: Kind, arguments: TokenStream, item: TokenStream) -> TokenStream {
    without_mentions(enhancer::expand(kind, arguments, item))
}

/// The printed function called `name`, which has to be `expected`.
#[track_caller]
fn assert_prints(output: &TokenStream, name: &str, expected: TokenStream) {
    assert_eq!(function(output, name).to_string(), expected.to_string());
}

#[test]
fn a_guard_is_the_function_and_a_type_of_its_name() {
    let actual = expand(
        Kind::Guard,
        quote!(),
        quote! {
            /// Lets in who is known.
            #[cfg(feature = "login")]
            pub(crate) async fn authenticated(
                #[handshake_auth] login: Login,
                #[inject] users: Arc<Users>,
                Metadata(roles): Metadata<Roles>,
            ) -> Result<User, WsError> {
                users.of(login).await
            }
        },
    );
    let expected = quote! {
        /// Lets in who is known.
        #[cfg(feature = "login")]
        #[allow(clippy::needless_pass_by_value, clippy::unnecessary_wraps, clippy::unused_async)]
        pub(crate) async fn authenticated(
            login: Login,
            users: Arc<Users>,
            Metadata(roles): Metadata<Roles>,
        ) -> Result<User, WsError> {
            users.of(login).await
        }
        /// Lets in who is known.
        #[cfg(feature = "login")]
        #[allow(dead_code, non_camel_case_types)]
        pub(crate) struct authenticated {}
        #[cfg(feature = "login")]
        #[allow(deprecated, unexpected_cfgs, unused_qualifications)]
        const _: () = {
            #[cfg(not(rust_analyzer))]
            use ::gateway_runtime::__private::items;
            #[cfg(not(rust_analyzer))]
            items! {
                fn __arguments(
                    context: &mut ::gateway_runtime::__private::CallContext<'_>,
                ) -> ::core::result::Result<(Login, Arc<Users>, Metadata<Roles>,), ::gateway_runtime::WsError> {
                    let __argument0 =
                        <Login as ::gateway_runtime::__private::AuthPayload>::of_context(&*context)?;
                    let __argument1 = ::gateway_runtime::__private::inject::<Arc<Users>, _>(&*context)?;
                    let __argument2 =
                        <Metadata<Roles> as ::gateway_runtime::__private::FromCall>::from_call(context)?;
                    ::core::result::Result::Ok((__argument0, __argument1, __argument2,))
                }
                #[automatically_derived]
                impl ::gateway_runtime::Guard for authenticated {
                    type Value = <::gateway_runtime::__private::OfGuard<Result<User, WsError>, {
                        use ::gateway_runtime::__private::UnknownGuardOutput as _;
                        ::gateway_runtime::__private::ReturnedByGuard::<Result<User, WsError> >::IS_OUTPUT
                    }> as ::gateway_runtime::__private::ValueOfGuard>::Value;
                    const POINT: ::gateway_runtime::GuardPoint = ::gateway_runtime::GuardPoint::Both;
                    fn check(
                        &self,
                        call: &::gateway_runtime::Call,
                    ) -> impl ::core::future::Future<
                        Output = ::core::result::Result<Self::Value, ::gateway_runtime::WsError>
                    > + ::core::marker::Send {
                        ::gateway_runtime::__private::check_function(Self {}, call)
                    }
                    fn start(
                        self: &::std::sync::Arc<Self>,
                        context: &mut ::gateway_runtime::__private::CallContext<'_>,
                    ) -> ::gateway_runtime::__private::Checked {
                        match __arguments(context) {
                            ::core::result::Result::Ok((__argument0, __argument1, __argument2,)) =>
                                ::gateway_runtime::__private::Checked::later(async move {
                                    let output = authenticated(__argument0, __argument1, __argument2,).await;
                                    ::gateway_runtime::__private::GuardOutput::into_given(output)
                                }),
                            ::core::result::Result::Err(error) =>
                                ::gateway_runtime::__private::Checked::refused(error),
                        }
                    }
                    fn require(requirements: &mut ::gateway_runtime::__private::Requirements<'_>) {
                        use ::gateway_runtime::__private::NothingToRequire as _;
                        ::gateway_runtime::__private::require_provider::<Arc<Users> >(requirements);
                        ::gateway_runtime::__private::call::Parameter::<Metadata<Roles> >::note(requirements);
                    }
                    ::gateway_runtime::__private::describe_guard! {
                        Result<User, WsError>; (Auth) "login" Login,
                    }
                }
                #[automatically_derived]
                impl ::gateway_runtime::Injectable for authenticated {
                    fn create(
                        _: &mut ::gateway_runtime::__private::Setup<'_>
                    ) -> ::core::option::Option<Self> {
                        ::core::option::Option::Some(Self {})
                    }
                }
            }
        };
    };
    assert_expands(actual, expected);
}

#[test]
fn a_plain_guard_decides_at_once() {
    let printed = expand(
        Kind::Guard,
        quote!(crate = ::runtime),
        quote!(
            fn open(#[guarded] user: User) -> bool {
                true
            }
        ),
    );
    assert_prints(
        &printed,
        "start",
        quote! {
            fn start(
                self: &::std::sync::Arc<Self>,
                context: &mut ::runtime::__private::CallContext<'_>,
            ) -> ::runtime::__private::Checked {
                match __arguments(context) {
                    ::core::result::Result::Ok((__argument0,)) => ::runtime::__private::Checked::now({
                        let output = open(__argument0,);
                        ::runtime::__private::GuardOutput::into_given(output)
                    }),
                    ::core::result::Result::Err(error) => ::runtime::__private::Checked::refused(error),
                }
            }
        },
    );
    assert_prints(
        &printed,
        "require",
        quote! {
            fn require(requirements: &mut ::runtime::__private::Requirements<'_>) {
                ::runtime::__private::require_guarded::<User>(requirements);
            }
        },
    );
}

#[test]
fn a_guard_before_messages_reads_the_message() {
    let printed = expand(
        Kind::Guard,
        quote!(message),
        quote!(
            fn named(event: EventName, #[message_body("name")] name: String) -> bool {
                true
            }
        ),
    );
    assert_prints(
        &printed,
        "__arguments",
        quote! {
            fn __arguments(
                context: &mut ::gateway_runtime::__private::CallContext<'_>,
            ) -> ::core::result::Result<(EventName, String,), ::gateway_runtime::WsError> {
                use ::gateway_runtime::__private::{BodiesByType as _, BodyWithoutRules as _, UnvalidatedBody as _};
                let __argument0 =
                    <EventName as ::gateway_runtime::__private::FromMessageCall>::from_message_call(context)?;
                let __argument1 = ::gateway_runtime::__private::ByType.of::<String>()
                    .body_key::<String>(context.message()?, "name")?;
                ::core::result::Result::Ok((__argument0, __argument1,))
            }
        },
    );
    assert!(printed.to_string().contains("GuardPoint :: Message"));
}

#[test]
fn an_interceptor_gets_the_rest_of_the_call_in_its_place() {
    let printed = expand(
        Kind::Interceptor,
        quote!(),
        quote!(
            async fn timed(call: Call, next: Next, socket: Socket) -> Result<Outcome, Failure> {}
        ),
    );
    assert_prints(
        &printed,
        "start",
        quote! {
            fn start(
                self: &::std::sync::Arc<Self>,
                mut next: ::gateway_runtime::Next
            ) -> ::gateway_runtime::__private::Intercepted {
                match __arguments(&mut next.context()) {
                    ::core::result::Result::Ok((__argument0, __argument2,)) =>
                        ::std::boxed::Box::pin(async move {
                            let output = timed(__argument0, next, __argument2,).await;
                            ::gateway_runtime::__private::InterceptorOutput::into_result(output)
                        }),
                    ::core::result::Result::Err(error) => ::std::boxed::Box::pin(
                        ::core::future::ready(::core::result::Result::Err(
                            ::gateway_runtime::__private::refused_by_parameter(error)
                        ))
                    ),
                }
            }
        },
    );
}

#[test]
fn a_filter_catches_the_type_of_its_first_parameter() {
    let printed = expand(
        Kind::Filter,
        quote!(),
        quote!(
            fn out_of_stock(error: StockError) -> WsError {}
        ),
    );
    assert_prints(
        &printed,
        "start",
        quote! {
            fn start(
                self: &::std::sync::Arc<Self>,
                error: Self::Error,
                context: &mut ::gateway_runtime::__private::CallContext<'_>,
            ) -> ::gateway_runtime::__private::Filtered {
                match __arguments(context) {
                    ::core::result::Result::Ok(()) => ::std::boxed::Box::pin(async move {
                        let output = out_of_stock(error,);
                        ::gateway_runtime::__private::FilterOutput::into_result(output)
                    }),
                    ::core::result::Result::Err(error) =>
                        ::gateway_runtime::__private::filter_without_parameter("out_of_stock", &error),
                }
            }
        },
    );
    // The trait's own function says that a filter reads the call.
    assert_prints(
        &printed,
        "require",
        quote! {
            fn require(_: &mut ::gateway_runtime::__private::Requirements<'_>) {}
        },
    );
    assert!(printed.to_string().contains("type Error = StockError ;"));
}

#[test]
fn a_pipe_takes_its_value_and_its_parameters() {
    let printed = expand(
        Kind::Pipe,
        quote!(),
        quote!(
            async fn order(id: u64, #[inject] orders: Arc<Orders>) -> Result<Order, StockError> {}
        ),
    );
    assert_prints(
        &printed,
        "__arguments",
        quote! {
            fn __arguments(
                message: &mut ::gateway_runtime::__private::Message,
            ) -> ::core::result::Result<(Arc<Orders>,), ::gateway_runtime::WsError> {
                let __argument1 = ::gateway_runtime::__private::inject::<Arc<Orders>, _>(message)?;
                ::core::result::Result::Ok((__argument1,))
            }
        },
    );
    let text = printed.to_string();
    assert!(text.contains("type Output = Order ; type Parameters = (Arc < Orders > ,) ;"));
    assert!(text.contains(
        "let (__argument1 ,) = arguments ; let output = order (value , __argument1 ,) . await ;"
    ));
    assert!(
        !text.contains("Injectable"),
        "pipes stand in no list: {text}"
    );
}

#[test]
fn the_app_makes_an_injectable_struct_of_its_fields() {
    let output = crate::injectable::expand(
        quote!(),
        quote! {
            struct Limit<const MOST: usize> {
                #[inject]
                users: Arc<Users>,
                #[default = 3]
                left: u8,
                count: AtomicU8,
            }
        },
    );
    let actual = without_mentions(output);
    let expected = quote! {
        struct Limit<const MOST: usize> {
            users: Arc<Users>,
            left: u8,
            count: AtomicU8,
        }
        #[allow(unexpected_cfgs, unused_qualifications)]
        const _: () = {
            #[cfg(not(rust_analyzer))]
            use ::gateway_runtime::__private::items;
            #[cfg(not(rust_analyzer))]
            items! {
                #[automatically_derived]
                impl<const MOST: usize> ::gateway_runtime::Injectable for Limit<MOST>
                where
                    Limit<MOST>: ::core::marker::Send + ::core::marker::Sync + 'static
                {
                    fn create(
                        setup: &mut ::gateway_runtime::__private::Setup<'_>
                    ) -> ::core::option::Option<Self> {
                        let __field0 = setup.inject::<Arc<Users> >("users");
                        ::core::option::Option::Some(Self {
                            users: __field0?,
                            left: 3,
                            count: <AtomicU8 as ::gateway_runtime::__private::DefaultField>::default_field(),
                        })
                    }
                    fn require(setup: &mut ::gateway_runtime::__private::Setup<'_>) {
                        setup.require::<Arc<Users> >("users");
                    }
                }
            }
        };
    };
    assert_expands(actual, expected);
}
