//! The words of [`#[guard(..)]`](macro@crate::guard). Without one, a guard runs when a client connects and before each message.

/// `#[guard(connection)]` runs only when a client connects, before its CONNECT.
///
/// It is for what does not change while the client is connected and costs something, such as a look-up by the client's
/// address. Such a guard stands on a gateway or on the app, not on a method.
pub mod connection {}

/// `#[guard(message)]` runs only before messages, so it may take parameters that a message has: `#[message_body]`, and types
/// that implement [`FromMessage`](trait@crate::FromMessage).
///
/// A body that the guard takes is decoded for the guard. The method decodes its own body afterwards: each begins with the
/// first argument.
pub mod message {}
