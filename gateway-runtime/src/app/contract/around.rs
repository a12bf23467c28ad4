//! `Scopes` are the guards, filters and limits around methods, as clients should know them.

use crate::{
    app::plan::{NamedHandler, Plan},
    contract::{Errors, Limit, OtherCodes},
    describe::{GuardShape, Parameter, Types},
    enhance::{EnhancerList, ListShape},
    registry::GatewayRecord,
};

/// The scopes of limits, the widest first.
const SCOPES: [&str; 3] = ["app", "gateway", "method"];

/// What stands around all methods, and what the app does with every error.
pub(super) struct Scopes {
    app: Scope,
    /// Whether `on_error` may change codes.
    changes_errors: bool,
}

/// What stands around the methods of one scope.
pub(super) struct Scope {
    shape: ListShape,
    guards: Vec<GuardShape>,
}

impl Scopes {
    pub(super) fn of_app(plan: &Plan, types: &mut Types) -> Self {
        let shape = EnhancerList::shape_of(|list| {
            for declare in &plan.enhancers {
                declare(list);
            }
        });
        Self {
            app: Scope::new(shape, types),
            changes_errors: plan.errors.map.is_some(),
        }
    }

    /// The parameters of the app's guards.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.app.parameters()
    }

    /// Adds what guards refuse a connection to this gateway with.
    pub(super) fn add_refusals(&self, gateway: &Scope, refusals: &mut Errors) {
        for scope in [&self.app, gateway] {
            for (listed, guard) in scope.shape.guards.iter().zip(&scope.guards) {
                if listed.point.is_at_connection() {
                    refusals.add(around(&guard.errors));
                }
            }
        }
    }

    /// What stands around a method: the guards and filters of three scopes.
    pub(super) fn around(&self, gateway: &Scope, method: &Scope) -> Around {
        let scopes = [&self.app, gateway, method];
        let mut found = Around::default();
        for (index, scope) in scopes.into_iter().enumerate() {
            for (listed, guard) in scope.shape.guards.iter().zip(&scope.guards) {
                if listed.point.is_at_message() {
                    found.guards.push(listed.name.clone());
                    found.errors.add(around(&guard.errors));
                }
            }
            if scope.shape.has_filter {
                found.errors.add_around();
            }
            for throttle in &scope.shape.throttles {
                let request = throttle.request("");
                let name = request.name();
                let narrower = scopes.get(index + 1..).unwrap_or_default();
                if !narrower.iter().any(|scope| scope.shape.skips(name)) {
                    let burst = request.burst();
                    let limit = Limit {
                        name: name.map(str::to_owned),
                        limit: request.limit(),
                        per_ms: request.period().as_millis().try_into().unwrap_or(u64::MAX),
                        burst: (burst != request.limit()).then_some(burst),
                        by: throttle.counted_by().to_owned(),
                        scope: SCOPES[index].to_owned(),
                    };
                    found.limits.push(limit);
                }
            }
        }
        if self.changes_errors {
            found.errors.add_around();
        }
        found
    }
}

impl Scope {
    /// What stands around the methods of a gateway.
    pub(super) fn of_gateway(gateway: &GatewayRecord, types: &mut Types) -> Self {
        Self::of(gateway.enhance, types)
    }

    /// What stands around a method alone.
    pub(super) fn of_method(handler: &NamedHandler, types: &mut Types) -> Self {
        Self::of(handler.record.enhance, types)
    }

    fn of(declare: Option<fn(&mut EnhancerList<'_>)>, types: &mut Types) -> Self {
        let shape = EnhancerList::shape_of(|list| {
            if let Some(declare) = declare {
                declare(list);
            }
        });
        Self::new(shape, types)
    }

    fn new(shape: ListShape, types: &mut Types) -> Self {
        let guards = shape.guards.iter().map(|guard| (guard.describe)(types));
        let guards = guards.collect();
        Self { shape, guards }
    }

    /// The parameters of the guards.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.guards.iter().flat_map(|guard| &guard.parameters)
    }
}

/// What stands around one method.
#[derive(Default)]
pub(super) struct Around {
    pub(super) guards: Vec<String>,
    pub(super) errors: Errors,
    pub(super) limits: Vec<Limit>,
}

/// The errors of something around a method: what the method itself fails with stays known.
fn around(errors: &Errors) -> Errors {
    let mut errors = errors.clone();
    errors.other = errors.other.min(OtherCodes::Around);
    errors
}
