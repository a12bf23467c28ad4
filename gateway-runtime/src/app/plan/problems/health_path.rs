//! `health_path` finds what is wrong with the path at which the app answers with its health.

use super::own_path::{has_route, is_below, names, unusable_path};
use crate::app::plan::{Plan, PlannedEndpoint};

/// Finds a path that no request can have, or that something else has.
pub(crate) fn health_path(plan: &Plan, endpoints: &[PlannedEndpoint]) -> Vec<String> {
    let Some(path) = &plan.health_path else {
        return Vec::new();
    };
    if let Some(problem) = unusable_path(path, "/health") {
        return vec![format!("`health_path`: the path is `{path}`, {problem}")];
    }
    let own = endpoints
        .iter()
        .filter(|endpoint| endpoint.settings.port.is_none());
    let mut problems: Vec<String> = own
        .filter(|endpoint| is_below(&endpoint.settings.path, path))
        .map(|endpoint| {
            format!(
                "`health_path`: the path `{path}` belongs to the path `{}` of {}; give it another one",
                endpoint.settings.path,
                names(&endpoint.gateways),
            )
        })
        .collect();
    if has_route(&plan.router, path) {
        problems.push(format!(
            "`health_path`: the app's router has a route for `{path}` already; give it another path"
        ));
    }
    if belongs_to_explorer(plan, path) {
        problems.push(format!(
            "`health_path`: the path `{path}` belongs to the explorer; give one of them another path"
        ));
    }
    problems
}

#[cfg(feature = "contract")]
fn belongs_to_explorer(plan: &Plan, path: &str) -> bool {
    let explorer = plan.explorer.as_ref();
    explorer.is_some_and(|explorer| is_below(&explorer.path, path))
}

/// There is no explorer without the feature `contract`.
#[cfg(not(feature = "contract"))]
fn belongs_to_explorer(_: &Plan, _: &str) -> bool {
    false
}
