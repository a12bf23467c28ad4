//! `Chosen` is one of the gateways that an app is to have, where not every gateway of the program is meant.

use std::any::TypeId;

use crate::{
    gateway::Gateway,
    registry::{self, GatewayRecord},
};

/// One of the gateways that [`only`](crate::GatewayAppBuilder::only) names.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Chosen {
    pub(super) gateway: TypeId,
    pub(super) name: &'static str,
}

impl Chosen {
    /// Chooses the gateway `G`.
    pub(crate) fn new<G: Gateway>() -> Self {
        Self {
            gateway: TypeId::of::<G>(),
            name: G::NAME,
        }
    }
}

/// The gateways of the app, in name order: those of `chosen`, or all that the program has.
pub(super) fn gateways(chosen: Option<&[Chosen]>) -> Vec<&'static GatewayRecord> {
    let mut records = registry::gateways();
    if let Some(chosen) = chosen {
        records.retain(|record| chosen.iter().any(|one| one.gateway == (record.gateway)()));
    }
    records
}
