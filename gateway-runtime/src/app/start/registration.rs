//! `register` makes the namespaces of an endpoint known to its protocol server.

use std::sync::Arc;

use super::common::Common;
#[cfg(feature = "v3")]
use super::engine_v3::RootForEngineV3;
use crate::{
    adapter::Identity,
    app::endpoint::ProtocolServer,
    dispatch::{NamespaceHandler, NamespaceRuntime},
    gateway::is_pattern,
    session::{Children, Namespace, Served},
};

/// Makes each namespace known once: a second time would silently replace the first. Returns what went wrong.
pub(super) async fn register(
    protocol: &ProtocolServer,
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
    protocol: &ProtocolServer,
    runtime: &Arc<NamespaceRuntime>,
    common: &Common,
) -> Result<Served, String> {
    let path = runtime.context.name;
    let handler = NamespaceHandler::new(runtime);
    #[cfg(feature = "v3")]
    let added = if runtime.members.is_empty() {
        let root = RootForEngineV3::new(handler);
        protocol.add_namespace(path, root).await
    } else {
        protocol.add_namespace(path, handler).await
    };
    #[cfg(not(feature = "v3"))]
    let added = protocol.add_namespace(path, handler).await;
    let everyone = added?;
    let adapter = common
        .adapter
        .adapters()
        .get(Identity::of(everyone.ns_path()))
        .ok_or("the protocol server does not know it")?;
    let lifecycle = Arc::clone(&common.lifecycle);
    let namespace = Namespace::new(adapter, everyone, Vec::new(), lifecycle);
    Ok(Served::Namespace(Arc::new(namespace)))
}

fn pattern(
    protocol: &ProtocolServer,
    runtime: &Arc<NamespaceRuntime>,
    common: &Common,
) -> Result<Served, String> {
    let pattern = runtime.context.name;
    let children = Children::new(
        pattern,
        Arc::clone(&common.dynamic_limits),
        protocol.library(),
        common.adapter.adapters(),
        Arc::clone(&common.lifecycle),
    )
    .map_err(|error| error.to_string())?;
    protocol.add_pattern(pattern, NamespaceHandler::new(runtime))?;
    Ok(Served::Pattern(Arc::new(children)))
}
