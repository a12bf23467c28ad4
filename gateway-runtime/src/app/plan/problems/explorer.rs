//! `explorer` finds what is wrong with the path of the explorer.

use super::own_path::{has_route, is_below, names, unusable_path};
use crate::app::{
    explorer::urls,
    plan::{Plan, PlannedEndpoint},
};

/// Finds a path that no request can have, or that something else has.
pub(crate) fn explorer(plan: &Plan, endpoints: &[PlannedEndpoint]) -> Vec<String> {
    let Some(explorer) = &plan.explorer else {
        return Vec::new();
    };
    let path = &explorer.path;
    if let Some(problem) = unusable_path(path, "/contract") {
        return vec![format!("`explorer`: the path is `{path}`, {problem}")];
    }
    let own = endpoints
        .iter()
        .filter(|endpoint| endpoint.settings.port.is_none());
    let mut problems: Vec<String> = own
        .filter(|endpoint| urls(path).any(|url| is_below(&endpoint.settings.path, &url)))
        .map(|endpoint| {
            format!(
                "`explorer`: the path `{path}` belongs to the path `{}` of {}; give the explorer another one",
                endpoint.settings.path,
                names(&endpoint.gateways),
            )
        })
        .collect();
    if let Some(url) = urls(path).find(|url| has_route(&plan.router, url)) {
        problems.push(format!(
            "`explorer`: the app's router has a route for `{url}` already; give the explorer another path"
        ));
    }
    problems
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        routing::{get, post},
    };

    use super::*;

    #[test]
    fn a_route_of_the_router_is_found_without_a_call() {
        async fn called() {
            unreachable!("no handler is called");
        }
        let one = |path: &str| Router::new().route(path, get(called));
        let nested = Router::new().route("/x", get(called)).fallback(called);
        for (router, is_taken) in [
            (Router::new(), false),
            (Router::new().fallback(called), false),
            (one("/other"), false),
            (one("/contract"), true),
            (one("/contract/"), true),
            (one("/contract/explorer.js"), true),
            (one("/contract/mine"), false),
            (Router::new().route("/contract", post(called)), true),
            (Router::new().nest("/contract", one("/explorer.css")), true),
            (Router::new().nest("/contract", nested), false),
            (one("/contract/{file}"), true),
            (one("/{*file}"), false),
            (one("/{page}"), false),
            (one("/{folder}/{file}"), false),
            (
                Router::new().nest_service("/contract", one("/").fallback(called)),
                true,
            ),
        ] {
            let found = urls("/contract").find(|url| has_route(&router, url));
            assert_eq!(found.is_some(), is_taken, "{router:?}");
        }
    }
}
