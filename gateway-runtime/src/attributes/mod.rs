//! What may stand in the parentheses of the attributes: a page for each option.
//!
//! The modules are empty. They are there so that the documentation's search and your editor find an option by
//! its name: in an editor with rust-analyzer, hover over an option, go to its definition, or let the editor
//! complete it.
//!
//! | attribute | options |
//! |---|---|
//! | [`#[websocket_gateway(..)]`](macro@crate::websocket_gateway), on a struct | [`websocket_gateway`] |
//! | [`#[subscribe_message(..)]`](macro@crate::subscribe_message) | [`subscribe_message`] |
//! | [`#[message_body(..)]`](macro@crate::message_body) | [`message_body`] |
//! | [`#[guard(..)]`](macro@crate::guard), on a function | [`guard`] |
//! | [`#[guarded(..)]`](macro@crate::guarded), on a parameter | [`guarded`] |
//! | [`#[throttle(..)]`](macro@crate::throttle), on a gateway's struct or on a method | [`throttle`] |
//! | `#[default = ..]`, on a field of a gateway or of an injectable struct | [`default`] |
//!
//! The other attributes have no options.

pub mod guard;
pub mod guarded;
pub mod message_body;
pub mod subscribe_message;
pub mod throttle;
pub mod websocket_gateway;

/// `#[default = expression]` on a field of a gateway gives the field its first value: `#[default = 3] limit: u8`.
///
/// A field without an attribute begins as `Default::default()`. A field that is the same for all gateways, or
/// expensive to make, is better marked [`#[inject]`](macro@crate::inject).
pub mod default {}
