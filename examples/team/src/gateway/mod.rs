//! `TeamGateway` is the gateway of this example; its methods stand in one file for each theme.

mod admin;
mod expiry;
mod messages;
mod presence;
mod rooms;
mod shown;

use std::collections::BTreeSet;

use gateway_runtime::prelude::*;
use tokio::sync::Mutex;

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
    /// The users who have a socket in `room`, each once.
    fn users_in(&self, room: &str) -> Result<BTreeSet<String>, TeamError> {
        Ok(names(self.server.to(room).sockets()?))
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

/// The users of these sockets, each once however many tabs there are.
fn names(sockets: Vec<Socket<TeamGateway>>) -> BTreeSet<String> {
    let users = sockets
        .into_iter()
        .filter_map(|socket| socket.given::<User>());
    users.map(|user| user.name).collect()
}
