//! `is_member` is the guard of methods that are for a room's members only.

use gateway_runtime::prelude::*;

use crate::room::RoomName;

/// The user is not in the room.
#[derive(WsError)]
#[ws_error(code = "forbidden", message = "join the room first")]
pub(crate) struct NotAMember;

/// Reads the member `room` of the body. The method decodes its own body afterwards.
#[guard(message)]
pub(crate) fn is_member(
    socket: Socket,
    #[message_body("room")] room: RoomName,
) -> Result<(), NotAMember> {
    if socket.rooms().contains(&room.key()) {
        Ok(())
    } else {
        Err(NotAMember)
    }
}
