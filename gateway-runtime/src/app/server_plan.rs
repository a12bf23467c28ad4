//! Which servers there are to be: gateways with equal port and path share one.

use super::{
    options::AppOptions,
    settings::{ServerSettings, normal_path},
};
use crate::{options::ServerOptions, place::place, registry::GatewayRecord, sorted::SortedMap};

/// A server and its gateways.
pub(super) struct PlannedServer {
    pub(super) settings: ServerSettings,
    pub(super) gateways: Vec<&'static GatewayRecord>,
}

/// The servers, by port and path, and what their gateways contradict each other in.
pub(super) fn servers(
    gateways: &[&'static GatewayRecord],
    options: &AppOptions,
) -> (Vec<PlannedServer>, Vec<String>) {
    type Sharing = Vec<(&'static GatewayRecord, ServerOptions)>;
    let mut by_address: SortedMap<(Option<u16>, String), Sharing> = SortedMap::new();
    for gateway in gateways {
        let said = options.of(gateway);
        let address = (said.port, normal_path(said.path.as_deref()));
        let sharing = by_address.get_or_insert_with(address, Vec::new);
        sharing.push((gateway, said));
    }
    if by_address.is_empty() {
        // An app without gateways answers that there are none.
        let settings = options.of_any(ServerOptions::default()).into();
        let none = PlannedServer {
            settings,
            gateways: Vec::new(),
        };
        return (vec![none], Vec::new());
    }
    let mut problems = Vec::new();
    let servers = by_address
        .into_iter()
        .map(|((port, path), sharing)| {
            problems.extend(contradictions(port, &path, &sharing));
            let gateways = sharing.iter().map(|(gateway, _)| *gateway).collect();
            let said = sharing.into_iter().map(|(_, said)| said);
            let agreed = said.fold(ServerOptions::default(), ServerOptions::overridden_by);
            PlannedServer {
                settings: agreed.into(),
                gateways,
            }
        })
        .collect();
    (servers, problems)
}

/// Each option that two gateways of a server say differently, with the first two that do.
fn contradictions(
    port: Option<u16>,
    path: &str,
    sharing: &[(&'static GatewayRecord, ServerOptions)],
) -> Vec<String> {
    let mut problems = Vec::new();
    let mut reported: Vec<&str> = Vec::new();
    for (index, (first, said)) in sharing.iter().enumerate() {
        for (second, other) in sharing.iter().skip(index + 1) {
            for option in said.contradictions(other) {
                if reported.contains(&option) {
                    continue;
                }
                reported.push(option);
                let port = port.map_or_else(String::new, |port| format!("port {port} and "));
                problems.push(format!(
                    "`{}` ({}) and `{}` ({}) share the server with {port}path `{path}` and contradict \
                     each other in `{option}`; write the same value on both, or on one of them only, or \
                     give one of them another port or path",
                    first.name,
                    place(first.place),
                    second.name,
                    place(second.place),
                ));
            }
        }
    }
    problems
}

/// Namespaces of one name on several servers would be one to the other processes.
pub(super) fn shared_twice(servers: &[PlannedServer]) -> Vec<String> {
    let mut owners: SortedMap<&str, Vec<&GatewayRecord>> = SortedMap::new();
    for server in servers {
        let mut namespaces = SortedMap::new();
        for gateway in &server.gateways {
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
