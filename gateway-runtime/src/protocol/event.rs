//! `EncodedEvent` is an event as it is sent to several sockets: written once, in the format of a namespace.

/// An event with its arguments. Cloning is cheap.
#[derive(Clone, Debug)]
pub(crate) struct EncodedEvent(pub(super) socketioxide_core::packet::Packet);
