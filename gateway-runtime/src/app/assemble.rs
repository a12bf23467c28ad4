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
    namespaces::{self, NamedHandler},
    problems,
};
use crate::{
    adapter::{AdapterChoice, Adapters, AnyAdapter},
    dispatch::{Lifecycle, NamespaceHandler, NamespaceRuntime, caught},
    extract::InitContext,
    registry::{
        self, AnyGateway, GatewayRecord, HandlerRecord, HookKind, HookRecord, Links, Providers,
        Setup,
    },
    server::{Namespace, Server},
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
    pub(super) adapter: AdapterChoice,
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

    let lifecycle = Arc::new(Lifecycle::default());
    let adapters = plan.adapter.adapters();
    let (layer, io) = SocketIo::builder()
        .with_adapter::<AnyAdapter>(plan.adapter)
        .build_layer();
    let runtimes = namespaces::merge(&gateways, &instances, handlers, &hooks, &io, &lifecycle);
    register(&io, &runtimes).await?;
    link(&io, &adapters, &plan.links, &gateways, &runtimes);
    announce(&runtimes);
    initialise(&plan.links, &instances, &hooks).await?;

    Ok(GatewayApp {
        shared: Arc::new(Shared {
            instances,
            links: plan.links,
            namespaces: runtimes.into_values().collect(),
            lifecycle,
            io,
            layer,
            router: plan.router,
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

/// Makes the namespaces known to the protocol server. One call for each: a second would silently
/// replace the first.
async fn register(
    io: &SocketIo<AnyAdapter>,
    runtimes: &BTreeMap<&'static str, Arc<NamespaceRuntime>>,
) -> Result<(), AppError> {
    let mut problems = Vec::new();
    for (namespace, runtime) in runtimes {
        if let Err(error) = io.ns(*namespace, NamespaceHandler::new(runtime)).await {
            problems.push(format!(
                "the namespace `{namespace}` cannot be shared between servers: {error}"
            ));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(AppError::new(
            "the servers' backend cannot be used",
            problems,
        ))
    }
}

/// From here on the handles work.
fn link(
    io: &SocketIo<AnyAdapter>,
    adapters: &Adapters,
    links: &Links,
    gateways: &[&GatewayRecord],
    runtimes: &BTreeMap<&'static str, Arc<NamespaceRuntime>>,
) {
    for (path, runtime) in runtimes {
        if let (Some(adapter), Some(everyone)) = (adapters.get(path), io.of(path)) {
            runtime
                .handle
                .get_or_init(|| Arc::new(Namespace::new(adapter, everyone)));
        }
    }
    for record in gateways {
        let runtime = runtimes.get(record.options.namespace);
        if let Some(namespace) = runtime.and_then(|runtime| runtime.handle()) {
            links.link_of((record.gateway)()).run(Arc::clone(namespace));
        }
    }
}

/// One line for each subscription, as NestJS logs them.
fn announce(runtimes: &BTreeMap<&'static str, Arc<NamespaceRuntime>>) {
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
        let failure = match caught(async { run(InitContext::new(server)).await }).await {
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
