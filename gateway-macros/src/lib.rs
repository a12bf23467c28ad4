//! The attribute macros of `gateway-runtime`.
//!
//! Depend on `gateway-runtime`, which re-exports them. Their documentation is on those re-exports,
//! because its examples need the runtime.
//!
//! Each macro is a line here and a function over `proc_macro2` tokens, which unit tests can call.
//! Their phases are always the same: parse (`syntax`), understand (`model`), complain (`errors`),
//! print (`expand`). Printing cannot fail: what is wrong was reported before and is not in the
//! model.

mod arguments;
mod attributes;
mod block;
mod errors;
mod event_name;
mod gateway;
mod misplaced_attribute;
mod namespace;
mod runtime_path;
mod server_event;
mod spans;
mod strip;
mod suggestion;
mod types;
mod values;
mod websocket_gateway;

#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Marks a gateway: its struct and each of its `impl` blocks.
#[proc_macro_attribute]
pub fn websocket_gateway(arguments: TokenStream, item: TokenStream) -> TokenStream {
    websocket_gateway::expand(arguments.into(), item.into()).into()
}

/// Makes a method the handler of an event.
#[proc_macro_attribute]
pub fn subscribe_message(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::SUBSCRIBE_MESSAGE, item.into()).into()
}

/// Calls a method once, before the first client can connect.
#[proc_macro_attribute]
pub fn on_gateway_init(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::ON_GATEWAY_INIT, item.into()).into()
}

/// Calls a method for each client that connects.
#[proc_macro_attribute]
pub fn on_gateway_connection(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::ON_GATEWAY_CONNECTION, item.into()).into()
}

/// Calls a method for each client that has left.
#[proc_macro_attribute]
pub fn on_gateway_disconnect(_: TokenStream, item: TokenStream) -> TokenStream {
    misplaced_attribute::refuse(attributes::ON_GATEWAY_DISCONNECT, item.into()).into()
}

/// Declares an event that the server sends.
#[proc_macro_derive(ServerEvent, attributes(event))]
pub fn derive_server_event(item: TokenStream) -> TokenStream {
    server_event::derive(item.into()).into()
}
