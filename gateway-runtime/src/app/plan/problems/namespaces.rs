//! `contradictory_namespaces` finds options of one namespace that its gateways give different values.

use std::any::TypeId;

use crate::{
    app::plan::{Enhancers, enhancers::at_connection},
    gateway::GatewayOptions,
    place::place,
    registry::GatewayRecord,
    sorted::SortedMap,
};

/// Two gateways that share a namespace have to agree on what belongs to the namespace.
pub(super) fn contradictory_namespaces(
    gateways: &[&GatewayRecord],
    enhancers: &Enhancers,
) -> Vec<String> {
    let mut problems = Vec::new();
    let mut by_namespace: SortedMap<&str, Vec<&GatewayRecord>> = SortedMap::new();
    for gateway in gateways {
        let namespace = gateway.options.namespace;
        let sharing = by_namespace.get_or_insert_with(namespace, Vec::new);
        sharing.push(gateway);
    }
    for (namespace, sharing) in by_namespace {
        let mut clash = |option: &str, first: &GatewayRecord, second: &GatewayRecord| {
            problems.push(format!(
                "`{}` ({}) and `{}` ({}) share the namespace `{namespace}` and contradict each other \
                 in `{option}`; write the same value on both, or on one of them only",
                first.name,
                place(first.place),
                second.name,
                place(second.place),
            ));
        };
        if let Some((first, second)) = contradiction(&sharing, |options| options.ordering) {
            clash("ordering", first, second);
        }
        if let Some((first, second)) = contradiction(&sharing, |options| options.max_in_flight) {
            clash("max_in_flight", first, second);
        }
        if let Some((first, second)) =
            contradiction(&sharing, |options| options.ignore_unknown_events)
        {
            clash("ignore_unknown_events", first, second);
        }
        if let Some((first, second)) = different_guards(&sharing, enhancers) {
            problems.push(format!(
                "`{}` ({}) and `{}` ({}) share the namespace `{namespace}` and have different guards for its \
                 connections; write the same `#[use_guards(..)]` on both, or mark a guard that is for one of them \
                 `#[guard(message)]`",
                first.name,
                place(first.place),
                second.name,
                place(second.place),
            ));
        }
    }
    problems
}

/// The first two that give the option different values; one that does not give it agrees with all.
fn contradiction<'a, T: PartialEq>(
    gateways: &[&'a GatewayRecord],
    option: impl Fn(&GatewayOptions) -> Option<T>,
) -> Option<(&'a GatewayRecord, &'a GatewayRecord)> {
    let mut given = gateways
        .iter()
        .filter(|gateway| option(&gateway.options).is_some());
    let first = given.next()?;
    let second = given.find(|gateway| option(&gateway.options) != option(&first.options))?;
    Some((first, second))
}

/// The first gateway and one whose guards let other clients connect.
fn different_guards<'a>(
    gateways: &[&'a GatewayRecord],
    enhancers: &Enhancers,
) -> Option<(&'a GatewayRecord, &'a GatewayRecord)> {
    let guards = |gateway: &GatewayRecord| -> Vec<TypeId> {
        let guards = at_connection(enhancers.of_gateway(gateway));
        guards.map(|guard| guard.of).collect()
    };
    let first = *gateways.first()?;
    let different = gateways
        .iter()
        .find(|gateway| guards(gateway) != guards(first))?;
    Some((first, different))
}
