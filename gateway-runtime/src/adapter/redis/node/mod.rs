//! `node` is the language of `@socket.io/redis-adapter`, in which this server shares rooms with servers of Node.
//!
//! `NodeNamespace` is one namespace of the cluster: it tells the other servers something and asks them. `NodeAdapter` answers
//! what they ask, and does what they tell. `message` is what is said, and `pack` how it is written.
//!
//! This is not done over `socketioxide-redis`: what that needs of a message, such as the id of a socket in every answer,
//! Node does not say.

mod acknowledgements;
mod adapter;
mod arriving;
mod asking;
mod clients;
mod date;
mod leaving;
mod listening;
mod message;
mod names;
mod namespace;
mod pack;
mod publisher;
mod recipients;
mod replying;

pub(super) use adapter::NodeAdapter;
pub(super) use clients::Clients;
pub(super) use namespace::{EMITTER, NodeNamespace};
