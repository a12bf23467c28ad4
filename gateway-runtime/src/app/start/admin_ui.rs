//! `AdminAt` is the Admin UI with the endpoint that it is served at: one, as a namespace is.

use std::sync::Arc;

use super::{common::Common, this_runtime};
use crate::{
    admin::{Admin, AdminUi},
    app::{
        endpoint::{Endpoint, PATH, Port},
        plan::PlannedEndpoint,
    },
    error::AppError,
    protocol,
    session::Lifecycle,
};

pub(super) struct AdminAt {
    admin: Arc<Admin>,
    port: Option<Port>,
    path: String,
}

impl AdminAt {
    /// At the app's own port and the usual path, if there is such an endpoint, and else at the first.
    pub(super) fn new(
        settings: Option<AdminUi>,
        endpoints: &[PlannedEndpoint],
        lifecycle: &Arc<Lifecycle>,
    ) -> Option<Self> {
        let settings = settings?;
        let is_usual = |endpoint: &&PlannedEndpoint| {
            endpoint.settings.port.is_none() && endpoint.settings.path == PATH
        };
        let usual = endpoints.iter().find(is_usual);
        let settings_of = &usual.or(endpoints.first())?.settings;
        Some(Self {
            admin: Admin::new(settings, settings_of.heartbeat(), lifecycle),
            port: settings_of.port,
            path: settings_of.path.clone(),
        })
    }
}

/// Starts what tells the pages.
///
/// # Errors
/// [`AppError`] outside of a runtime.
pub(super) fn start(
    admin: Option<AdminAt>,
    endpoints: &[Arc<Endpoint>],
) -> Result<Option<Arc<Admin>>, AppError> {
    let Some(AdminAt { admin, .. }) = admin else {
        return Ok(None);
    };
    let runtimes = endpoints.iter().flat_map(|endpoint| &endpoint.namespaces);
    // Without gateways it is what clients of Engine.IO 3 pass through.
    let runtimes = runtimes.filter(|runtime| !runtime.members.is_empty());
    let contexts: Vec<_> = runtimes
        .map(|runtime| Arc::clone(&runtime.context))
        .collect();
    admin.start(&contexts, &this_runtime()?);
    Ok(Some(admin))
}

/// Makes the namespace of the Admin UI known, if this is where it is served. Gives what went wrong.
pub(super) async fn serve(
    planned: &PlannedEndpoint,
    protocol: &protocol::Server,
    common: &Common,
) -> Option<String> {
    let at = common.admin.as_ref()?;
    let is_here = at.port == planned.settings.port && at.path == planned.settings.path;
    if !is_here {
        return None;
    }
    at.admin.serve(protocol).await.err()
}
