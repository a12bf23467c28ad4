//! `GatewayHook` is a lifecycle hook together with the gateway that it belongs to.

use crate::registry::{self, GatewayRecord, HookRecord};

/// A hook and its gateway.
pub(crate) struct GatewayHook {
    pub(crate) gateway: &'static GatewayRecord,
    pub(crate) record: &'static HookRecord,
}

impl GatewayHook {
    /// `Clock::tick`
    pub(crate) fn name(&self) -> String {
        format!("{}::{}", self.gateway.name, self.record.method)
    }
}

/// The hooks of `gateways`, in the order of the gateways.
pub(super) fn hooks_of(gateways: &[&'static GatewayRecord]) -> Vec<GatewayHook> {
    let hooks = registry::hooks();
    gateways
        .iter()
        .flat_map(|gateway| {
            hooks
                .iter()
                .filter(|hook| (hook.gateway)() == (gateway.gateway)())
                .map(|record| GatewayHook { gateway, record })
        })
        .collect()
}
