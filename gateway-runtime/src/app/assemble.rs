//! From the plan to the running app.

use std::{
    any::TypeId,
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, OnceLock},
};

use axum::Router;
use socketioxide::SocketIo;

use super::{
    AppError, GatewayApp, Shared,
    builder::Asked,
    chosen::Chosen,
    namespaces::{self, Common, NamedHandler},
    options::ServerOptions,
    outer::Outer,
    problems,
    register::register,
};
use crate::{
    adapter::{AdapterChoice, AnyAdapter},
    dispatch::{Lifecycle, NamespaceRuntime, caught},
    error::ErrorPolicy,
    extract::InitContext,
    registry::{
        self, AnyGateway, GatewayRecord, HandlerRecord, HookKind, HookRecord, Links, Providers,
        Setup,
    },
    server::Server,
};

/// What was described with the builder.
pub(super) struct Plan {
    pub(super) providers: Providers,
    pub(super) links: Arc<Links>,
    pub(super) asked_for: Vec<Asked>,
    pub(super) chosen: Option<Vec<Chosen>>,
    pub(super) made: HashMap<TypeId, (&'static str, AnyGateway)>,
    pub(super) made_twice: Vec<&'static str>,
    pub(super) router: Router,
    pub(super) outer: Outer,
    pub(super) adapter: AdapterChoice,
    pub(super) errors: ErrorPolicy,
    pub(super) options: ServerOptions,
}

/// Builds the app, or says all that stands in the way.
pub(super) async fn assemble(plan: Plan) -> Result<GatewayApp, AppError> {
    let gateways = choose(plan.chosen.as_deref());
    let handlers = namespaces::handlers_of(&gateways);
    let hooks = namespaces::hooks_of(&gateways);

    let mut found = problems::contradictions(&gateways);
    found.extend(problems::reserved_names(named(&handlers)));
    found.extend(problems::clashes(named(&handlers)));
    found.extend(problems::double_hooks(hooks.iter().copied()));
    found.extend(problems::patterns(&gateways, plan.adapter.is_shared()));
    found.extend(problems::requirements(&handlers, &hooks, &plan.providers));
    found.extend(problems::absent_servers(&plan.asked_for, |asked| {
        gateways.iter().any(|record| (record.gateway)() == asked)
    }));
    found.extend(
        plan.made_twice.iter().map(|name| {
            format!("two instances of `{name}` were given with `gateway(..)`; give one")
        }),
    );
    found.extend(misplaced(&plan, &gateways));
    let instances = instantiate(&plan, &gateways, &mut found);
    if !found.is_empty() {
        return Err(AppError::new("the gateways cannot be started", found));
    }
    let unusable = plan.options.problems();
    if !unusable.is_empty() {
        return Err(AppError::new("the options cannot be used", unusable));
    }

    let lifecycle = Arc::new(Lifecycle::default());
    let adapters = plan.adapter.adapters();
    let (layer, io) = plan
        .options
        .apply(SocketIo::builder())
        .with_adapter::<AnyAdapter>(plan.adapter)
        .build_layer();
    let common = Common {
        lifecycle: Arc::clone(&lifecycle),
        errors: plan.errors,
        providers: Arc::new(plan.providers),
        options: plan.options,
    };
    let runtimes = namespaces::merge(&gateways, &instances, handlers, &hooks, &common);
    register(
        &io,
        &adapters,
        &runtimes,
        common.options.max_dynamic_namespaces,
    )
    .await?;
    link(&plan.links, &gateways, &runtimes);
    announce(&runtimes);
    initialise(&plan.links, &common.providers, &instances, &hooks).await?;

    Ok(GatewayApp {
        shared: Arc::new(Shared {
            instances,
            links: plan.links,
            namespaces: runtimes.into_values().collect(),
            lifecycle,
            io,
            layer,
            router: plan.router,
            outer: plan.outer,
            listener: Mutex::new(None),
            address: OnceLock::new(),
        }),
    })
}

fn named(
    handlers: &[NamedHandler],
) -> impl Iterator<Item = (&'static GatewayRecord, &'static HandlerRecord, String)> {
    handlers
        .iter()
        .map(|one| (one.gateway, one.record, one.event.as_str().to_owned()))
}

fn choose(chosen: Option<&[Chosen]>) -> Vec<&'static GatewayRecord> {
    let mut records = registry::gateways();
    if let Some(chosen) = chosen {
        records.retain(|record| chosen.iter().any(|one| one.gateway == (record.gateway)()));
    }
    records
}

/// Instances and choices of gateways that are not there.
fn misplaced(plan: &Plan, gateways: &[&GatewayRecord]) -> Vec<String> {
    let present = |gateway: TypeId| gateways.iter().any(|record| (record.gateway)() == gateway);
    let mut problems: Vec<String> = plan
        .made
        .iter()
        .filter(|(gateway, _)| !present(**gateway))
        .map(|(_, (name, _))| {
            format!("an instance of `{name}` was given, and `{name}` is not in the app; add it to `only`")
        })
        .collect();
    problems.sort_unstable();
    for chosen in plan
        .chosen
        .iter()
        .flatten()
        .filter(|chosen| !present(chosen.gateway))
    {
        problems.push(format!(
            "`{}` was chosen and is not registered in this program",
            chosen.name
        ));
    }
    problems
}

/// Takes or makes every gateway, and notes everything that is missing for one.
fn instantiate(
    plan: &Plan,
    gateways: &[&'static GatewayRecord],
    problems: &mut Vec<String>,
) -> HashMap<TypeId, AnyGateway> {
    let mut instances = HashMap::new();
    for record in gateways {
        let gateway = (record.gateway)();
        let instance = match plan.made.get(&gateway) {
            Some((_, instance)) => Some(Arc::clone(instance)),
            None => (record.create)(&mut Setup {
                gateway: record.name,
                providers: &plan.providers,
                links: &plan.links,
                problems,
            }),
        };
        instances.extend(instance.map(|instance| (gateway, instance)));
    }
    instances
}

/// From here on the handles work.
fn link(
    links: &Links,
    gateways: &[&GatewayRecord],
    runtimes: &BTreeMap<&'static str, Arc<NamespaceRuntime>>,
) {
    for record in gateways {
        let runtime = runtimes.get(record.options.namespace);
        if let Some(state) = runtime.and_then(|runtime| runtime.state()) {
            links.link_of((record.gateway)()).run(state);
        }
    }
}

/// One line for each subscription, as NestJS logs them.
fn announce(runtimes: &BTreeMap<&'static str, Arc<NamespaceRuntime>>) {
    if runtimes.values().all(|runtime| runtime.members.is_empty()) {
        tracing::warn!(
            "the app has no gateway; a crate that holds nothing but gateways has to be named once in the \
             program: `use my_gateways as _;`"
        );
    }
    for runtime in runtimes.values() {
        for (gateway, event) in runtime.subscriptions() {
            tracing::info!(
                namespace = runtime.name(),
                "{gateway} subscribed to the {event} message"
            );
        }
    }
}

/// Guarantee 1: every init hook has completed before anybody can connect. In name order, one after
/// another; the first error ends the start-up.
async fn initialise(
    links: &Links,
    providers: &Arc<Providers>,
    instances: &HashMap<TypeId, AnyGateway>,
    hooks: &[(&'static GatewayRecord, &'static HookRecord)],
) -> Result<(), AppError> {
    const STAGE: &str = "the gateways cannot be initialised";
    for (gateway, hook) in hooks {
        let HookKind::Init(bind) = &hook.kind else {
            continue;
        };
        let Some(run) = instances.get(&(gateway.gateway)()).cloned().and_then(bind) else {
            continue;
        };
        let server: Server = Server::linked(links.link_of((gateway.gateway)()));
        let context = InitContext::new(server, Arc::clone(providers));
        let failure = match caught(async { run(context).await }).await {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => error.to_string(),
            Err(panic) => format!("it panicked: {panic}"),
        };
        return Err(AppError::one(
            STAGE,
            format!(
                "`{}::{}` ({}): {failure}",
                gateway.name,
                hook.method,
                problems::place(hook.place)
            ),
        ));
    }
    Ok(())
}
