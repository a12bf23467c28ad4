//! `Announcements` is a service that is no gateway, and knows nothing of connections.

use gateway_runtime::prelude::*;

use crate::events::Announcement;
use crate::gateway::TeamGateway;

/// Tells everyone something. It holds a handle to the gateway's namespace.
#[derive(Clone)]
pub(crate) struct Announcements {
    team: Server<TeamGateway>,
}

impl Announcements {
    pub(crate) fn new(team: Server<TeamGateway>) -> Self {
        Self { team }
    }

    pub(crate) async fn announce(&self, announcement: &Announcement) -> Result<(), EmitError> {
        self.team.emit_event(announcement).await?;
        Ok(())
    }
}
