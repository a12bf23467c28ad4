//! `builder_calls` finds calls of the builder that do not fit the gateways of the app.

use std::any::TypeId;

use crate::{app::plan::Plan, place::place, registry::GatewayRecord};

/// Calls for gateways that the app does not have, and instances that were given twice.
pub(crate) fn builder_calls(plan: &Plan, gateways: &[&'static GatewayRecord]) -> Vec<String> {
    let is_absent = |gateway: TypeId| gateways.iter().all(|record| (record.gateway)() != gateway);
    let mut problems = handles(plan, is_absent);
    problems.extend(
        plan.given.twice.iter().map(|name| {
            format!("two instances of `{name}` were given with `gateway(..)`; give one")
        }),
    );
    problems.extend(instances_and_options(plan, is_absent));
    problems.extend(choices(plan, is_absent));
    problems
}

/// Handles that would never work.
fn handles(plan: &Plan, is_absent: impl Fn(TypeId) -> bool) -> Vec<String> {
    let requests = plan.handle_requests.all().into_iter();
    requests
        .filter(|request| is_absent(request.gateway))
        .map(|request| {
            format!(
                "a `Server<{0}>` was asked for ({1}), and `{0}` is not in the app; add it to `only`",
                request.name,
                place(request.place)
            )
        })
        .collect()
}

/// Instances and options that nobody would use, in the order of their sentences.
fn instances_and_options(plan: &Plan, is_absent: impl Fn(TypeId) -> bool) -> Vec<String> {
    let instances = plan.given.by_type.iter().map(|(gateway, given)| {
        let subject = format!("an instance of `{}` was", given.name);
        (*gateway, given.name, subject)
    });
    let options = plan.options.gateways.iter().map(|(gateway, (name, _))| {
        let subject = format!("options of the server of `{name}` were");
        (*gateway, *name, subject)
    });
    let mut problems: Vec<String> = instances
        .chain(options)
        .filter(|(gateway, ..)| is_absent(*gateway))
        .map(|(_, name, subject)| {
            format!("{subject} given, and `{name}` is not in the app; add it to `only`")
        })
        .collect();
    problems.sort_unstable();
    problems
}

/// Gateways that `only` names and the program does not have.
fn choices(plan: &Plan, is_absent: impl Fn(TypeId) -> bool) -> Vec<String> {
    let chosen = plan.chosen.iter().flatten();
    chosen
        .filter(|chosen| is_absent(chosen.gateway))
        .map(|chosen| {
            format!(
                "`{}` was chosen and is not registered in this program",
                chosen.name
            )
        })
        .collect()
}
