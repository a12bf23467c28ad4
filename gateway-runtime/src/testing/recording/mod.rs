//! The recording `Server`: for unit tests of a service that emits, without an app, a runtime or a socket.
//!
//! [`Server::recording`](crate::Server::recording) makes the handle that the service is given, and [`Sent`], which says
//! what the service has done with the handle.

mod expect;
mod filter;
mod order;
mod record;
mod recorder;
mod sent;
mod server;

pub use order::Order;
pub use record::Record;
pub use sent::Sent;
