//! `contradictory_options` and `namespaces_on_two_endpoints` find gateways that cannot be served as they are
//! spread over endpoints.

use crate::{
    app::plan::PlannedEndpoint,
    options::{Cors, ServerOptions},
    place::place,
    registry::GatewayRecord,
    sorted::SortedMap,
};

/// Each option that two gateways of an endpoint give different values, with the first two that do.
pub(super) fn contradictory_options(endpoint: &PlannedEndpoint) -> Vec<String> {
    let settings = &endpoint.settings;
    let sharing: Vec<_> = endpoint.gateways.iter().zip(&endpoint.options).collect();
    let mut problems = Vec::new();
    let mut reported: Vec<&str> = Vec::new();
    for (index, (first, options)) in sharing.iter().enumerate() {
        for (second, others) in sharing.iter().skip(index + 1) {
            for option in options.contradictions(others) {
                if reported.contains(&option) {
                    continue;
                }
                reported.push(option);
                let port = settings
                    .port
                    .map_or_else(String::new, |port| format!("port {port} and "));
                let by_function = |options: &ServerOptions| {
                    let cors = options.cors.as_ref();
                    option == "cors" && cors.is_some_and(Cors::is_by_function)
                };
                let note = if by_function(options) && by_function(others) {
                    ". Functions that hold values are the same if they are clones: make the `Cors` once, and \
                     clone it"
                } else {
                    ""
                };
                problems.push(format!(
                    "`{}` ({}) and `{}` ({}) share the server with {port}path `{}` and contradict \
                     each other in `{option}`; write the same value on both, or on one of them only, or \
                     give one of them another port or path{note}",
                    first.name,
                    place(first.place),
                    second.name,
                    place(second.place),
                    settings.path,
                ));
            }
        }
    }
    problems
}

/// Namespaces of one name on several endpoints, if rooms are shared between servers: to the other servers they
/// would be one.
pub(super) fn namespaces_on_two_endpoints(endpoints: &[PlannedEndpoint]) -> Vec<String> {
    let mut owners: SortedMap<&str, Vec<&GatewayRecord>> = SortedMap::new();
    for endpoint in endpoints {
        let mut namespaces = SortedMap::new();
        for gateway in &endpoint.gateways {
            namespaces.get_or_insert_with(gateway.options.namespace, || *gateway);
        }
        for (namespace, gateway) in namespaces {
            let gateways = owners.get_or_insert_with(namespace, Vec::new);
            gateways.push(gateway);
        }
    }
    owners
        .into_iter()
        .filter_map(|(namespace, gateways)| match gateways.as_slice() {
            [first, second, ..] => Some(format!(
                "the namespace `{namespace}` is on two servers, of `{}` ({}) and of `{}` ({}), and \
                 rooms are shared between servers, by the namespace's name: what is emitted on the one \
                 would arrive on the other; give one of them another namespace",
                first.name,
                place(first.place),
                second.name,
                place(second.place),
            )),
            _ => None,
        })
        .collect()
}
