//! Serving connections that end when their client stops reading.
//!
//! A client that is connected and takes nothing of what it is sent fills every buffer on the way to it.
//! The protocol library notices that it answers no ping, yet waits with the end of its sockets until
//! the connection lets it write again, which may be for ever: the sockets stay in their rooms, and no
//! disconnect hook runs. A write deadline is the remedy: a connection that does not take a single byte
//! for [`ping_timeout`](crate::GatewayAppBuilder::ping_timeout) fails.
//!
//! So a client that stops reading is gone after the ping interval and two ping timeouts at the latest
//! (65 s, unless the builder was told otherwise): the first timeout is that of the ping that it does
//! not answer, the second that of the bytes that it does not take. One that takes a few bytes now and
//! then has not stopped reading: if it answers no pings, its sockets end when it has taken all that was
//! under way to it, or nothing more for a ping timeout.
//!
//! # Who has it
//!
//! [`GatewayApp::listen`](crate::GatewayApp::listen) and [`serve`](crate::GatewayApp::serve) have it.
//! To serve [`GatewayApp::router`](crate::GatewayApp::router) or a router with
//! [`GatewayApp::layer`](crate::GatewayApp::layer) by yourself, listen with
//! [`GatewayApp::listener`](crate::GatewayApp::listener), or put a [`WriteDeadline`] around any
//! listener of axum's.
//!
//! With a server other than axum's, wrap what it accepts in a [`DeadlineStream`]. Where that cannot be
//! done, the system can do the same on Linux (5.11 or later): set the socket option `TCP_USER_TIMEOUT`
//! of each accepted connection to the ping timeout, in milliseconds. A proxy in front of the server
//! reads in the client's place, so it needs a limit of its own, such as `send_timeout` of nginx.

mod listener;
mod stream;
#[cfg(test)]
mod tests;

pub use listener::{AppListener, WriteDeadline};
pub use stream::DeadlineStream;

pub(crate) use listener::app_listener;
