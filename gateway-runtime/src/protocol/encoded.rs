//! `Encoded` is an event or an answer as it goes out: written once, in the format of a namespace.

/// An event or an answer to one, with its arguments. Cloning is cheap.
#[derive(Clone, Debug)]
pub(crate) struct Encoded(pub(super) socketioxide_core::packet::Packet);
