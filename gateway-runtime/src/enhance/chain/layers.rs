//! `Layers` are what stands around one method, put together of the three scopes: the app, the gateway, the method.

use std::{sync::Arc, time::Duration};

use super::{Chain, Gate, watched};
use crate::{
    enhance::{Declared, Filters, GuardEntry, Target, interceptor::AnyInterceptor},
    message::BoundHandler,
};

/// What stands around one method. It becomes a [`Chain`] with the method.
pub(crate) struct Layers {
    target: Arc<Target>,
    gates: Vec<Gate>,
    interceptors: Vec<Arc<dyn AnyInterceptor>>,
    filters: Filters,
    keeps_packet: bool,
}

impl Layers {
    /// The layers of a method. `scopes` are what the app, the gateway and the method have declared, the widest first.
    pub(crate) fn new(target: Arc<Target>, scopes: &[&Declared]) -> Self {
        let mut layers = Self {
            target,
            gates: Vec::new(),
            interceptors: Vec::new(),
            keeps_packet: false,
            filters: Filters::of(scopes),
        };
        for (index, scope) in scopes.iter().enumerate() {
            let narrower = scopes.get(index + 1..).unwrap_or_default();
            for throttle in &scope.throttles {
                #[cfg(feature = "testing")]
                if throttle.is_off() {
                    continue;
                }
                if !narrower.iter().any(|scope| scope.skips(throttle)) {
                    layers.gates.push(Gate::Limit(Arc::clone(throttle)));
                }
            }
        }
        for scope in scopes {
            for GuardEntry { entry, point, .. } in &scope.guards {
                if point.is_at_message() {
                    layers.gates.push(Gate::Guard(Arc::clone(&entry.enhancer)));
                }
            }
            for entry in &scope.interceptors {
                layers.interceptors.push(Arc::clone(&entry.enhancer));
            }
            for entry in &scope.filters {
                layers.keeps_packet |= entry.reads_call;
            }
        }
        layers
    }

    /// The same without interceptors.
    pub(crate) fn without_interceptors(mut self) -> Self {
        self.interceptors.clear();
        self
    }

    /// Whether nothing stands around the method.
    pub(crate) fn is_empty(&self) -> bool {
        self.gates.is_empty() && self.interceptors.is_empty() && self.filters.is_empty()
    }

    /// The method with its layers around it, and the timeout that is left for the dispatch to hold. A method without
    /// layers stays as it is.
    pub(crate) fn around(
        self,
        method: Box<dyn BoundHandler>,
        timeout: Option<Duration>,
    ) -> (Box<dyn BoundHandler>, Option<Duration>) {
        if self.is_empty() {
            return (method, timeout);
        }
        let Self {
            target,
            gates,
            interceptors,
            filters,
            keeps_packet,
        } = self;
        let (own, left) = if interceptors.is_empty() {
            (None, timeout)
        } else {
            (timeout, None)
        };
        let chain = Arc::new_cyclic(|chain| Chain {
            name: target.name(),
            target,
            gates,
            extra: (!filters.is_empty()).then(|| watched(chain)),
            keeps_packet,
            interceptors,
            filters,
            method,
            timeout: own,
        });
        (Box::new(chain), left)
    }
}
