//! `requirements` finds what the parameters of methods need and the app lacks.

use crate::{
    app::plan::{Enhancers, GatewayHook, NamedHandler, Plan, handlers::methods},
    extract::{Requirements, Subject, Surroundings},
};

/// What parameters of handlers and hooks need of the app or of their gateway's namespace, and do not find.
pub(crate) fn requirements(
    handlers: &[NamedHandler],
    hooks: &[GatewayHook],
    enhancers: &Enhancers,
    plan: &Plan,
) -> Vec<String> {
    let providers = &plan.providers;
    let mut problems = Vec::new();
    for handler in methods(handlers) {
        let surroundings = Surroundings {
            given: &enhancers.given_to_method(handler),
            metadata: &|_| false,
            demands_validation: plan.options.requires_validation,
        };
        let mut requirements = Requirements::new(
            Some(handler.gateway.owner()),
            Subject::Method(handler.record.method),
            surroundings,
            providers,
            &mut problems,
        );
        (handler.record.require)(&mut requirements);
    }
    for GatewayHook { gateway, record } in hooks {
        let surroundings = Surroundings {
            given: &enhancers.given_at_connection(gateway),
            metadata: &|_| false,
            demands_validation: plan.options.requires_validation,
        };
        let mut requirements = Requirements::new(
            Some(gateway.owner()),
            Subject::Method(record.method),
            surroundings,
            providers,
            &mut problems,
        );
        (record.require)(&mut requirements);
    }
    problems
}
