//! TODO head.

mod acknowledged;
mod acknowledgement;
mod args;
mod arguments;
mod connect;
mod echo;
mod event;
mod json;
mod member;
mod missing;
mod packed;
mod payload;
mod position;
mod transparent;
mod tree;
mod undecodable;

pub(crate) use acknowledged::acknowledged;
pub use acknowledgement::Acknowledgement;
pub use args::Args;
pub(crate) use arguments::{Arguments, Form};
pub(crate) use connect::connect_payload;
pub(crate) use echo::Echo;
pub(crate) use event::event_of;
pub use payload::Payload;
pub(crate) use position::Position;
