//! TODO head.

mod acknowledged;
mod acknowledgement;
mod args;
mod connect;
mod echo;
mod event;
mod member;
mod missing;
mod packed;
mod payload;
mod position;
mod tree;
mod undecodable;
mod write;

pub(crate) use acknowledged::acknowledged;
pub use acknowledgement::Acknowledgement;
pub use args::Args;
pub(crate) use connect::connect_payload;
pub(crate) use echo::Echo;
pub(crate) use event::event_of;
pub(crate) use payload::Borrowed;
pub use payload::Payload;
pub(crate) use position::Position;
pub(crate) use write::Written;
