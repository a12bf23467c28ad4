//! `node` is the languages of `@socket.io/redis-adapter`, in which this server shares rooms with servers of Node.
//!
//! `NodeNamespace` is one namespace of the cluster: it tells the other servers something and asks them. `NodeAdapter` answers
//! what they ask, and does what they tell. What is said, `Said`, is the same in both languages. How it is said and on which
//! channels, a `Dialect` knows: `classic` is what `createAdapter` speaks, and `sharded` what `createShardedAdapter` does.
//! `pack` is how payloads are written.
//!
//! This is not done over `socketioxide-redis`: what that needs of a message, such as the id of a socket in every answer,
//! Node does not say.

mod acknowledgements;
mod adapter;
mod answer;
mod arguments;
mod arriving;
mod asking;
mod classic;
mod clients;
mod date;
mod described;
mod description;
mod dialect;
mod event_packet;
mod following;
#[cfg(feature = "__fuzz")]
pub(super) mod fuzz;
mod leaving;
mod lenient;
mod listening;
mod namespace;
mod pack;
mod publisher;
mod recipients;
mod replying;
mod said;
mod sharded;

pub(super) use adapter::NodeAdapter;
pub(super) use clients::Clients;
pub(super) use namespace::{EMITTER, NodeNamespace};
