//! `join`, `leave` and `members` are the methods for rooms.

use std::collections::BTreeSet;

use gateway_runtime::prelude::*;

use super::TeamGateway;
use crate::error::TeamError;
use crate::guards::is_member;
use crate::room::{MOST_ROOMS, RoomName};
use crate::user::User;

#[websocket_gateway]
impl TeamGateway {
    /// `emit("join", { room: "lobby" })` is answered with who is there.
    #[subscribe_message("join")]
    async fn join(
        &self,
        socket: Socket<TeamGateway>,
        #[guarded] user: User,
        #[message_body("room")] room: RoomName,
    ) -> Result<BTreeSet<String>, TeamError> {
        let mut shown = self.shown.lock().await;
        let key = room.key();
        let mut rooms = socket.rooms();
        rooms.retain(|room| RoomName::of_key(room).is_some());
        if rooms.len() >= MOST_ROOMS && !rooms.contains(&key) {
            return Err(TeamError::TooManyRooms);
        }
        socket.join(&key);
        self.show_membership(&mut shown, room, &user.name).await?;
        self.users_in(&key).await
    }

    #[subscribe_message("leave")]
    async fn leave(
        &self,
        socket: Socket<TeamGateway>,
        #[guarded] user: User,
        #[message_body("room")] room: RoomName,
    ) -> Result<(), TeamError> {
        let mut shown = self.shown.lock().await;
        socket.leave(room.key());
        self.show_membership(&mut shown, room, &user.name).await
    }

    /// Who is in a room; for its members.
    #[subscribe_message("members")]
    #[use_guards(is_member)]
    async fn members(
        &self,
        #[message_body("room")] room: RoomName,
    ) -> Result<BTreeSet<String>, TeamError> {
        self.users_in(&room.key()).await
    }
}
