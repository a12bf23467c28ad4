//! `register` makes the namespaces of an endpoint known to its protocol server.

use std::sync::Arc;

use super::common::Common;
#[cfg(feature = "v3")]
use super::engine_v3::RootForEngineV3;
use crate::{
    dispatch::{NamespaceHandler, NamespaceRuntime},
    gateway::is_pattern,
    protocol,
    session::{DynamicNamespaces, Namespace, Served},
};

/// Makes each namespace known once: a second time would silently replace the first. Returns what went wrong.
pub(super) async fn register(
    protocol: &protocol::Server,
    runtimes: &[Arc<NamespaceRuntime>],
    common: &Common,
) -> Vec<String> {
    let mut problems = Vec::new();
    for runtime in runtimes {
        let name = runtime.context.name;
        let served = if is_pattern(name) {
            pattern(protocol, runtime, common)
        } else {
            namespace(protocol, runtime, common).await
        };
        match served {
            Ok(served) => {
                runtime.context.served.get_or_init(|| served);
            }
            Err(error) => {
                problems.push(format!("the namespace `{name}` cannot be served: {error}"));
            }
        }
    }
    problems
}

async fn namespace(
    protocol: &protocol::Server,
    runtime: &Arc<NamespaceRuntime>,
    common: &Common,
) -> Result<Served, String> {
    let path = runtime.context.name;
    let handler = NamespaceHandler::new(runtime);
    #[cfg(feature = "v3")]
    let namespace = if runtime.members.is_empty() {
        protocol.serve(path, RootForEngineV3::new(handler)).await?
    } else {
        protocol.serve(path, handler).await?
    };
    #[cfg(not(feature = "v3"))]
    let namespace = protocol.serve(path, handler).await?;
    let lifecycle = Arc::clone(&common.lifecycle);
    let namespace = Namespace::new(namespace, Vec::new(), lifecycle);
    Ok(Served::Namespace(Arc::new(namespace)))
}

fn pattern(
    protocol: &protocol::Server,
    runtime: &Arc<NamespaceRuntime>,
    common: &Common,
) -> Result<Served, String> {
    let pattern = runtime.context.name;
    let namespaces = DynamicNamespaces::new(
        pattern,
        Arc::clone(&common.dynamic_limits),
        protocol.clone(),
        Arc::clone(&common.lifecycle),
    )
    .map_err(|error| error.to_string())?;
    protocol.serve_pattern(pattern, NamespaceHandler::new(runtime))?;
    Ok(Served::Pattern(Arc::new(namespaces)))
}
