//! Options of a server: how they are printed.

use proc_macro2::TokenStream;
use quote::quote;

use super::messages;

/// Checks that the printed options of a server are `expected`, between `DeclaredServer { .. }`.
#[track_caller]
fn assert_declares(arguments: TokenStream, expected: TokenStream) {
    let item = quote!(
        struct Chat;
    );
    let output = super::expand(arguments, item);
    let text = output.to_string();
    assert_eq!(messages(output), [""; 0], "{text}");
    let expected = quote! {
        server: ::gateway_runtime::__private::DeclaredServer {
            #expected
            ..::gateway_runtime::__private::DeclaredServer::DEFAULT
        },
    };
    assert!(text.contains(&expected.to_string()), "{text}");
}

#[test]
fn every_option_is_printed_in_one_order() {
    let some = quote!(::core::option::Option::Some);
    let private = quote!(::gateway_runtime::__private);
    let milliseconds = quote!(::core::time::Duration::from_millis);
    assert_declares(
        quote!(
            max_buffer_size = 128,
            max_attachments = 100,
            max_payload = 1_000_000,
            connect_timeout = "1m",
            ping_timeout = "20s",
            ping_interval = "250ms",
            cors(origin = "https://a.example", credentials),
            transports(websocket),
            path = "ws",
            port = 81,
        ),
        quote! {
            port: #some(81u16),
            path: #some("/ws"),
            transports: #some(&[#private::Transport::Websocket]),
            cors: #some(#private::DeclaredCors {
                origins: &["https://a.example"],
                credentials: true,
            }),
            ping_interval: #some(#milliseconds(250u64)),
            ping_timeout: #some(#milliseconds(20000u64)),
            connect_timeout: #some(#milliseconds(60000u64)),
            max_payload: #some(1000000usize),
            max_attachments: #some(100usize),
            max_buffer_size: #some(128usize),
        },
    );
}

#[test]
fn without_an_option_nothing_is_printed() {
    let item = quote!(
        struct Chat;
    );
    let text = super::expand(quote!(namespace = "a"), item).to_string();
    assert!(!text.contains("server"), "{text}");
}

#[test]
fn a_port_is_printed_as_a_number() {
    for (written, printed) in [
        (quote!(0), quote!(0u16)),
        (quote!(3000u16), quote!(3000u16)),
        (quote!(65_535), quote!(65535u16)),
        (quote!(0x50), quote!(80u16)),
    ] {
        assert_declares(
            quote!(port = #written),
            quote!(port: ::core::option::Option::Some(#printed),),
        );
    }
}

#[test]
fn a_path_is_printed_with_a_slash_before_it_and_without_one_after_it() {
    for (written, printed) in [
        ("/socket.io", "/socket.io"),
        ("socket.io", "/socket.io"),
        ("/socket.io/", "/socket.io"),
        ("/api/v1.0/ws", "/api/v1.0/ws"),
        ("/a%20b", "/a%20b"),
        ("/~me/@you;x=1,2!$&'()+:-_", "/~me/@you;x=1,2!$&'()+:-_"),
        ("/...", "/..."),
    ] {
        assert_declares(
            quote!(path = #written),
            quote!(path: ::core::option::Option::Some(#printed),),
        );
    }
}

#[test]
fn transports_are_printed_as_variants() {
    let transport = quote!(::gateway_runtime::__private::Transport);
    for (written, printed) in [
        (quote!(websocket), quote!(#transport::Websocket)),
        (quote!(polling,), quote!(#transport::Polling)),
        (
            quote!(polling, websocket),
            quote!(#transport::Polling, #transport::Websocket),
        ),
    ] {
        assert_declares(
            quote!(transports(#written)),
            quote!(transports: ::core::option::Option::Some(&[#printed]),),
        );
    }
}

#[test]
fn origins_are_printed_as_they_are_written() {
    for origin in [
        "*",
        "null",
        "https://example.com",
        "https://example.com:8443",
        "http://localhost:3000",
        "http://localhost:443",
        "http://127.0.0.1",
        "http://[::1]",
        "http://[::1]:3000",
        "https://xn--bcher-kva.example",
        "https://a_b.c-d.example.",
        "capacitor://localhost",
        "chrome-extension://abcdefghijklmnop",
        "app+x.1://Some-Host",
    ] {
        assert_declares(
            quote!(cors(origin = #origin)),
            quote! {
                cors: ::core::option::Option::Some(::gateway_runtime::__private::DeclaredCors {
                    origins: &[#origin],
                    credentials: false,
                }),
            },
        );
    }
    assert_declares(
        quote!(cors(credentials, origin = ["https://a.example", "null",],)),
        quote! {
            cors: ::core::option::Option::Some(::gateway_runtime::__private::DeclaredCors {
                origins: &["https://a.example", "null"],
                credentials: true,
            }),
        },
    );
}

#[test]
fn limits_are_printed_as_numbers() {
    assert_declares(
        quote!(
            max_buffer_size = 1,
            max_attachments = 0x10,
            max_payload = 16usize
        ),
        quote! {
            max_payload: ::core::option::Option::Some(16usize),
            max_attachments: ::core::option::Option::Some(16usize),
            max_buffer_size: ::core::option::Option::Some(1usize),
        },
    );
}
