//! `watched` lets the watchdog watch the calls of a hook, a timer or a listener.

use super::common::Common;
use crate::{
    app::plan::GatewayHook,
    extract::Context,
    registry::BoundHook,
    watchdog::{Kind, Polls},
};

/// The same method, whose calls are watched if the app has a watchdog. `what` is what the log calls it, with its article.
pub(super) fn watched<C: Context<Error: 'static> + 'static>(
    run: BoundHook<C>,
    what: &'static str,
    hook: &GatewayHook,
    common: &Common,
) -> BoundHook<C> {
    let namespace = Some(hook.gateway.options.namespace);
    let watched = common
        .watchdog()
        .watch(Kind::Other(what), &hook.name(), namespace);
    if !watched.is_on() {
        return run;
    }
    Box::new(move |context| {
        let held = watched.id().runs();
        let call = run(context);
        drop(held);
        Box::pin(Polls::new(watched.id(), call))
    })
}
