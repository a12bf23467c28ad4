//! `AnyAdapter`, the one type of adapter that the protocol library sees: which backend it works with
//! is chosen at run time, so that no code of a user names an adapter.

mod any_adapter;
mod backend;
mod backends;
mod by_namespace;
mod changes;
mod cluster_wide;
mod conversation;
mod core_adapter;
mod dyn_adapter;
#[cfg(feature = "__fuzz")]
pub(crate) mod fuzz;
mod initialised;
mod publisher;
mod reachability;
#[cfg(feature = "testing")]
mod recorder;
#[cfg(feature = "testing")]
mod recording;
mod room_follower;
mod server_emitter;
mod socketioxide_emitter;

pub(crate) use any_adapter::Adapters;
pub use any_adapter::AnyAdapter;
pub(crate) use backend::Backend;
pub(crate) use backends::Listener;
pub(crate) use backends::{Backends, SharingOfOne};
pub(crate) use by_namespace::Identity;
#[cfg(feature = "redis")]
pub(crate) use conversation::Conversation;
#[cfg(feature = "redis")]
pub(crate) use dyn_adapter::DynAdapter;
pub(crate) use publisher::Publication;
#[cfg(feature = "redis")]
pub(crate) use publisher::Publisher;
#[cfg(any(feature = "redis", feature = "testing"))]
pub(crate) use publisher::RoomChange;
pub(crate) use reachability::Reachability;
#[cfg(feature = "testing")]
pub(crate) use recorder::{Deed, RecordedAnswers, RecordedQuestion, Recorder};
pub(crate) use room_follower::Followed;
#[cfg(feature = "redis")]
pub(crate) use room_follower::RoomFollower;
pub(crate) use server_emitter::{ServerEmitter, ServerHandler};
pub use socketioxide_emitter::SocketioxideEmitter;

#[cfg(test)]
mod tests;
