//! What a client may do beside messages: leave without a goodbye, fall silent, stop reading, send what is no message.

use bytes::Bytes;

use super::Client;
use crate::wire::Frame;

impl Client {
    /// Answers no ping from now on, or answers them again: a client that does not answer is gone after the ping interval
    /// and the ping timeout.
    pub fn answer_pings(&self, answers: bool) {
        self.connection.answer_pings(answers);
    }

    /// Takes nothing that comes from now on, or takes everything again. What is on its way fills the connection, then the
    /// buffers of the app (docs/guarantees.md, 11).
    pub fn read(&self, reads: bool) {
        self.connection.read(reads);
    }

    /// Closes the connection, in all its namespaces, and leaves none of them first, as when a page is left.
    pub fn close_connection(&self) {
        self.connection.close();
    }

    /// Loses the connection, in all its namespaces; the server is told nothing.
    pub fn lose_connection(&self) {
        self.connection.lose();
    }

    /// Sends a packet of Socket.IO as it is, for example `2/chat,["say"` with its end missing.
    pub fn send_text(&self, packet: &str) {
        self.connection.send_raw(Frame::Text(packet.to_owned()));
    }

    /// Sends binary data as it is: an attachment, or a packet of `MessagePack`.
    pub fn send_binary(&self, bytes: impl Into<Bytes>) {
        self.connection.send_raw(Frame::Binary(bytes.into()));
    }

    /// Sends a packet of Engine.IO as it is, for example the pong `3`.
    pub fn send_engine_packet(&self, packet: &str) {
        self.connection.send_engine(packet);
    }
}
