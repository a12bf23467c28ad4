//! `admin_ui` finds what is wrong with the Admin UI.

use crate::{app::plan::Plan, registry::GatewayRecord};

/// Options that cannot be used, and a namespace that a gateway has.
pub(crate) fn admin_ui(plan: &Plan, gateways: &[&'static GatewayRecord]) -> Vec<String> {
    let Some(admin_ui) = &plan.admin_ui else {
        return Vec::new();
    };
    let mut problems = admin_ui.problems();
    let path = admin_ui.path();
    let clashing = gateways
        .iter()
        .filter(|gateway| gateway.options.namespace == path);
    problems.extend(clashing.map(|gateway| {
        format!(
            "`admin_ui`: the namespace `{path}` is that of `{}`; give the Admin UI another one with `.namespace(\"/..\")`",
            gateway.name
        )
    }));
    problems
}
