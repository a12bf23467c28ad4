//! `Plan` is what an app is to run, as the builder describes it, and `check` finds everything that is wrong with
//! a plan. Nothing in this room starts anything.

mod check;
mod chosen;
mod endpoints;
mod enhancers;
mod given_instances;
mod handle_requests;
mod handlers;
mod hooks;
mod instances;
mod options;
mod problems;

pub(super) use check::{Checked, check};
pub(super) use chosen::Chosen;
pub(super) use endpoints::PlannedEndpoint;
pub(super) use enhancers::{Enhancers, Global};
pub(super) use handlers::NamedHandler;
pub(super) use hooks::GatewayHook;
pub(super) use instances::Instances;
pub(super) use options::AppOptions;

use std::sync::Arc;

use axum::Router;

#[cfg(feature = "contract")]
use super::explorer::PlannedExplorer;
use super::{end_hooks::EndHook, health::HealthFacts, layers::OuterLayers};
#[cfg(feature = "admin-ui")]
use crate::admin::AdminUi;
#[cfg(feature = "testing")]
use crate::enhance::Replacements;
#[cfg(feature = "contract")]
use crate::registry::GatewayRecord;
use crate::{
    adapter::Sharing,
    events::{Bus, Listener},
    gateway::Links,
    providers::Providers,
    session::ErrorPolicy,
};
use given_instances::GivenInstances;
use handle_requests::HandleRequests;

/// What the builder was given.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) providers: Providers,
    pub(super) links: Arc<Links>,
    /// The calls of the builder's `server`.
    pub(super) handle_requests: HandleRequests,
    /// The only gateways of the app; `None` is every gateway of the program.
    pub(super) chosen: Option<Vec<Chosen>>,
    pub(super) given: GivenInstances,
    pub(super) router: Router,
    pub(super) layers: OuterLayers,
    /// The page of the contract, if the app has one.
    #[cfg(feature = "contract")]
    pub(super) explorer: Option<PlannedExplorer>,
    /// What the page of the Admin UI is served, if the app serves it.
    #[cfg(feature = "admin-ui")]
    pub(super) admin_ui: Option<AdminUi>,
    /// Whether what is emitted is compared with the contract.
    #[cfg(feature = "contract")]
    pub(super) is_watched: bool,
    /// How rooms are shared between servers; `None` if the adapter in the options decides.
    pub(super) sharing: Option<Sharing>,
    /// What is known of the app's health.
    pub(super) health: Arc<HealthFacts>,
    /// Where the app answers with its health.
    pub(super) health_path: Option<String>,
    pub(super) errors: ErrorPolicy,
    pub(super) bus: Arc<Bus>,
    /// The listeners of services.
    pub(super) listeners: Vec<Listener>,
    /// What services do at the end.
    pub(super) end_hooks: Vec<EndHook>,
    /// What stands around all methods of all gateways.
    pub(super) enhancers: Vec<Global>,
    /// What a test has put in the place of enhancers.
    #[cfg(feature = "testing")]
    pub(super) replacements: Replacements,
    pub(super) options: AppOptions,
}

#[cfg(feature = "contract")]
impl Plan {
    /// The gateways of the app, in name order.
    pub(super) fn gateways(&self) -> Vec<&'static GatewayRecord> {
        chosen::gateways(self.chosen.as_deref())
    }

    /// The problem of an app without gateways that are meant to be missing.
    pub(super) fn without_gateways(&self, gateways: &[&'static GatewayRecord]) -> Option<String> {
        problems::no_gateway(self, gateways)
    }

    /// The endpoints of these gateways, by port and path.
    pub(super) fn endpoints(&self, gateways: &[&'static GatewayRecord]) -> Vec<PlannedEndpoint> {
        endpoints::endpoints(gateways, &self.options)
    }
}

/// The hooks of these gateways.
#[cfg(feature = "contract")]
pub(super) fn hooks(gateways: &[&'static GatewayRecord]) -> Vec<GatewayHook> {
    hooks::hooks_of(gateways)
}
