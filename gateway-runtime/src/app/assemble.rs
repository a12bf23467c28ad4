//! From the plan to the running app.

use std::{
    any::TypeId,
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock},
};

use super::{
    Compiled, GatewayApp, Shared,
    builder::Asked,
    chosen::Chosen,
    in_work::CutOff,
    namespaces,
    namespaces::{Common, NamedHandler},
    options::AppOptions,
    outer_layers::OuterLayers,
    problems,
    server::AppServer,
    server_plan,
    server_plan::PlannedServer,
    start::{announce, start},
};
use crate::{
    adapter::AdapterChoice,
    error::AppError,
    extract::InitContext,
    gateway::{Links, Setup},
    handles::Server,
    panics::caught,
    providers::Providers,
    registry,
    registry::{AnyGateway, GatewayRecord, HandlerRecord, HookKind, HookRecord},
    session::ErrorPolicy,
};
use axum::Router;

/// What was described with the builder.
pub(super) struct Plan {
    pub(super) providers: Providers,
    pub(super) links: Arc<Links>,
    pub(super) asked_for: Vec<Asked>,
    pub(super) chosen: Option<Vec<Chosen>>,
    pub(super) made: HashMap<TypeId, (&'static str, AnyGateway)>,
    pub(super) made_twice: Vec<&'static str>,
    pub(super) router: Router,
    pub(super) outer: OuterLayers,
    pub(super) adapter: AdapterChoice,
    pub(super) errors: ErrorPolicy,
    pub(super) options: AppOptions,
}

/// Builds the app, or says all that stands in the way.
pub(super) fn assemble(plan: Plan) -> Compiled<Result<GatewayApp, AppError>> {
    Box::pin(assembled(plan))
}

async fn assembled(plan: Plan) -> Result<GatewayApp, AppError> {
    let gateways = choose(plan.chosen.as_deref());
    let hooks = namespaces::hooks_of(&gateways);
    let (servers, mut found) = server_plan::servers(&gateways, &plan.options);

    for server in &servers {
        let handlers = namespaces::handlers_of(&server.gateways);
        found.extend(problems::contradictions(&server.gateways));
        found.extend(problems::reserved_names(named(&handlers)));
        found.extend(problems::clashes(named(&handlers)));
        found.extend(problems::patterns(
            &server.gateways,
            plan.adapter.is_shared(),
        ));
    }
    if plan.adapter.is_shared() {
        found.extend(server_plan::shared_twice(&servers));
    }
    found.extend(problems::double_hooks(hooks.iter().copied()));
    let handlers = namespaces::handlers_of(&gateways);
    found.extend(problems::requirements(&handlers, &hooks, &plan.providers));
    found.extend(problems::absent_servers(&plan.asked_for, |asked| {
        is_among(&gateways, asked)
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
    let unusable = unusable(&plan.options, &servers);
    if !unusable.is_empty() {
        return Err(AppError::new("the options cannot be used", unusable));
    }

    let common = Common {
        lifecycle: Arc::clone(plan.links.lifecycle()),
        errors: plan.errors,
        providers: Arc::new(plan.providers),
        max_waiting_answers: plan.options.max_waiting_answers,
        dynamic: Arc::new(plan.options.dynamic_limits()),
    };
    let mut running = Vec::new();
    let mut server_of = HashMap::new();
    let mut unserved = Vec::new();
    for server in &servers {
        let (started, problems) = start(
            server,
            &plan.options,
            &plan.adapter,
            &instances,
            &hooks,
            &common,
        )
        .await;
        unserved.extend(problems);
        let Some(started) = started.map(Arc::new) else {
            continue;
        };
        for gateway in &server.gateways {
            server_of.insert((gateway.gateway)(), Arc::clone(&started));
        }
        running.push(started);
    }
    if !unserved.is_empty() {
        return Err(AppError::new("the namespaces cannot be served", unserved));
    }
    link(&plan.links, &gateways, &server_of);
    announce(&running);
    initialise(&plan.links, &common.providers, &instances, &hooks).await?;

    Ok(GatewayApp {
        shared: Arc::new(Shared {
            instances,
            links: plan.links,
            servers: running,
            server_of,
            lifecycle: common.lifecycle,
            request_head_timeout: plan.options.request_head_timeout,
            shutdown_deadline: plan.options.shutdown_deadline,
            cut_off: CutOff::default(),
            health: plan.adapter.health(),
            router: plan.router,
            outer: plan.outer,
            bound: Mutex::default(),
            addresses: OnceLock::new(),
        }),
    })
}

/// Options that no client could live with, of each server.
fn unusable(options: &AppOptions, servers: &[PlannedServer]) -> Vec<String> {
    let mut problems = Vec::new();
    for server in servers {
        let names: Vec<String> = server
            .gateways
            .iter()
            .map(|gateway| format!("`{}`", gateway.name))
            .collect();
        for problem in server.settings.problems() {
            // What is said of all servers is wrong on all of them.
            if servers.len() == 1 {
                problems.push(problem);
            } else {
                problems.push(format!("the server of {}: {problem}", names.join(" and ")));
            }
        }
    }
    problems.extend(options.problems());
    problems
}

fn is_among(gateways: &[&'static GatewayRecord], gateway: TypeId) -> bool {
    gateways.iter().any(|record| (record.gateway)() == gateway)
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
fn misplaced(plan: &Plan, gateways: &[&'static GatewayRecord]) -> Vec<String> {
    let present = |gateway: TypeId| is_among(gateways, gateway);
    let instances = plan.made.iter().map(|(gateway, (name, _))| {
        let given = format!("an instance of `{name}` was");
        (gateway, name, given)
    });
    let options = plan.options.gateways.iter().map(|(gateway, (name, _))| {
        let given = format!("options of the server of `{name}` were");
        (gateway, name, given)
    });
    let mut problems: Vec<String> = instances
        .chain(options)
        .filter(|(gateway, ..)| !present(**gateway))
        .map(|(_, name, given)| {
            format!("{given} given, and `{name}` is not in the app; add it to `only`")
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
fn link(links: &Links, gateways: &[&GatewayRecord], server_of: &HashMap<TypeId, Arc<AppServer>>) {
    for record in gateways {
        let gateway = (record.gateway)();
        let server = server_of.get(&gateway);
        let mut namespaces = server.into_iter().flat_map(|server| &server.namespaces);
        let runtime = namespaces.find(|runtime| runtime.context.name == record.options.namespace);
        if let Some(state) = runtime.and_then(|runtime| runtime.context.state()) {
            links.link_of(gateway).run(state);
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
                crate::place::place(hook.place)
            ),
        ));
    }
    Ok(())
}
