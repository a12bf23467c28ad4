//! `SocketioxideEmitter` is how socketioxide's adapters send to a socket.

/// The type that each adapter of socketioxide is generic over. Socketioxide hides it from its
/// documentation, so this is the only line that names it.
#[cfg_attr(
    not(feature = "unstable-socketioxide"),
    expect(unreachable_pub, reason = "reached through the feature")
)]
pub type SocketioxideEmitter = socketioxide::adapter::Emitter;
