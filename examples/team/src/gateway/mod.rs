//! `TeamGateway` is the gateway of this example; its methods stand in one file for each theme.

mod admin;
mod expiry;
mod messages;
mod presence;
mod rooms;
mod shown;

use std::collections::BTreeSet;

use gateway_runtime::Broadcast;
use gateway_runtime::prelude::*;
use tokio::sync::Mutex;
use tracing::warn;

use self::shown::Shown;
use crate::accounts::Accounts;
use crate::auth::Auth;
use crate::error::TeamError;
use crate::events::{Announcement, Direct, Kicked, Membership, Presence, Said, Typing, Welcome};
use crate::guards::authenticated;
use crate::limits::of_user;
use crate::logging::logged;
use crate::user::User;

/// What stands above the struct holds for every method; what stands above a method is added to it.
#[websocket_gateway(
    namespace = "team",
    validate,
    timeout = "5s",
    emits(
        Welcome,
        Presence,
        Membership,
        Said,
        Direct,
        Typing,
        Kicked,
        Announcement
    )
)]
#[use_guards(authenticated)]
#[use_interceptors(logged)]
#[throttle(limit = 20, per = "1s", burst = 40, by = of_user)]
pub(crate) struct TeamGateway {
    #[websocket_server]
    server: Server<TeamGateway>,
    #[inject]
    accounts: Arc<dyn Accounts>,
    #[inject]
    auth: Arc<Auth>,
    shown: Mutex<Shown>,
}

impl TeamGateway {
    /// The users who have a socket in `room` on any server, each once.
    async fn users_in(&self, room: &str) -> Result<BTreeSet<String>, TeamError> {
        users_of(|| self.server.to(room)).await
    }

    /// All users who are connected to any server, each once.
    async fn all_users(&self) -> Result<BTreeSet<String>, TeamError> {
        users_of(|| self.server.broadcast()).await
    }

    /// Fails if there is no such user.
    async fn check_exists(&self, name: &str) -> Result<(), TeamError> {
        if self.accounts.exists(name).await {
            Ok(())
        } else {
            Err(TeamError::NoSuchUser(name.to_owned()))
        }
    }
}

/// The users whose sockets a broadcast reaches, each once however many tabs there are. Each socket shares its user with the other
/// servers.
async fn users_of(
    broadcast: impl Fn() -> Broadcast<TeamGateway>,
) -> Result<BTreeSet<String>, TeamError> {
    let sockets = match broadcast().fetch_sockets().await {
        Ok(sockets) => sockets,
        Err(error) => {
            // Better those of this server than nobody.
            warn!(%error, "the other servers have not said who is there");
            broadcast().local().fetch_sockets().await?
        }
    };
    let users = sockets
        .into_iter()
        .filter_map(|socket| socket.data::<User>().ok().flatten());
    Ok(users.map(|user| user.name).collect())
}
