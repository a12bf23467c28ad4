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
