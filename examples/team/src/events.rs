//! The events that clients receive, each a type that `emits(..)` declares. `Deserialize` is for the tests, which are clients.

use std::collections::BTreeSet;

use gateway_runtime::prelude::*;
use schemars::JsonSchema;

use crate::room::RoomName;
use crate::user::User;

/// The first thing that a client receives: who it is, and who is here.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent, JsonSchema)]
#[event("welcome")]
pub(crate) struct Welcome {
    pub(crate) user: User,
    pub(crate) online: BTreeSet<String>,
}

/// A user has come, or has left with the last tab.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent, JsonSchema)]
#[event("presence")]
pub(crate) struct Presence {
    pub(crate) name: String,
    pub(crate) online: bool,
}

/// A user is in a room now, or is no longer.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent, JsonSchema)]
#[event("membership")]
pub(crate) struct Membership {
    pub(crate) room: RoomName,
    pub(crate) name: String,
    pub(crate) here: bool,
}

/// A message in a room.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent, JsonSchema)]
#[event("said")]
pub(crate) struct Said {
    pub(crate) room: RoomName,
    pub(crate) from: String,
    pub(crate) text: String,
}

/// A message from one user to another.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent, JsonSchema)]
#[event("direct")]
pub(crate) struct Direct {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) text: String,
}

/// A user is typing in a room.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent, JsonSchema)]
#[event("typing")]
pub(crate) struct Typing {
    pub(crate) room: RoomName,
    pub(crate) name: String,
}

/// The last thing that a client receives whose user an admin has kicked.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent, JsonSchema)]
#[event("kicked")]
pub(crate) struct Kicked {
    pub(crate) by: String,
    pub(crate) reason: Option<String>,
}

/// What an admin tells everyone.
#[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent, JsonSchema)]
#[event("announcement")]
pub(crate) struct Announcement {
    pub(crate) from: String,
    pub(crate) text: String,
}
