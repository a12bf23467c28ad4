//! `wanted_prefixes` gives what the names of a namespace's types should begin with.

use std::collections::BTreeSet;

use super::identifier::pascal_case;
use crate::contract::{Contract, Endpoint, Namespace};

/// The endpoint of the app itself.
const MAIN: &str = "main";

/// A namespace with its wanted prefix.
pub(super) struct Wanted<'a> {
    pub(super) prefix: String,
    pub(super) endpoint: &'a Endpoint,
    pub(super) path: &'a str,
    pub(super) namespace: &'a Namespace,
}

/// All namespaces, those of the app's own endpoint first. `/` has no prefix and `/chat/{room}` is `ChatRoom`; a path
/// that an endpoint before had is followed by the port.
pub(super) fn wanted_prefixes(contract: &Contract) -> Vec<Wanted<'_>> {
    let mut endpoints: Vec<(&String, &Endpoint)> = contract.endpoints.iter().collect();
    endpoints.sort_by_key(|(name, _)| *name != MAIN);
    let mut paths = BTreeSet::new();
    let mut all = Vec::new();
    for (_, endpoint) in endpoints {
        for (path, namespace) in &endpoint.namespaces {
            let mut prefix = of_path(path);
            if !paths.insert(path) {
                prefix += &of_endpoint(endpoint);
            }
            all.push(Wanted {
                prefix,
                endpoint,
                path,
                namespace,
            });
        }
    }
    all
}

fn of_path(path: &str) -> String {
    let prefix = pascal_case(path);
    let is_root = path.chars().all(|character| character == '/');
    if is_root || prefix.starts_with(|first: char| !first.is_ascii_digit()) {
        prefix
    } else {
        format!("Namespace{prefix}")
    }
}

fn of_endpoint(endpoint: &Endpoint) -> String {
    match endpoint.port {
        Some(port) => format!("Port{port}"),
        None => format!("Path{}", pascal_case(&endpoint.path)),
    }
}
