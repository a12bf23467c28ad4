//! `Watcher` sees what a client sends and gets, and says what is wrong with it.

use crate::wire::ClientPacket;

/// Sees each packet of a connection. A connection has none unless its test has asked for one.
pub(in crate::testing) trait Watcher: Send + Sync {
    /// The client is about to send this packet.
    ///
    /// # Errors
    /// Why the client may not.
    fn sends(&self, packet: &ClientPacket) -> Result<(), String>;

    /// This packet has come.
    ///
    /// # Errors
    /// What is wrong with it.
    fn gets(&self, packet: &ClientPacket) -> Result<(), String>;
}
