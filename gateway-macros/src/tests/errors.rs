//! `#[derive(WsError)]`: whole expansions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_expands, messages};
use crate::ws_error;

/// What the conversion of `name`, without parameters, stands in.
fn converted(name: &TokenStream, body: &TokenStream, description: &TokenStream) -> TokenStream {
    quote! {
        const _: () = {
            #[automatically_derived]
            #[allow(
                clippy::type_repetition_in_bounds,
                unreachable_patterns,
                unused_imports,
                unused_qualifications,
                unused_variables
            )]
            impl ::core::convert::From<#name> for ::gateway_runtime::WsError {
                fn from(error: #name) -> Self { #body }
            }
            #description
        };
    }
}

#[test]
fn a_variant_is_a_code_with_details() {
    let actual = ws_error::derive(quote! {
        enum BuyError {
            #[doc = " Fewer."]
            #[ws_error(message = "only {left} left")]
            OutOfStock { left: u32, r#type: Type, #[ws_error(skip)] hidden: u8 },
            #[ws_error(code = "closed", message = "the shop is closed")]
            ShopClosed,
            #[ws_error(message = "more than {0}")]
            Limit(u32),
            #[ws_error(message = "{1}")]
            Range(u32, u8),
        }
    });
    let body = quote! {
        use ::gateway_runtime::__private::NoCause as _;
        match error {
            BuyError::OutOfStock { ref left, ref r#type, ref hidden, .. } =>
                ::gateway_runtime::__private::with_fields(
                    ::gateway_runtime::WsError::new(
                        "out_of_stock",
                        ::gateway_runtime::__private::message(::core::format_args!("only {left} left"))
                    ),
                    [
                        ("left", ::gateway_runtime::__private::Detail::written(left)),
                        ("type", ::gateway_runtime::__private::Detail::written(r#type))
                    ]
                ),
            BuyError::ShopClosed { .. } =>
                ::gateway_runtime::WsError::new("closed", "the shop is closed"),
            BuyError::Limit { 0: ref __field0, .. } =>
                ::gateway_runtime::__private::with_value(
                    ::gateway_runtime::WsError::new(
                        "limit",
                        ::gateway_runtime::__private::message(
                            ::core::format_args!("more than {0}", __field0)
                        )
                    ),
                    ::gateway_runtime::__private::Detail::written(__field0)
                ),
            BuyError::Range { 0: ref __field0, 1: ref __field1, .. } =>
                ::gateway_runtime::__private::with_values(
                    ::gateway_runtime::WsError::new(
                        "range",
                        ::gateway_runtime::__private::message(::core::format_args!("{0}", __field1))
                    ),
                    [
                        ::gateway_runtime::__private::Detail::written(__field0),
                        ::gateway_runtime::__private::Detail::written(__field1)
                    ]
                ),
        }
    };
    let description = quote! {
        ::gateway_runtime::__private::describe_errors! {
            [] [BuyError] []
            (code #[doc = " Fewer."] "out_of_stock" ["only {left} left"] object { "left": u32, "type": Type, })
            (code "closed" ["the shop is closed"] nothing {})
            (code "limit" ["more than {0}"] value { u32 })
            (code "range" ["{1}"] array { u32, u8, })
        }
    };
    assert_expands(actual, converted(&quote!(BuyError), &body, &description));
}

#[test]
fn other_errors_are_the_source_or_are_passed_on() {
    let actual = ws_error::derive(quote! {
        enum LoadError {
            #[error("no {id}")]
            Unknown { id: u64, source: Io },
            #[ws_error(internal)]
            Table(#[from] Io),
            #[ws_error(internal, message = "lost")]
            Lost,
            #[ws_error(transparent)]
            Other(Other),
        }
    });
    let body = quote! {
        use ::gateway_runtime::__private::NoCause as _;
        match error {
            LoadError::Unknown { ref id, ref source, .. } => ::gateway_runtime::__private::with_cause(
                ::gateway_runtime::__private::with_fields(
                    ::gateway_runtime::WsError::new(
                        "unknown",
                        ::gateway_runtime::__private::DisplayedError::message(&error)
                    ),
                    [("id", ::gateway_runtime::__private::Detail::written(id))]
                ),
                match error {
                    LoadError::Unknown { source: source, .. } =>
                        ::gateway_runtime::__private::Cause(source).__gateway_cause().ok(),
                    _ => ::core::option::Option::None,
                }
            ),
            LoadError::Table { .. } =>
                match ::gateway_runtime::__private::Cause(error).__gateway_cause() {
                    ::core::result::Result::Ok(cause) => ::gateway_runtime::WsError::internal(cause),
                    ::core::result::Result::Err(error) => ::gateway_runtime::__private::internal_for(
                        "LoadError::Table",
                        match error {
                            LoadError::Table { 0: source, .. } =>
                                ::gateway_runtime::__private::Cause(source).__gateway_cause().ok(),
                            _ => ::core::option::Option::None,
                        }
                    ),
                },
            LoadError::Lost { .. } =>
                ::gateway_runtime::__private::internal_for("lost", ::core::option::Option::None),
            LoadError::Other { 0: inner, .. } => ::gateway_runtime::__private::PassedOn::pass_on(inner),
        }
    };
    let description = quote! {
        ::gateway_runtime::__private::describe_errors! {
            [] [LoadError] []
            (code "unknown" ["no {id}"] object { "id": u64, })
            (transparent Other)
        }
    };
    assert_expands(actual, converted(&quote!(LoadError), &body, &description));
}

#[test]
fn a_generic_struct_keeps_its_bounds_and_the_runtime_may_be_elsewhere() {
    let actual = ws_error::derive(quote! {
        #[ws_error(crate = crate::reexport, message = "changed")]
        struct Changed<T: Clone> where T: Serialize;
    });
    let expected = quote! {
        const _: () = {
            #[automatically_derived]
            #[allow(
                clippy::type_repetition_in_bounds,
                unreachable_patterns,
                unused_imports,
                unused_qualifications,
                unused_variables
            )]
            impl<T: Clone> ::core::convert::From<Changed<T> > for crate::reexport::WsError
            where
                T: Serialize
            {
                fn from(error: Changed<T>) -> Self {
                    use crate::reexport::__private::NoCause as _;
                    match error {
                        Changed { .. } => crate::reexport::WsError::new("changed", "changed"),
                    }
                }
            }
            crate::reexport::__private::describe_errors! {
                [<T: Clone>] [Changed<T>] [where T: Serialize]
                (code "changed" ["changed"] nothing {})
            }
        };
    };
    assert_expands(actual, expected);
}

#[test]
fn an_error_with_mistakes_still_converts() {
    let actual = ws_error::derive(quote! {
        enum BuyError {
            #[ws_error(mesage = "the shop is closed")]
            Closed,
        }
    });
    assert_eq!(
        messages(actual.clone()),
        ["unknown option `mesage`; did you mean `message`?"]
    );
    let body = quote! {
        let _ = error;
        ::gateway_runtime::WsError::internal("")
    };
    let mut expected = converted(&quote!(BuyError), &body, &quote!());
    expected.extend(quote!(
        ::core::compile_error! { "unknown option `mesage`; did you mean `message`?" }
    ));
    assert_expands(actual, expected);
}
