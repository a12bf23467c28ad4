//! `Bus` is what the servers of a test share their rooms through: the test kit's, in the place of a Redis server.
//!
//! Only the connection to Redis is replaced. A message is with all who have subscribed to its channel when `publish`
//! returns, and all of them get messages in the same order, as those of a Redis server do.

mod participant;
mod session;
mod state;

use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

pub(crate) use participant::Participant;
pub(super) use session::BusSession;
use state::State;

use super::{
    backend, connection::Target, emitting::EmittingLink, link_owner::LinkOwner,
    options::RedisOptions,
};
use crate::{
    adapter::{sharing::Sharing, start_up_error::cannot_reach},
    error::AppError,
    sync::lock,
};

/// A bus of its own for each cluster.
#[derive(Clone, Default)]
pub(crate) struct Bus(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// Notified when a participant gets another condition.
    changed: Notify,
}

impl Bus {
    /// Somebody more who can use the bus; `name` is for the log.
    pub(crate) fn participant(&self, name: &str) -> Participant {
        let number = lock(&self.0.state).add_participant();
        Participant::new(
            self.clone(),
            number,
            format!("the bus of the test, for {name}"),
        )
    }
}

impl Participant {
    /// Shares the rooms of an app through the bus.
    ///
    /// # Errors
    /// The participant cannot reach the bus.
    pub(crate) async fn sharing(&self, options: RedisOptions) -> Result<Sharing, AppError> {
        Ok(backend::sharing(self.link().await?, options))
    }

    /// Tells the servers something, without being one of them.
    ///
    /// # Errors
    /// The participant cannot reach the bus.
    pub(crate) async fn emitting(&self) -> Result<EmittingLink, AppError> {
        Ok(EmittingLink::over(self.link().await?))
    }

    pub(super) async fn link(&self) -> Result<LinkOwner, AppError> {
        LinkOwner::connect(Target::Bus(self.clone()), None, self.name().to_owned())
            .await
            .map_err(|cause| cannot_reach("the bus", self.name(), cause))
    }
}
