//! `#[derive(ServerEvent)]`: whole expansions.

use quote::quote;

use super::assert_expands;
use crate::server_event;

#[test]
fn an_event_has_the_name_of_its_attribute() {
    let actual = server_event::derive(quote! {
        #[serde(rename_all = "camelCase")]
        #[event("receive-message")]
        struct ReceiveMessage { data: String }
    });
    let expected = quote! {
        const _: () = {
            #[automatically_derived]
            impl ::gateway_runtime::ServerEvent for ReceiveMessage {
                const NAME: &'static str = "receive-message";
            }
        };
    };
    assert_expands(actual, expected);
}

#[test]
fn an_event_has_the_name_of_a_constant_that_is_checked() {
    let actual = server_event::derive(quote! {
        #[event(Self::SENT)]
        struct ReceiveMessage;
    });
    let expected = quote! {
        #[allow(unexpected_cfgs)]
        const _: () = {
            #[cfg(not(rust_analyzer))]
            use ::gateway_runtime::__private::items;
            #[cfg(not(rust_analyzer))]
            items! {
                const __NAME: &'static str = {
                    use ::gateway_runtime::__private::NoName as _;
                    ::gateway_runtime::__private::Constant(<ReceiveMessage>::SENT).text()
                };
                const _: () = ::gateway_runtime::__private::check_event_of_server(__NAME);
            }
            #[cfg(rust_analyzer)]
            const __NAME: &'static str = <ReceiveMessage>::SENT;
            #[automatically_derived]
            impl ::gateway_runtime::ServerEvent for ReceiveMessage {
                const NAME: &'static str = __NAME;
            }
        };
    };
    assert_expands(actual, expected);
}

#[test]
fn a_constant_of_a_generic_event_may_name_the_parameters() {
    let actual = server_event::derive(quote! {
        #[event(T::CHANGED, crate = crate::reexport)]
        struct Changed<T>(T);
    });
    let expected = quote! {
        const _: () = {
            #[automatically_derived]
            impl<T> crate::reexport::ServerEvent for Changed<T> {
                const NAME: &'static str = {
                    let name = {
                        use crate::reexport::__private::NoName as _;
                        crate::reexport::__private::Constant(T::CHANGED).text()
                    };
                    crate::reexport::__private::check_event_of_server(name);
                    name
                };
            }
        };
    };
    assert_expands(actual, expected);
}

#[test]
fn a_generic_event_keeps_its_bounds() {
    let actual = server_event::derive(quote! {
        #[event("changed", crate = crate::reexport)]
        enum Changed<T: Clone> where T: Serialize { To(T) }
    });
    let expected = quote! {
        const _: () = {
            #[automatically_derived]
            impl<T: Clone> crate::reexport::ServerEvent for Changed<T> where T: Serialize {
                const NAME: &'static str = "changed";
            }
        };
    };
    assert_expands(actual, expected);
}
