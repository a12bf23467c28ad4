//! `Shown` is what clients have been told of who is online and who is in which room.
//!
//! Which sockets are in a room, the gateways of all servers know. That alone does not say whether a change has been told: of two tabs
//! that are closed at once, each finds no other one left.

use std::collections::BTreeSet;

use gateway_runtime::prelude::*;
use tracing::warn;

use super::TeamGateway;
use crate::error::TeamError;
use crate::events::{Membership, Presence};
use crate::room::RoomName;
use crate::user::User;

/// What clients have been told last. Whoever tells them more holds its lock meanwhile, so that they hear of changes in the order in
/// which those have happened. Two servers that tell the same at the same time may tell it twice.
#[derive(Default)]
pub(super) struct Shown {
    /// Pairs of a room's key and a user's name. Who is online is in the room of the user.
    there: BTreeSet<(String, String)>,
}

/// A change that one server has told all clients. The other servers need not tell it again.
#[derive(Serialize, Deserialize)]
struct Change {
    key: String,
    name: String,
    here: bool,
}

impl Shown {
    /// Notes who is in a room; whether that is a change.
    fn note(&mut self, Change { key, name, here }: Change) -> bool {
        let pair = (key, name);
        if here {
            self.there.insert(pair)
        } else {
            self.there.remove(&pair)
        }
    }
}

#[websocket_gateway]
impl TeamGateway {
    /// Another server has told the clients.
    #[on_server_event("told")]
    async fn told(&self, #[message_body] change: Change) {
        self.shown.lock().await.note(change);
    }
}

impl TeamGateway {
    /// Tells the others if the user has come with the first tab, or left with the last.
    pub(super) async fn show_presence(
        &self,
        shown: &mut Shown,
        name: &str,
    ) -> Result<(), TeamError> {
        let key = User::room_of(name);
        if let Some(online) = self.change(shown, &key, name).await? {
            let name = name.to_owned();
            let others = self.server.except(key);
            others.emit_event(&Presence { name, online }).await?;
        }
        Ok(())
    }

    /// Tells the others in the room if the user has come into it with the first tab, or left it with the last.
    pub(super) async fn show_membership(
        &self,
        shown: &mut Shown,
        room: RoomName,
        name: &str,
    ) -> Result<(), TeamError> {
        let key = room.key();
        if let Some(here) = self.change(shown, &key, name).await? {
            let name = name.to_owned();
            let others = self.server.to(key).except(User::room_of(&name));
            let membership = Membership { room, name, here };
            others.emit_event(&membership).await?;
        }
        Ok(())
    }

    /// Whether the user is in the room now, if clients have not been told that; from now on they have, by this server.
    async fn change(
        &self,
        shown: &mut Shown,
        key: &str,
        name: &str,
    ) -> Result<Option<bool>, TeamError> {
        let here = self.users_in(key).await?.contains(name);
        let change = || Change {
            key: key.to_owned(),
            name: name.to_owned(),
            here,
        };
        if !shown.note(change()) {
            return Ok(None);
        }
        // What is told twice is no harm: the clients are told all the same.
        if let Err(error) = self.server.servers().emit("told", &change()).await {
            warn!(%error, "the other servers do not know what clients are told");
        }
        Ok(Some(here))
    }
}
