//! Problems are what is wrong with a plan: each is a sentence with the place in the program and the remedy. A
//! function of this room that finds no problem returns an empty list.

#[cfg(feature = "admin-ui")]
mod admin_ui;
mod builder_calls;
mod endpoints;
mod enhancers;
mod events;
#[cfg(feature = "contract")]
mod explorer;
mod health_path;
mod hooks;
mod keeping_out;
mod namespaces;
mod no_gateway;
mod options;
mod own_path;
mod patterns;
#[cfg(feature = "testing")]
mod replacements;
mod requirements;
mod settings;

#[cfg(feature = "admin-ui")]
pub(super) use admin_ui::admin_ui;
pub(super) use builder_calls::builder_calls;
pub(super) use enhancers::enhancers;
#[cfg(feature = "contract")]
pub(super) use explorer::explorer;
pub(super) use health_path::health_path;
pub(super) use hooks::double_hooks;
pub(super) use no_gateway::no_gateway;
pub(super) use options::unusable_options;
#[cfg(feature = "testing")]
pub(super) use replacements::unused_replacements;
pub(super) use requirements::requirements;

use super::{Enhancers, PlannedEndpoint};

/// What is wrong with the gateways of each endpoint, and with endpoints beside each other. `is_shared` is whether
/// the app shares its rooms with other servers.
pub(super) fn of_endpoints(
    endpoints: &[PlannedEndpoint],
    enhancers: &Enhancers,
    is_shared: bool,
) -> Vec<String> {
    let mut problems: Vec<String> = endpoints
        .iter()
        .flat_map(endpoints::contradictory_options)
        .collect();
    for endpoint in endpoints {
        problems.extend(namespaces::contradictory_namespaces(
            &endpoint.gateways,
            enhancers,
        ));
        problems.extend(events::reserved_events(&endpoint.handlers));
        problems.extend(events::clashing_events(&endpoint.handlers));
        problems.extend(patterns::patterns(&endpoint.gateways, is_shared));
    }
    if is_shared {
        problems.extend(endpoints::namespaces_on_two_endpoints(endpoints));
    }
    problems
}
