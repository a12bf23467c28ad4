//! Messages about `#[derive(ServerEvent)]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_refused, messages};
use crate::server_event;

/// The messages about the attributes of a struct named `ReceiveMessage`.
#[track_caller]
fn attributes(attributes: TokenStream, expected: &[&str]) {
    let output = server_event::derive(quote! {
        #attributes
        struct ReceiveMessage;
    });
    // Whatever was wrong, the type is still an event.
    assert!(
        output
            .to_string()
            .contains("ServerEvent for ReceiveMessage"),
        "{output}"
    );
    assert_refused(output, expected);
}

#[test]
fn an_event_has_one_name() {
    attributes(
        quote!(),
        &["missing `#[event(\"receive-message\")]`; say under which name `ReceiveMessage` is sent"],
    );
    attributes(
        quote!(#[event(crate = ::runtime)]),
        &["missing `#[event(\"receive-message\")]`; say under which name `ReceiveMessage` is sent"],
    );
    attributes(
        quote!(#[event]),
        &["no name here; write `#[event(\"receive-message\")]`"],
    );
    attributes(
        quote!(#[event = "sent"]),
        &["the name stands in parentheses; write `#[event(\"sent\")]`"],
    );
    attributes(
        quote!(#[event(sent)]),
        &[
            "the name is written as a string; write `\"sent\"`, or for a constant its path, as in \
             `events::SEND`",
        ],
    );
    attributes(
        quote!(#[event(name = "sent")]),
        &["the name stands alone; write `#[event(\"sent\")]`"],
    );
    attributes(
        quote!(#[event(5)]),
        &[
            "the name is a string or the path of a constant, as in `#[event(\"receive-message\")]` \
             and `#[event(events::SEND)]`",
        ],
    );
    attributes(
        quote!(#[event("a", colour = "red", crate = ::a, crate = ::b)] #[event("b")]),
        &[
            "unknown option `colour`; `#[event(..)]` takes a name and `crate = path`",
            "option `crate` is given twice; remove one",
            "an event has one name; declare another type for the other",
        ],
    );
}

#[test]
fn a_reserved_name_is_refused() {
    for name in [
        "connect",
        "connect_error",
        "disconnect",
        "disconnecting",
        "newListener",
        "removeListener",
    ] {
        attributes(
            quote!(#[event(#name)]),
            &[&format!("`{name}` is reserved; choose another name")],
        );
    }
    attributes(
        quote!(#[event("exception")]),
        &["`exception` is reserved; it carries errors: return a `WsError`, or choose another name"],
    );
    attributes(
        quote!(#[event("")]),
        &["the event name is empty; name the event, as in `\"send-message\"`"],
    );
}

#[test]
fn a_union_is_no_event() {
    let output = server_event::derive(quote! {
        #[event("sent")]
        union Sent { a: u8 }
    });
    assert_eq!(
        messages(output),
        ["`Sent` is a union, which cannot be serialized; make it a struct or an enum"]
    );
}
