//! `GivenInstances` are the gateways that the program has made itself and given to the builder.

use std::{any::TypeId, sync::Arc};

use crate::{gateway::Gateway, registry::AnyGateway, sorted::SortedMap};

/// The instances by type.
#[derive(Default)]
pub(crate) struct GivenInstances {
    pub(super) by_type: SortedMap<TypeId, GivenInstance>,
    /// The names of gateways of which a second instance was given.
    pub(super) twice: Vec<&'static str>,
}

/// An instance with the name of its gateway.
pub(super) struct GivenInstance {
    pub(super) name: &'static str,
    pub(super) instance: AnyGateway,
}

impl GivenInstances {
    /// Keeps an instance of `G`.
    pub(crate) fn add<G: Gateway>(&mut self, instance: G) {
        let given = GivenInstance {
            name: G::NAME,
            instance: Arc::new(instance),
        };
        if self.by_type.insert(TypeId::of::<G>(), given).is_some() {
            self.twice.push(G::NAME);
        }
    }
}
