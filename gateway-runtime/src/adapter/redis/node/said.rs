//! `Said` is what another server says, in whichever language.

use serde_json::value::RawValue;

use super::{answer::Answer, arguments::Arguments, recipients::Recipients};
use crate::protocol::RoomChange;

pub(super) enum Said {
    /// An event for clients.
    Event(Arguments, Recipients),
    /// An event for clients, which they acknowledge.
    Question(Asker, Arguments, Recipients),
    Told(Told, Recipients),
    Asked(Wanted, Asker, Recipients),
    /// An event for servers, with its payload.
    EventForServers(String, Box<RawValue>),
    Answer(Answer),
}

/// What is to be done with sockets.
pub(super) struct Told {
    pub(super) what: Deed,
    /// Who wants to know from the server that has the sockets: servers of early versions do.
    pub(super) confirm: Option<Asker>,
}

pub(super) enum Deed {
    ChangeRooms(RoomChange, Vec<String>),
    Disconnect {
        /// Whether the whole connection ends.
        close: bool,
    },
}

/// What is asked of sockets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Ids,
    Rooms,
    Descriptions,
}

/// Who asks, and the id of the request.
#[derive(Default)]
pub(super) struct Asker {
    /// The server.
    pub(super) uid: String,
    pub(super) id: String,
}
