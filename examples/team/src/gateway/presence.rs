//! `came` and `left` are the hooks by which users are online: from their first tab to their last.

use gateway_runtime::prelude::*;
use tracing::{debug, info};

use super::TeamGateway;
use crate::error::TeamError;
use crate::events::Welcome;
use crate::room::RoomName;
use crate::user::User;

#[websocket_gateway]
impl TeamGateway {
    /// Runs once the guard has let the client in.
    #[on_gateway_connection]
    async fn came(
        &self,
        socket: Socket<TeamGateway>,
        #[guarded] user: User,
    ) -> Result<(), TeamError> {
        info!(id = %socket.id(), user = user.name, "connected");
        let mut shown = self.shown.lock().await;
        socket.share_data(&user)?;
        socket.join(user.room());
        self.show_presence(&mut shown, &user.name).await?;
        let online = self.all_users().await?;
        // An error would refuse a client that has left meanwhile, and a client that is refused gets no disconnect hook.
        if let Err(error) = socket.emit_event(&Welcome { user, online }) {
            debug!(id = %socket.id(), %error, "not welcomed");
        }
        Ok(())
    }

    /// The socket is out of its rooms when this runs.
    #[on_gateway_disconnect]
    async fn left(
        &self,
        socket: Socket<TeamGateway>,
        #[guarded] user: User,
        reason: DisconnectReason,
    ) -> Result<(), TeamError> {
        info!(id = %socket.id(), user = user.name, %reason, "disconnected");
        let mut shown = self.shown.lock().await;
        for key in socket.rooms() {
            if let Some(room) = RoomName::of_key(&key) {
                self.show_membership(&mut shown, room, &user.name).await?;
            }
        }
        self.show_presence(&mut shown, &user.name).await
    }

    /// Tells a tab that nobody types in whether its token still holds: the guards run, but no limit counts the message.
    #[subscribe_message("heartbeat")]
    #[throttle(skip)]
    fn heartbeat(&self) {}
}
