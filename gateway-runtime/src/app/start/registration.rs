//! `register` makes the namespaces of an endpoint known to its protocol server.

use std::sync::Arc;

use super::common::Common;
#[cfg(feature = "v3")]
use super::engine_v3::RootForEngineV3;
use crate::{
    dispatch::{NamespaceHandler, NamespaceRuntime},
    gateway::is_pattern,
    protocol::{self, Refused},
    session::{DynamicNamespaces, Namespace, Served},
};

/// Makes each namespace known once: a second time would silently replace the first. `unknown` is told of clients
/// that want to connect to any other. Returns what went wrong.
pub(super) async fn register(
    protocol: &protocol::Server,
    runtimes: &[Arc<NamespaceRuntime>],
    common: &Common,
    unknown: &Refused,
) -> Vec<String> {
    let mut problems = Vec::new();
    for runtime in runtimes {
        let name = runtime.context.name;
        let served = if is_pattern(name) {
            pattern(protocol, runtime, common)
        } else {
            namespace(protocol, runtime, common, unknown).await
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
    let has_root = runtimes.iter().any(|runtime| runtime.context.name == "/");
    protocol.tell_of_refused(has_root, unknown);
    problems
}

#[cfg_attr(
    not(feature = "v3"),
    expect(
        unused_variables,
        reason = "clients of Engine.IO 4 are refused elsewhere"
    )
)]
async fn namespace(
    protocol: &protocol::Server,
    runtime: &Arc<NamespaceRuntime>,
    common: &Common,
    unknown: &Refused,
) -> Result<Served, String> {
    let path = runtime.context.name;
    let handler = NamespaceHandler::new(runtime);
    #[cfg(feature = "v3")]
    let namespace = if runtime.members.is_empty() {
        protocol
            .serve(path, RootForEngineV3::new(handler, unknown))
            .await?
    } else {
        protocol.serve(path, handler).await?
    };
    #[cfg(not(feature = "v3"))]
    let namespace = protocol.serve(path, handler).await?;
    let lifecycle = Arc::clone(&common.lifecycle);
    let namespace = Namespace::new(namespace, path, Vec::new(), lifecycle);
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
