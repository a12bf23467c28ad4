//! `requirements` finds what the parameters of methods need and the app lacks.

use crate::{
    app::plan::{GatewayHook, NamedHandler},
    extract::Requirements,
    providers::Providers,
};

/// What parameters of handlers and hooks need of the app or of their gateway's namespace, and do not find.
pub(crate) fn requirements(
    handlers: &[NamedHandler],
    hooks: &[GatewayHook],
    providers: &Providers,
) -> Vec<String> {
    let mut problems = Vec::new();
    let mut seen = Vec::new();
    for handler in handlers {
        // A method that subscribes to several events has a record for each.
        let method = ((handler.gateway.gateway)(), handler.record.method);
        if !seen.contains(&method) {
            seen.push(method);
            let mut requirements = Requirements::new(
                handler.gateway.owner(),
                handler.record.method,
                providers,
                &mut problems,
            );
            (handler.record.require)(&mut requirements);
        }
    }
    for GatewayHook { gateway, record } in hooks {
        let mut requirements =
            Requirements::new(gateway.owner(), record.method, providers, &mut problems);
        (record.require)(&mut requirements);
    }
    problems
}
