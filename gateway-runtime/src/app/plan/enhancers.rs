//! `Enhancers` are what stands around the methods of an app: what the builder, the gateways and the methods declare.

use std::{any::TypeId, sync::Arc};

use super::{NamedHandler, Plan, handlers::methods};
use crate::{
    enhance::{
        ConnectionGuard, Declared, EnhancerList, Filters, GuardEntry, Instances, Layers, Maker,
        Target,
    },
    registry::GatewayRecord,
    sorted::SortedMap,
    watchdog::Watched,
};

/// Writes the enhancers of all gateways down. Shared with who describes the same app again.
pub(crate) type Global = Arc<dyn Fn(&mut EnhancerList<'_>) + Send + Sync>;

/// What every scope of an app declares.
#[derive(Default)]
pub(crate) struct Enhancers {
    of_app: Declared,
    of_gateways: SortedMap<TypeId, Declared>,
    of_methods: SortedMap<(TypeId, &'static str), Declared>,
    nothing: Declared,
}

impl Enhancers {
    /// Lets every scope write its enhancers down, and makes those that stand in lists by their types. Adds to
    /// `problems` what is missing for one.
    pub(super) fn of(
        plan: &mut Plan,
        gateways: &[&'static GatewayRecord],
        handlers: &[NamedHandler],
        problems: &mut Vec<String>,
    ) -> Self {
        let mut instances = Instances::default();
        let mut declared = |declare: &mut dyn FnMut(&mut EnhancerList<'_>)| {
            let mut list = EnhancerList::new(Maker {
                instances: &mut instances,
                providers: &plan.providers,
                links: &plan.links,
                problems: &mut *problems,
                #[cfg(feature = "testing")]
                replacements: &plan.replacements,
            });
            declare(&mut list);
            list.into_declared()
        };
        let mut enhancers = Self::default();
        enhancers.of_app = declared(&mut |list| {
            for declare in plan.enhancers.drain(..) {
                declare(list);
            }
        });
        for gateway in gateways {
            if let Some(enhance) = gateway.enhance {
                let scope = declared(&mut |list| enhance(list));
                enhancers.of_gateways.insert((gateway.gateway)(), scope);
            }
        }
        for handler in methods(handlers) {
            if let Some(enhance) = handler.record.enhance {
                let scope = declared(&mut |list| enhance(list));
                enhancers.of_methods.insert(handler.method(), scope);
            }
        }
        enhancers
    }

    /// What the app declares for all its gateways.
    pub(super) fn of_app(&self) -> &Declared {
        &self.of_app
    }

    /// What a gateway declares for all its methods.
    pub(super) fn of_gateway(&self, gateway: &GatewayRecord) -> &Declared {
        let declared = self.of_gateways.get(&(gateway.gateway)());
        declared.unwrap_or(&self.nothing)
    }

    /// What a method declares.
    pub(super) fn of_method(&self, handler: &NamedHandler) -> &Declared {
        let declared = self.of_methods.get(&handler.method());
        declared.unwrap_or(&self.nothing)
    }

    /// What is declared for a method, the widest scope first.
    pub(super) fn scopes(&self, handler: &NamedHandler) -> [&Declared; 3] {
        let of_gateway = self.of_gateway(handler.gateway);
        [&self.of_app, of_gateway, self.of_method(handler)]
    }

    /// A method, as its enhancers know it.
    pub(super) fn target(&self, handler: &NamedHandler) -> Target {
        Target {
            method: Some(handler.record.method),
            of_method: Arc::clone(&self.of_method(handler).metadata),
            ..self.target_of_gateway(handler.gateway)
        }
    }

    /// A gateway, as its enhancers know it when a client connects.
    pub(crate) fn target_of_gateway(&self, gateway: &GatewayRecord) -> Target {
        Target {
            gateway: Some(gateway.name),
            method: None,
            of_method: Arc::default(),
            of_gateway: Arc::clone(&self.of_gateway(gateway).metadata),
        }
    }

    /// The types of what guards give to a method, and to its interceptors and filters.
    pub(super) fn given_to_method(&self, handler: &NamedHandler) -> Vec<TypeId> {
        let mut given = Vec::new();
        for scope in self.scopes(handler) {
            for guard in &scope.guards {
                given.push(guard.value);
            }
        }
        given
    }

    /// The types of what guards give when a client connects.
    pub(super) fn given_at_connection(&self, gateway: &GatewayRecord) -> Vec<TypeId> {
        let mut given = Vec::new();
        for scope in [&self.of_app, self.of_gateway(gateway)] {
            for guard in at_connection(scope) {
                given.push(guard.value);
            }
        }
        given
    }

    /// What stands around a method.
    pub(crate) fn layers(&self, handler: &NamedHandler) -> Layers {
        Layers::new(Arc::new(self.target(handler)), &self.scopes(handler))
    }

    /// What stands in front of an event that no method handles: limits, guards and filters.
    pub(crate) fn layers_of_unknown_events(&self) -> Layers {
        Layers::new(Arc::default(), &[&self.of_app]).without_interceptors()
    }

    /// Who turns the failure of a gateway's connection hook into what the client is told.
    pub(crate) fn filters_of_hooks(&self, gateway: &GatewayRecord) -> Filters {
        Filters::of(&[&self.of_app, self.of_gateway(gateway)])
    }

    /// The guards that a client of a namespace passes before its CONNECT: the global ones, then those of the
    /// namespace's gateways, which agree on them. A guard that stands in the lists of several gateways by its type runs
    /// once, unless metadata tells the gateways apart.
    pub(crate) fn connection_guards(&self, gateways: &[&GatewayRecord]) -> Vec<ConnectionGuard> {
        let mut guards = Vec::new();
        for guard in at_connection(&self.of_app) {
            guards.push(connection_guard(guard, &Arc::default(), &[&self.of_app]));
        }
        let mut seen: Vec<TypeId> = Vec::new();
        for gateway in gateways {
            let declared = self.of_gateway(gateway);
            let target = Arc::new(self.target_of_gateway(gateway));
            for guard in at_connection(declared) {
                let is_same = guard.is_type && declared.metadata.is_empty();
                if !(is_same && seen.contains(&guard.of)) {
                    seen.push(guard.of);
                    let scopes = [&self.of_app, declared];
                    guards.push(connection_guard(guard, &target, &scopes));
                }
            }
        }
        guards
    }
}

/// The guards of a scope that run when a client connects.
pub(super) fn at_connection(declared: &Declared) -> impl Iterator<Item = &GuardEntry> {
    let guards = declared.guards.iter();
    guards.filter(|guard| guard.point.is_at_connection())
}

fn connection_guard(
    guard: &GuardEntry,
    target: &Arc<Target>,
    scopes: &[&Declared],
) -> ConnectionGuard {
    ConnectionGuard {
        guard: Arc::clone(&guard.entry.enhancer),
        name: guard.entry.name.clone(),
        watched: Watched::default(),
        target: Arc::clone(target),
        filters: Filters::of(scopes),
    }
}
