//! `server` prints the options of a server.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::{
    gateway::model::{Cors, ServerOptions},
    runtime_path::RuntimePath,
};

// Expands to, with one line for each option that was given, and to nothing without any:
//
//     server: DeclaredServer {
//         port: Some(81u16),
//         path: Some("/socket.io"),
//         transports: Some(&[Transport::Websocket, Transport::Polling]),
//         cors: Some(DeclaredCors { origins: &["https://example.com"], credentials: true }),
//         ping_interval: Some(Duration::from_millis(25000u64)),
//         max_payload: Some(1000000usize),
//         ..DeclaredServer::DEFAULT
//     },
//
// These tokens stand in a constant that allows the rest to be empty.
pub(super) fn server(options: &ServerOptions, runtime: &RuntimePath) -> Option<TokenStream> {
    let private = runtime.private(Span::mixed_site());
    let some = quote!(::core::option::Option::Some);
    let port = options.port.iter().map(|port| quote!(port: #some(#port),));
    let path = options.path.iter().map(|path| quote!(path: #some(#path),));
    let transports = options
        .transports
        .iter()
        .map(|list| quote!(transports: #some(&[#(#private::Transport::#list),*]),));
    let cors = options.cors.iter().map(
        |Cors {
             origins,
             credentials,
         }| {
            quote! {
                cors: #some(#private::DeclaredCors {
                    origins: &[#(#origins),*],
                    credentials: #credentials,
                }),
            }
        },
    );
    let durations = [
        (quote!(ping_interval), options.ping_interval),
        (quote!(ping_timeout), options.ping_timeout),
        (quote!(connect_timeout), options.connect_timeout),
    ];
    let durations = durations.into_iter().filter_map(|(name, duration)| {
        let duration = duration?;
        Some(quote!(#name: #some(#duration),))
    });
    let limits = [
        (quote!(max_payload), &options.max_payload),
        (quote!(max_attachments), &options.max_attachments),
        (quote!(max_buffer_size), &options.max_buffer_size),
    ];
    let limits = limits.into_iter().filter_map(|(name, limit)| {
        let limit = limit.as_ref()?;
        Some(quote!(#name: #some(#limit),))
    });
    let given: Vec<TokenStream> = port
        .chain(path)
        .chain(transports)
        .chain(cors)
        .chain(durations)
        .chain(limits)
        .collect();
    (!given.is_empty()).then(|| {
        quote! {
            server: #private::DeclaredServer {
                #(#given)*
                ..#private::DeclaredServer::DEFAULT
            },
        }
    })
}
