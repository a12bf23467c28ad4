//! `clashes` finds gateways whose port turns out to be the app's own, where their path is taken.

use crate::app::{endpoint::Port, shared::Shared};

/// What is wrong with the gateways that name the app's own `port`: a gateway may do so, but not with a path
/// that is taken there.
pub(super) fn clashes(shared: &Shared, port: Port) -> Vec<String> {
    let at = |port: Option<Port>| {
        let endpoints = shared.endpoints.iter();
        endpoints.filter(move |endpoint| endpoint.port == port)
    };
    at(Some(port))
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
