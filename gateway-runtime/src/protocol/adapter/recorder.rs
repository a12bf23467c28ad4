//! `Recorder` takes down what the handles to a namespace without clients and without other servers are told to do.

use std::time::Duration;

use crate::{
    error::SharingError,
    protocol::{Packet, Recipients, Room, SocketId},
};

use super::publisher::RoomChange;

/// What was done with the recipients.
pub(crate) enum Deed<'a> {
    /// An event was sent to them: its arguments behind its name.
    Emit(Packet),
    /// They were made to join rooms, or to leave them.
    ChangeRooms(RoomChange, Vec<Room>),
    /// They were disconnected from the namespace.
    Disconnect,
    /// Their whole connections were ended.
    Close,
    /// The other servers were told something, which concerns no recipients.
    Tell(&'a str),
}

/// A question to clients.
pub(crate) struct RecordedQuestion {
    /// The arguments behind the event's name.
    pub(crate) packet: Packet,
    pub(crate) recipients: Recipients,
    pub(crate) timeout: Option<Duration>,
}

/// The answers to a question; `None` of a client that does not answer in time.
pub(crate) struct RecordedAnswers {
    pub(crate) answers: Vec<(SocketId, Option<Packet>)>,
    /// Whether the other servers were asked too.
    pub(crate) shared: Result<(), SharingError>,
}

/// Who takes down what is done in the namespaces of a server that runs nowhere.
pub(crate) trait Recorder: Send + Sync + 'static {
    /// Takes down what was done in the namespace `path`.
    ///
    /// # Errors
    /// What is to be said of the other servers.
    fn record(
        &self,
        path: &str,
        recipients: Recipients,
        deed: Deed<'_>,
    ) -> Result<(), SharingError>;

    /// Takes down a question that was asked in the namespace `path`, and answers it.
    fn ask(&self, path: &str, question: RecordedQuestion) -> RecordedAnswers;
}
