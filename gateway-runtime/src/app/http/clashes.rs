//! `clashes` finds gateways whose port turns out to be the app's own, where their path is taken.

use crate::app::{endpoint::Port, shared::Shared};

/// What is wrong with the gateways that name the app's own `port`: a gateway may do so, but not with a path
/// that is taken there.
pub(super) fn clashes(shared: &Shared, port: Port) -> Vec<String> {
    let at = |port: Option<Port>| {
        let endpoints = shared.endpoints.iter();
        endpoints.filter(move |endpoint| endpoint.port == port)
    };
    let mut problems: Vec<String> = at(Some(port))
        .filter(|endpoint| at(None).any(|own| own.path == endpoint.path))
        .map(|endpoint| {
            format!(
                "port {port} and path `{}` belong to {}, by its `port`, and to {}, as the app's own; \
                 remove that `port`, or give one of them another path",
                endpoint.path,
                gateways(shared, Some(port)),
                gateways(shared, None),
            )
        })
        .collect();
    problems.extend(with_explorer(shared, port));
    problems.extend(with_health(shared, port));
    problems
}

/// The gateways at `port` whose path has the explorer, which is at the app's own port.
#[cfg(feature = "contract")]
fn with_explorer(shared: &Shared, port: Port) -> Vec<String> {
    let Some(explorer) = &shared.explorer else {
        return Vec::new();
    };
    let endpoints = shared.endpoints.iter();
    endpoints
        .filter(|endpoint| endpoint.port == Some(port))
        .filter(|endpoint| explorer.urls().any(|url| endpoint.serves(&url)))
        .map(|endpoint| {
            format!(
                "port {port} and path `{}` belong to {}, by its `port`, and the explorer is at `{}`, at the app's own \
                 port; give one of them another path",
                endpoint.path,
                gateways(shared, Some(port)),
                explorer.path(),
            )
        })
        .collect()
}

/// There is no explorer without the feature `contract`.
#[cfg(not(feature = "contract"))]
fn with_explorer(_: &Shared, _: Port) -> Vec<String> {
    Vec::new()
}

/// The gateways at `port` whose path has the app's health, which is at the app's own port.
fn with_health(shared: &Shared, port: Port) -> Vec<String> {
    let Some(path) = &shared.health_path else {
        return Vec::new();
    };
    let endpoints = shared.endpoints.iter();
    endpoints
        .filter(|endpoint| endpoint.port == Some(port) && endpoint.serves(path))
        .map(|endpoint| {
            format!(
                "port {port} and path `{}` belong to {}, by its `port`, and the app's health is at `{path}`, at the \
                 app's own port; give one of them another path",
                endpoint.path,
                gateways(shared, Some(port)),
            )
        })
        .collect()
}

/// The gateways of a port: `` `A` and `B` ``.
pub(super) fn gateways(shared: &Shared, port: Option<Port>) -> String {
    let endpoints = shared.endpoints.iter();
    let mut names: Vec<String> = endpoints
        .filter(|endpoint| endpoint.port == port)
        .flat_map(|endpoint| &endpoint.namespaces)
        .flat_map(|namespace| &namespace.members)
        .map(|member| format!("`{}`", member.name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names.join(" and ")
}
