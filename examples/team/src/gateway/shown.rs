//! `Shown` is what clients have been told of who is online and who is in which room.
//!
//! Which sockets are in a room, the gateway knows. That alone does not say whether a change has been told: of two tabs that
//! are closed at once, each finds no other one left.

use std::collections::BTreeSet;

use super::TeamGateway;
use crate::error::TeamError;
use crate::events::{Membership, Presence};
use crate::room::RoomName;
use crate::user::User;

/// What clients have been told last. Whoever tells them more holds its lock meanwhile, so that they hear of changes in the order in
/// which those have happened.
#[derive(Default)]
pub(super) struct Shown {
    online: BTreeSet<String>,
    /// Pairs of a room's key and a user's name.
    members: BTreeSet<(String, String)>,
}

impl TeamGateway {
    /// Tells the others if the user has come with the first tab, or left with the last.
    pub(super) async fn show_presence(
        &self,
        shown: &mut Shown,
        name: &str,
    ) -> Result<(), TeamError> {
        let online = !self.users_in(&User::room_of(name))?.is_empty();
        if changed(&mut shown.online, name.to_owned(), online) {
            let name = name.to_owned();
            let others = self.server.except(User::room_of(&name));
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
        let name = name.to_owned();
        let here = self.users_in(&key)?.contains(&name);
        if changed(&mut shown.members, (key.clone(), name.clone()), here) {
            let others = self.server.to(key).except(User::room_of(&name));
            let membership = Membership { room, name, here };
            others.emit_event(&membership).await?;
        }
        Ok(())
    }
}

/// Makes `item` a part of `set`, or not; whether that is a change.
fn changed<T: Ord>(set: &mut BTreeSet<T>, item: T, is_in: bool) -> bool {
    if is_in {
        set.insert(item)
    } else {
        set.remove(&item)
    }
}
