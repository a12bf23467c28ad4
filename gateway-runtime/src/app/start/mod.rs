//! `start` makes a running app of a checked plan: endpoints that serve namespaces, and handles that reach them.

mod common;
mod endpoint;
#[cfg(feature = "v3")]
mod engine_v3;
mod init_hooks;
mod introductions;
mod registration;
mod runtimes;
mod unknown_namespaces;
mod watched;
mod without_client;

use std::{
    any::TypeId,
    sync::{Arc, Mutex, OnceLock, atomic::AtomicBool},
};

use tokio::runtime::Handle;

#[cfg(feature = "contract")]
use super::explorer::Explorer;
use super::{
    end_hooks::EndHooks,
    endpoint::{CutOff, Endpoint},
    plan::Checked,
    shared::Shared,
};
use crate::{
    blocking::BlockingPool, error::AppError, events::Listeners, gateway::Links,
    mistakes::LineLimit, registry::GatewayRecord, session::DynamicLimits, sorted::SortedMap,
    spawn::spawn_on, tasks::OwnTasks,
};
use common::Common;
use endpoint::start_endpoint;
use init_hooks::run_init_hooks;
use without_client::{end_hooks, listeners, timers};

/// Starts the app.
///
/// # Errors
/// [`AppError`] that lists the namespaces that cannot be served, or names the init hook that has failed.
pub(super) async fn start(checked: Checked) -> Result<Shared, AppError> {
    let Checked {
        plan,
        sharing,
        gateways,
        endpoints: planned,
        hooks,
        instances,
        enhancers,
        client,
        ..
    } = checked;
    let dynamic_limits = DynamicLimits::new(
        plan.options.max_dynamic_namespaces,
        plan.options.max_dynamic_namespaces_per_connection,
    );
    let (tasks, watchdog) = (OwnTasks::default(), plan.options.watchdog);
    let blocking = BlockingPool::new(plan.options.max_blocking, &tasks.0);
    let common = Common {
        instances,
        hooks,
        enhancers,
        providers: Arc::new(plan.providers),
        errors: plan.errors,
        lifecycle: Arc::clone(plan.links.lifecycle()),
        blocking: Arc::new(blocking),
        dynamic_limits: Arc::new(dynamic_limits),
        options: plan.options,
        sharing,
        client,
    };
    let mut endpoints = Vec::new();
    let mut endpoint_of = SortedMap::new();
    let mut unserved = Vec::new();
    let mut told = Vec::new();
    for planned in &planned {
        match start_endpoint(planned, &common).await {
            Ok((endpoint, events)) => {
                let endpoint = Arc::new(endpoint);
                told.extend(events);
                for gateway in &planned.gateways {
                    endpoint_of.insert((gateway.gateway)(), Arc::clone(&endpoint));
                }
                endpoints.push(endpoint);
            }
            Err(problems) => unserved.extend(problems),
        }
    }
    if !unserved.is_empty() {
        return Err(AppError::new("the namespaces cannot be served", unserved));
    }
    link(&plan.links, &gateways, &endpoint_of);
    log_subscriptions(&endpoints);
    run_init_hooks(&plan.links, &common).await?;

    let mut end_hooks = end_hooks(&plan.links, &common);
    end_hooks.extend(plan.end_hooks);
    let mut all_listeners = listeners(&plan.links, &common);
    all_listeners.extend(plan.listeners);
    let timers = timers(&plan.links, &common, &tasks.0);
    let runtime = if all_listeners.is_empty() && timers.is_empty() && told.is_empty() {
        None
    } else {
        Some(this_runtime()?)
    };
    if let Some(runtime) = &runtime {
        for timer in timers {
            spawn_on(runtime, timer);
        }
        for events in told {
            spawn_on(runtime, Box::pin(events.handle(Arc::clone(&tasks.0))));
        }
    }
    let listeners = Arc::new(Listeners::new(all_listeners, runtime, &tasks.0, watchdog));
    plan.bus.run(&common.lifecycle, &listeners);

    Ok(Shared {
        #[cfg(feature = "contract")]
        explorer: plan
            .explorer
            .map(|planned| Explorer::new(planned, common.client.as_deref())),
        instances: common.instances,
        links: plan.links,
        endpoints,
        endpoint_of,
        lifecycle: common.lifecycle,
        request_head_timeout: common.options.request_head_timeout,
        shutdown_deadline: common.options.shutdown_deadline,
        cut_off: CutOff::default(),
        tasks,
        bus: plan.bus,
        listeners,
        end_hooks: Arc::new(EndHooks::new(end_hooks, watchdog)),
        is_ending: AtomicBool::new(false),
        health: common.sharing.health(),
        router: plan.router,
        layers: plan.layers,
        unknown_paths: LineLimit::default(),
        bound: Mutex::default(),
        addresses: OnceLock::new(),
    })
}

/// The runtime in which timers and listeners run.
fn this_runtime() -> Result<Handle, AppError> {
    Handle::try_current().map_err(|error| {
        let problem = format!("timers and listeners need a Tokio runtime: {error}");
        AppError::one("the gateways cannot be started", problem)
    })
}

/// Lets the handles reach the namespaces.
fn link(
    links: &Links,
    gateways: &[&GatewayRecord],
    endpoint_of: &SortedMap<TypeId, Arc<Endpoint>>,
) {
    for record in gateways {
        let gateway = (record.gateway)();
        let endpoint = endpoint_of.get(&gateway);
        let mut namespaces = endpoint
            .into_iter()
            .flat_map(|endpoint| &endpoint.namespaces);
        let runtime = namespaces.find(|runtime| runtime.context.name == record.options.namespace);
        if let Some(state) = runtime.and_then(|runtime| runtime.context.state()) {
            links.link_of(gateway).run(state);
        }
    }
}

/// Logs one line for each subscription. The gateways have theirs once it is known where they are served.
fn log_subscriptions(endpoints: &[Arc<Endpoint>]) {
    for runtime in endpoints.iter().flat_map(|endpoint| &endpoint.namespaces) {
        for (gateway, event) in runtime.subscriptions() {
            tracing::debug!(
                namespace = runtime.context.name,
                "{gateway} subscribed to the {event} message"
            );
        }
    }
}
