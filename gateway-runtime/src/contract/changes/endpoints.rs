//! Endpoints are matched by their addresses, and their namespaces with them: a namespace that has another address has
//! moved.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finder, namespaces};
use crate::contract::{Contract, Endpoint, Namespace};

/// A namespace of a contract: the name of its endpoint, the endpoint, and the namespace's own name or pattern.
#[derive(Clone, Copy)]
struct Found<'a> {
    endpoint_name: &'a str,
    endpoint: &'a Endpoint,
    path: &'a str,
    namespace: &'a Namespace,
}

impl<'a> Found<'a> {
    /// What clients connect to. The parameters' names are the server's own affair.
    fn address(&self) -> (Option<u16>, &'a str, String) {
        let Endpoint { port, path, .. } = self.endpoint;
        (*port, path, namespaces::shape(self.path))
    }

    fn place(&self) -> String {
        match self.endpoint_name {
            "main" => self.path.to_owned(),
            other => format!("{} (endpoint {other})", self.path),
        }
    }
}

fn all(contract: &Contract) -> Vec<Found<'_>> {
    let endpoints = contract.endpoints.iter();
    let namespaces = endpoints.flat_map(|(endpoint_name, endpoint)| {
        let namespaces = endpoint.namespaces.iter();
        namespaces.map(move |(path, namespace)| Found {
            endpoint_name,
            endpoint,
            path,
            namespace,
        })
    });
    namespaces.collect()
}

pub(super) fn compare(finder: &mut Finder<'_>, old: &Contract, new: &Contract) {
    let (before, after) = (all(old), all(new));
    let mut left: BTreeMap<_, Found<'_>> = after.iter().map(|now| (now.address(), *now)).collect();
    let mut matched = Vec::new();
    let mut unmatched = Vec::new();
    for was in before {
        match left.remove(&was.address()) {
            Some(now) => matched.push((was, now)),
            None => unmatched.push(was),
        }
    }
    for was in unmatched {
        let moved = left
            .values()
            .filter(|now| now.address().2 == was.address().2);
        let moved = moved.min_by_key(|now| now.endpoint_name != was.endpoint_name);
        match moved.map(Found::address) {
            Some(address) => {
                if let Some(now) = left.remove(&address) {
                    finder.breaking(&was.place(), moved_to(was.endpoint, now.endpoint));
                    matched.push((was, now));
                }
            }
            None => finder.breaking(
                &was.place(),
                "the namespace is gone: clients cannot connect to it any more",
            ),
        }
    }
    let mut compared = BTreeSet::new();
    for (was, now) in matched {
        if compared.insert((was.endpoint_name, now.endpoint_name)) {
            let place = format!("endpoint {}", was.endpoint_name);
            transports(finder, &place, was.endpoint, now.endpoint);
        }
        namespaces::compare(
            finder,
            &was.place(),
            (was.path, was.namespace),
            (now.path, now.namespace),
        );
    }
    for now in left.values() {
        finder.compatible(
            &now.place(),
            "the namespace is new: clients can connect to it now",
        );
    }
}

fn moved_to(was: &Endpoint, now: &Endpoint) -> String {
    let named = |endpoint: &Endpoint| {
        let port = endpoint.port.map(|port| port.to_string());
        let port = port.map_or_else(
            || "the app's port".to_owned(),
            |port| format!("port {port}"),
        );
        format!("{port}, path `{}`", endpoint.path)
    };
    let (was, now) = (named(was), named(now));
    format!(
        "the namespace moved from {was} to {now}: clients that connect to the old address do not find it"
    )
}

fn transports(finder: &mut Finder<'_>, place: &str, was: &Endpoint, now: &Endpoint) {
    for transport in &was.transports {
        if !now.transports.contains(transport) {
            let what = format!(
                "the transport `{transport}` is gone: clients that connect with it are refused"
            );
            finder.breaking(place, what);
        }
    }
    for transport in &now.transports {
        if !was.transports.contains(transport) {
            let what = format!("clients can connect with the transport `{transport}` now");
            finder.compatible(place, what);
        }
    }
    match (was.msgpack, now.msgpack) {
        (false, true) => finder.breaking(
            place,
            "messages are packed with MessagePack now: clients that do not use `socket.io-msgpack-parser` cannot talk \
             to the app",
        ),
        (true, false) => finder.breaking(
            place,
            "messages are not packed with MessagePack any more: clients that use `socket.io-msgpack-parser` cannot \
             talk to the app",
        ),
        _ => {}
    }
}
