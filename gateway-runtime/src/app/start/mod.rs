//! `start` makes a running app of a checked plan: endpoints that serve namespaces, and handles that reach them.

#[cfg(feature = "admin-ui")]
mod admin_ui;
mod common;
mod endpoint;
#[cfg(feature = "v3")]
mod engine_v3;
#[cfg(feature = "metrics")]
mod gauges;
mod init_hooks;
mod introductions;
#[cfg(feature = "metrics")]
mod measured;
mod registration;
mod runtimes;
mod subscriber;
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
    health::Health,
    plan::{Checked, PlannedEndpoint},
    shared::Shared,
};
use crate::{
    blocking::BlockingPool,
    dispatch::ToldEvents,
    error::AppError,
    events::{Listener, Listeners},
    gateway::Links,
    mistakes::LineLimit,
    registry::GatewayRecord,
    session::DynamicLimits,
    sorted::SortedMap,
    spawn::{Task, spawn_on},
    tasks::OwnTasks,
    watchdog::Watchdog,
};
#[cfg(feature = "admin-ui")]
use admin_ui::AdminAt;
use common::{Common, admission};
use endpoint::start_endpoint;
use init_hooks::run_init_hooks;
#[cfg(feature = "metrics")]
use measured::Measured;
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
        #[cfg(feature = "tls")]
        tls,
        ..
    } = checked;
    #[cfg(feature = "metrics")]
    let measured = Measured::begin(&plan.options, plan.links.lifecycle());
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
        admission: admission(&plan.options),
        options: plan.options,
        sharing,
        client,
        #[cfg(feature = "admin-ui")]
        admin: AdminAt::new(plan.admin_ui, &planned, plan.links.lifecycle()),
    };
    let Started {
        endpoints,
        endpoint_of,
        told,
    } = start_endpoints(&planned, &common).await?;
    link(&plan.links, &gateways, &endpoint_of);
    log_subscriptions(&endpoints);
    run_init_hooks(&plan.links, &common).await?;

    let mut end_hooks = end_hooks(&plan.links, &common);
    end_hooks.extend(plan.end_hooks);
    let mut all_listeners = listeners(&plan.links, &common);
    all_listeners.extend(plan.listeners);
    let timers = timers(&plan.links, &common, &tasks.0);
    let listeners = run_without_client(timers, told, all_listeners, &tasks, watchdog)?;
    plan.bus.run(&common.lifecycle, &listeners);
    #[cfg(feature = "metrics")]
    if let Some(measured) = measured {
        measured.started(&endpoints, &common, &this_runtime()?);
    }

    Ok(Shared {
        #[cfg(feature = "admin-ui")]
        admin: admin_ui::start(common.admin, &endpoints)?,
        #[cfg(feature = "contract")]
        explorer: plan
            .explorer
            .map(|planned| Explorer::new(planned, common.client.as_deref())),
        instances: common.instances,
        links: plan.links,
        endpoints,
        endpoint_of,
        request_head_timeout: common.options.request_head_timeout,
        shutdown_deadline: common.options.shutdown_deadline,
        drain: common.options.drain,
        cut_off: CutOff::default(),
        #[cfg(feature = "tls")]
        tls,
        tasks,
        bus: plan.bus,
        listeners,
        end_hooks: Arc::new(EndHooks::new(end_hooks, watchdog)),
        is_ending: AtomicBool::new(false),
        health: Health::started(&common.lifecycle, &plan.health, &common.sharing),
        lifecycle: common.lifecycle,
        health_path: plan.health_path.map(Arc::from),
        router: plan.router,
        layers: plan.layers,
        unknown_paths: LineLimit::default(),
        bound: Mutex::default(),
        addresses: OnceLock::new(),
    })
}

/// Runs what waits for no client: timers, and what other servers tell the gateways. Returns the listeners, which events of
/// the app reach.
fn run_without_client(
    timers: Vec<Task>,
    told: Vec<ToldEvents>,
    listeners: Vec<Listener>,
    tasks: &OwnTasks,
    watchdog: Watchdog,
) -> Result<Arc<Listeners>, AppError> {
    let runtime = if listeners.is_empty() && timers.is_empty() && told.is_empty() {
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
    Ok(Arc::new(Listeners::new(
        listeners, runtime, &tasks.0, watchdog,
    )))
}

/// The endpoints of an app, and what other servers tell its gateways.
#[derive(Default)]
struct Started {
    endpoints: Vec<Arc<Endpoint>>,
    /// The endpoint of each gateway.
    endpoint_of: SortedMap<TypeId, Arc<Endpoint>>,
    told: Vec<ToldEvents>,
}

/// Starts all endpoints.
///
/// # Errors
/// [`AppError`] that lists the namespaces that cannot be served.
async fn start_endpoints(
    planned: &[PlannedEndpoint],
    common: &Common,
) -> Result<Started, AppError> {
    let mut started = Started::default();
    let mut unserved = Vec::new();
    for planned in planned {
        match start_endpoint(planned, common).await {
            Ok((endpoint, told)) => {
                let endpoint = Arc::new(endpoint);
                started.told.extend(told);
                for gateway in &planned.gateways {
                    let gateway = (gateway.gateway)();
                    started.endpoint_of.insert(gateway, Arc::clone(&endpoint));
                }
                started.endpoints.push(endpoint);
            }
            Err(problems) => unserved.extend(problems),
        }
    }
    if !unserved.is_empty() {
        return Err(AppError::new("the namespaces cannot be served", unserved));
    }
    Ok(started)
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
