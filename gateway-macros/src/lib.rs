//! `gateway-macros` has the attribute macros of `gateway-runtime`.
//!
//! Depend on `gateway-runtime`, which re-exports the macros. Their documentation is on those
//! re-exports, because the examples in it need the runtime.
//!
//! Each macro is a line here and a function over `proc_macro2` tokens, which unit tests can call.
//! `#[websocket_gateway]` on a struct is the folder `gateway`, on an `impl` block the folder
//! `block`; neither knows the other. In both the phases are folders: `syntax` parses, `understand`
//! makes the `model` and reports what is wrong to `errors`, `expand` prints the model. Printing
//! cannot fail: what is wrong was reported before and is not in the model.
//!
//! The other files are what both folders use: attributes and their `arguments`, the `values` that
//! may stand after an option's name, and the rules for names, paths, spans and types.

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
