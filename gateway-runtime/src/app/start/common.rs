//! `Common` is what all endpoints of an app, and all their namespaces, are started with.

use std::sync::Arc;

#[cfg(feature = "admin-ui")]
use super::admin_ui::AdminAt;
use crate::{
    adapter::Sharing,
    admission::Admission,
    app::endpoint::ClientBundle,
    app::plan::{AppOptions, Enhancers, GatewayHook, Instances},
    blocking::BlockingPool,
    providers::Providers,
    registry::{AnyGateway, GatewayRecord},
    session::{DynamicLimits, ErrorPolicy, Lifecycle},
    watchdog::Watchdog,
};

/// What all endpoints of one app have in common.
pub(super) struct Common {
    pub(super) instances: Instances,
    pub(super) hooks: Vec<GatewayHook>,
    pub(super) enhancers: Enhancers,
    pub(super) providers: Arc<Providers>,
    pub(super) errors: ErrorPolicy,
    pub(super) options: AppOptions,
    pub(super) sharing: Sharing,
    /// The files of the JavaScript client, which each endpoint serves.
    pub(super) client: Option<Arc<ClientBundle>>,
    pub(super) lifecycle: Arc<Lifecycle>,
    /// The Admin UI, with where it is served.
    #[cfg(feature = "admin-ui")]
    pub(super) admin: Option<AdminAt>,
    /// Where methods run that block.
    pub(super) blocking: Arc<BlockingPool>,
    /// How many dynamic namespaces there may be on all endpoints together.
    pub(super) dynamic_limits: Arc<DynamicLimits>,
    /// The connections of all endpoints together.
    pub(super) admission: Arc<Admission>,
}

/// The admission of an app, where nobody is in yet.
pub(super) fn admission(options: &AppOptions) -> Arc<Admission> {
    let of_pattern = options.max_dynamic_namespaces_per_connection;
    Arc::new(Admission::new(options.admission.clone(), of_pattern))
}

impl Common {
    /// Who warns of code that holds its thread.
    pub(super) fn watchdog(&self) -> Watchdog {
        self.options.watchdog
    }

    /// The instance of a gateway.
    pub(super) fn instance(&self, gateway: &GatewayRecord) -> Option<AnyGateway> {
        self.instances.get(&(gateway.gateway)()).cloned()
    }
}
