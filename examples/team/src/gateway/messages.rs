//! `say`, `direct` and `typing` are the methods by which users write to each other.

use garde::Validate;
use gateway_runtime::prelude::*;
use schemars::JsonSchema;

use super::TeamGateway;
use crate::error::TeamError;
use crate::events::{Direct, Said, Typing};
use crate::guards::is_member;
use crate::limits::of_user;
use crate::room::RoomName;
use crate::user::User;

/// The body of `say`.
#[derive(Deserialize, Validate, JsonSchema)]
struct Say {
    #[garde(dive)]
    room: RoomName,
    #[garde(length(chars, min = 1, max = 500))]
    text: String,
}

/// The body of `direct`.
#[derive(Deserialize, Validate, JsonSchema)]
struct SendDirect {
    #[garde(length(min = 1))]
    to: String,
    #[garde(length(chars, min = 1, max = 500))]
    text: String,
}

#[websocket_gateway]
impl TeamGateway {
    /// A message to the room: the others get the event, and the sender the acknowledgement.
    #[subscribe_message("say")]
    #[use_guards(is_member)]
    #[throttle(limit = 5, per = "5s", by = of_user)]
    async fn say(
        &self,
        socket: Socket<TeamGateway>,
        #[guarded] user: User,
        #[message_body] Say { room, text }: Say,
    ) -> Result<Said, TeamError> {
        let key = room.key();
        let from = user.name;
        let said = Said { room, from, text };
        socket.to(key).emit_event(&said).await?;
        Ok(said)
    }

    /// A message to all tabs of a user, and to the sender's other tabs.
    #[subscribe_message("direct")]
    #[throttle(limit = 5, per = "5s", by = of_user)]
    async fn direct(
        &self,
        socket: Socket<TeamGateway>,
        #[guarded] user: User,
        #[message_body] SendDirect { to, text }: SendDirect,
    ) -> Result<Direct, TeamError> {
        self.check_exists(&to).await?;
        let rooms = [User::room_of(&to), user.room()];
        if self.users_in(&rooms[0]).await?.is_empty() {
            return Err(TeamError::Offline(to));
        }
        let from = user.name;
        let direct = Direct { from, to, text };
        socket.to(rooms).emit_event(&direct).await?;
        Ok(direct)
    }

    /// Clients whose connection is not ready miss it: the next one comes soon.
    #[subscribe_message("typing")]
    #[use_guards(is_member)]
    #[throttle(limit = 2, per = "1s")]
    async fn typing(
        &self,
        socket: Socket<TeamGateway>,
        #[guarded] user: User,
        #[message_body("room")] room: RoomName,
    ) -> Result<(), TeamError> {
        let key = room.key();
        let name = user.name;
        let typing = Typing { room, name };
        socket.to(key).volatile().emit_event(&typing).await?;
        Ok(())
    }
}
