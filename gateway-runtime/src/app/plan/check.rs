//! `Checked` is a plan without problems, and the proof that it was checked: only [`check`] makes one.

use std::sync::Arc;

use super::{
    AppOptions, Plan,
    chosen::gateways,
    endpoints::{PlannedEndpoint, endpoints},
    enhancers::Enhancers,
    handlers::handlers_of,
    hooks::{GatewayHook, hooks_of},
    instances::{Instances, instances},
    problems,
};
#[cfg(feature = "tls")]
use crate::serve::ServedTls;
use crate::{
    adapter::Sharing, app::endpoint::ClientBundle, error::AppError, events::Events,
    registry::GatewayRecord,
};

/// A plan without problems, with what the check has found out about the app.
pub(crate) struct Checked {
    pub(crate) plan: Plan,
    /// How rooms are shared between servers.
    pub(crate) sharing: Sharing,
    /// All gateways of the app, in name order.
    pub(crate) gateways: Vec<&'static GatewayRecord>,
    /// At least one, even if the app has no gateway.
    pub(crate) endpoints: Vec<PlannedEndpoint>,
    pub(crate) hooks: Vec<GatewayHook>,
    /// The instance of every gateway.
    pub(crate) instances: Instances,
    pub(crate) enhancers: Enhancers,
    /// The files of the JavaScript client, if the app serves them.
    pub(crate) client: Option<Arc<ClientBundle>>,
    /// TLS of the app's own listeners, if they have it.
    #[cfg(feature = "tls")]
    pub(crate) tls: Option<ServedTls>,
    _proof: Proof,
}

/// A value that no other file can make.
struct Proof;

/// Checks a plan: decides on the gateways, endpoints and instances of the app, and looks for problems.
///
/// # Errors
/// [`AppError`] with all problems of the gateways and of the options.
pub(crate) fn check(mut plan: Plan) -> Result<Checked, AppError> {
    let sharing = match &plan.sharing {
        Some(sharing) => sharing.clone(),
        None => plan.options.adapter.sharing(),
    };
    let gateways = gateways(plan.chosen.as_deref());
    for gateway in &gateways {
        (gateway.provide_server)(&mut plan.providers, &plan.links);
    }
    plan.providers.insert_own(Events::new(&plan.bus));
    #[cfg(feature = "testing")]
    plan.providers.apply_replacements();
    let endpoints = endpoints(&gateways, &plan.options);
    let hooks = hooks_of(&gateways);

    let handlers = handlers_of(&gateways);
    let mut missing = Vec::new();
    let enhancers = Enhancers::of(&mut plan, &gateways, &handlers, &mut missing);
    let mut found = problems::of_endpoints(&endpoints, &enhancers, sharing.is_shared());
    found.extend(problems::double_hooks(&hooks));
    found.extend(problems::requirements(&handlers, &hooks, &enhancers, &plan));
    found.extend(problems::enhancers(&enhancers, &gateways, &handlers, &plan));
    found.extend(missing);
    found.extend(problems::no_gateway(&plan, &gateways));
    found.extend(problems::builder_calls(&plan, &gateways));
    // Everything that may be replaced has been looked for.
    #[cfg(feature = "testing")]
    found.extend(problems::unused_replacements(&plan));
    let instances = instances(&plan, &gateways, &mut found);
    let mut unusable = problems::unusable_options(&endpoints, &plan.options);
    let client = client_of(&plan.options).unwrap_or_else(|problems| {
        unusable.extend(problems);
        None
    });
    #[cfg(feature = "tls")]
    let tls = plan.options.tls.as_ref().and_then(|tls| {
        let loaded = tls.load();
        loaded.map_err(|problems| unusable.extend(problems)).ok()
    });
    #[cfg(feature = "admin-ui")]
    unusable.extend(problems::admin_ui(&plan, &gateways));
    #[cfg(feature = "contract")]
    unusable.extend(problems::explorer(&plan, &endpoints));
    unusable.extend(problems::health_path(&plan, &endpoints));
    let stage = if found.is_empty() {
        "the options cannot be used"
    } else {
        "the gateways cannot be started"
    };
    found.extend(unusable);
    fail_with(found, stage)?;
    Ok(Checked {
        plan,
        sharing,
        gateways,
        endpoints,
        hooks,
        instances,
        enhancers,
        client,
        #[cfg(feature = "tls")]
        tls,
        _proof: Proof,
    })
}

/// # Errors
/// What is wrong with the files of the client.
fn client_of(options: &AppOptions) -> Result<Option<Arc<ClientBundle>>, Vec<String>> {
    let Some(directory) = &options.client else {
        return Ok(None);
    };
    Ok(Some(Arc::new(ClientBundle::read(directory)?)))
}

/// # Errors
/// [`AppError`] of this stage, if there is a problem.
fn fail_with(problems: Vec<String>, stage: &'static str) -> Result<(), AppError> {
    if problems.is_empty() {
        return Ok(());
    }
    Err(AppError::new(stage, problems))
}
