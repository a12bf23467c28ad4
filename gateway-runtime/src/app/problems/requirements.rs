//! What methods need and the app has not.

use crate::{
    app::namespaces::NamedHandler,
    extract::Requirements,
    providers::Providers,
    registry::{GatewayRecord, HookRecord},
};

/// What parameters of methods need of the app or of their gateway's namespace.
pub(in crate::app) fn requirements(
    handlers: &[NamedHandler],
    hooks: &[(&'static GatewayRecord, &'static HookRecord)],
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
    for (gateway, hook) in hooks {
        let mut requirements =
            Requirements::new(gateway.owner(), hook.method, providers, &mut problems);
        (hook.require)(&mut requirements);
    }
    problems
}
