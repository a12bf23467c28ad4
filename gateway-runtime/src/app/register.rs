//! Making the namespaces known to the protocol server.

use std::sync::Arc;

#[cfg(feature = "v3")]
use super::old_root::OldRoot;
use crate::{
    dispatch::{NamespaceHandler, NamespaceRuntime},
    gateway::is_pattern,
    protocol,
    session::{Children, DynamicLimits, Namespace, Served},
};

/// One call for each: a second would silently replace the first. Returns what went wrong.
pub(super) async fn register(
    server: &protocol::Server,
    runtimes: &[Arc<NamespaceRuntime>],
    limits: &Arc<DynamicLimits>,
) -> Vec<String> {
    let mut problems = Vec::new();
    for runtime in runtimes {
        let namespace = runtime.context.name;
        let outcome = if is_pattern(namespace) {
            many(server, runtime, limits)
        } else {
            one(server, runtime).await
        };
        match outcome {
            Ok(place) => {
                runtime.context.served.get_or_init(|| place);
            }
            Err(error) => problems.push(format!(
                "the namespace `{namespace}` cannot be served: {error}"
            )),
        }
    }
    problems
}

async fn one(server: &protocol::Server, runtime: &Arc<NamespaceRuntime>) -> Result<Served, String> {
    let path = runtime.context.name;
    let handler = NamespaceHandler::new(runtime);
    #[cfg(feature = "v3")]
    let namespace = if runtime.members.is_empty() {
        server.serve(path, OldRoot(handler)).await?
    } else {
        server.serve(path, handler).await?
    };
    #[cfg(not(feature = "v3"))]
    let namespace = server.serve(path, handler).await?;
    let lifecycle = Arc::clone(&runtime.context.lifecycle);
    let namespace = Namespace::new(namespace, Vec::new(), lifecycle);
    Ok(Served::Namespace(Arc::new(namespace)))
}

fn many(
    server: &protocol::Server,
    runtime: &Arc<NamespaceRuntime>,
    limits: &Arc<DynamicLimits>,
) -> Result<Served, String> {
    let pattern = runtime.context.name;
    let lifecycle = Arc::clone(&runtime.context.lifecycle);
    let children = Children::new(pattern, Arc::clone(limits), server.clone(), lifecycle)
        .map_err(|error| error.to_string())?;
    server.serve_pattern(pattern, NamespaceHandler::new(runtime))?;
    Ok(Served::Pattern(Arc::new(children)))
}
