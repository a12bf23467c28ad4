//! `unused_replacements` finds what a test replaces and the app does not have.

use crate::app::plan::Plan;

/// Replacements of values that were not provided, and of enhancers and limits that stand nowhere. Whatever may be replaced
/// has to be looked for before.
pub(crate) fn unused_replacements(plan: &Plan) -> Vec<String> {
    let mut problems = plan.providers.unused_replacements();
    problems.extend(plan.replacements.unused());
    problems
}
