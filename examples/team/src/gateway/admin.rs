//! `kick` is the method by which an admin throws a user out.

use garde::Validate;
use gateway_runtime::prelude::*;
use schemars::JsonSchema;
use tracing::info;

use super::TeamGateway;
use crate::error::TeamError;
use crate::events::Kicked;
use crate::guards::{Roles, has_role};
use crate::user::{Role, User};

/// The body of `kick`.
#[derive(Deserialize, Validate, JsonSchema)]
struct Kick {
    #[garde(length(min = 1))]
    name: String,
    #[garde(length(chars, max = 200))]
    reason: Option<String>,
}

/// What one server tells the others: how often the tokens of this user have been revoked.
#[derive(Serialize, Deserialize)]
struct Revoked {
    name: String,
    count: u64,
}

#[websocket_gateway]
impl TeamGateway {
    /// Disconnects all tabs of a user, whose tokens do not hold any longer. The answer is how many tabs there were.
    #[subscribe_message("kick")]
    #[use_guards(has_role)]
    #[set_metadata(Roles(&[Role::Admin]))]
    async fn kick(
        &self,
        #[guarded] admin: User,
        #[message_body] Kick { name, reason }: Kick,
    ) -> Result<usize, TeamError> {
        self.check_exists(&name).await?;
        // First, so that no tab comes back with its token.
        let count = self.auth.revoke(&name).await;
        let revoked = Revoked {
            name: name.clone(),
            count,
        };
        self.server.servers().emit("revoked", &revoked).await?;
        info!(by = admin.name, name, reason, "kicked");
        let room = User::room_of(&name);
        let tabs = self.server.to(&room).count().await?;
        let by = admin.name;
        let kicked = Kicked { by, reason };
        // What is emitted before a disconnect still arrives.
        self.server.to(&room).emit_event(&kicked).await?;
        self.server.to(&room).disconnect().await?;
        Ok(tabs)
    }

    /// Another server has revoked the tokens of a user.
    #[on_server_event("revoked")]
    async fn revoked(&self, #[message_body] Revoked { name, count }: Revoked) {
        self.auth.revoked_elsewhere(&name, count).await;
    }
}
