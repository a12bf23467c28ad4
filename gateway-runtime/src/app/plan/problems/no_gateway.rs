//! `no_gateway` finds apps that have no gateway although nobody has said that they are to have none.

use crate::{app::plan::Plan, registry::GatewayRecord};

/// An app that would serve nobody: most probably the linker has left out the crate that has the gateways.
pub(crate) fn no_gateway(plan: &Plan, gateways: &[&'static GatewayRecord]) -> Option<String> {
    let is_meant = plan.chosen.is_some();
    (gateways.is_empty() && !is_meant).then(|| {
        "the app has no gateway; mark a struct with `#[websocket_gateway]`, or name the crate that has the gateways \
         once in the program, `use my_gateways as _;`, since the linker leaves it out otherwise; for an app without \
         gateways write `.only::<()>()`"
            .to_owned()
    })
}
