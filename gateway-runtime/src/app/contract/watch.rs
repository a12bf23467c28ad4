//! `watch` makes a `Watch` of a contract: it knows the events that each namespace declares.

use std::collections::{BTreeMap, BTreeSet};

use crate::{contract::Contract, reply::EXCEPTION, session::Watch};

/// The watch of the app with this contract. A namespace that several endpoints have declares what it declares in each.
pub(crate) fn watch(contract: &Contract) -> Watch {
    let mut declared: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let endpoints = contract.endpoints.values();
    for (name, namespace) in endpoints.flat_map(|endpoint| &endpoint.namespaces) {
        let events = declared.entry(name.clone()).or_default();
        events.extend(namespace.events.keys().cloned());
        // Every namespace has the event of errors, which users may emit as well.
        events.insert(EXCEPTION.to_owned());
    }
    Watch::new(declared)
}
