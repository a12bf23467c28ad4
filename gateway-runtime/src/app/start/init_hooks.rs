//! `run_init_hooks` runs the methods marked `#[on_gateway_init]`.

use std::sync::Arc;

use super::{common::Common, watched::watched};
use crate::{
    app::plan::GatewayHook, error::AppError, extract::InitContext, gateway::Links, handles::Server,
    panics::caught, place::place, registry::HookKind,
};

/// Runs the init hooks of all gateways, in the order of the gateways' names, one after another: before anybody can
/// connect (docs/guarantees.md, 1).
///
/// # Errors
/// [`AppError`] of the first hook that fails; those after it do not run.
pub(super) async fn run_init_hooks(links: &Links, common: &Common) -> Result<(), AppError> {
    for hook in &common.hooks {
        let GatewayHook { gateway, record } = hook;
        let HookKind::Init(bind) = &record.kind else {
            continue;
        };
        let Some(run) = common.instance(gateway).and_then(bind) else {
            continue;
        };
        let run = watched(run, "an init hook", hook, common);
        let server: Server = Server::linked(links.link_of((gateway.gateway)()));
        let context = InitContext::new(server, Arc::clone(&common.providers));
        let failure = match caught(async { run(context).await }).await {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error.to_string(),
            Err(panic) => format!("it panicked: {panic}"),
        };
        return Err(AppError::one(
            "the gateways cannot be initialised",
            format!("`{}` ({}): {failure}", hook.name(), place(record.place)),
        ));
    }
    Ok(())
}
