//! Making the namespaces known to the protocol server.

use std::sync::Arc;

use socketioxide::SocketIo;

#[cfg(feature = "v3")]
use super::old_root::OldRoot;
use crate::{
    adapter::{Adapters, AnyAdapter, Identity},
    dispatch::{NamespaceHandler, NamespaceRuntime},
    gateway::is_pattern,
    session::{Children, DynamicLimits, Namespace, Served},
};

/// One call for each: a second would silently replace the first. Returns what went wrong.
pub(super) async fn register(
    io: &SocketIo<AnyAdapter>,
    adapters: &Adapters,
    runtimes: &[Arc<NamespaceRuntime>],
    limits: &Arc<DynamicLimits>,
) -> Vec<String> {
    let mut problems = Vec::new();
    for runtime in runtimes {
        let namespace = runtime.context.name;
        let served = if is_pattern(namespace) {
            many(io, adapters, runtime, limits)
        } else {
            one(io, adapters, runtime).await
        };
        match served {
            Ok(served) => {
                runtime.context.served.get_or_init(|| served);
            }
            Err(error) => problems.push(format!(
                "the namespace `{namespace}` cannot be served: {error}"
            )),
        }
    }
    problems
}

async fn one(
    io: &SocketIo<AnyAdapter>,
    adapters: &Adapters,
    runtime: &Arc<NamespaceRuntime>,
) -> Result<Served, String> {
    let path = runtime.context.name;
    let handler = NamespaceHandler::new(runtime);
    #[cfg(feature = "v3")]
    let registered = if runtime.members.is_empty() {
        io.ns(path, OldRoot(handler))
    } else {
        io.ns(path, handler)
    };
    #[cfg(not(feature = "v3"))]
    let registered = io.ns(path, handler);
    registered.await.map_err(|error| error.to_string())?;
    let everyone = io.of(path);
    let (adapter, everyone) = everyone
        .and_then(|everyone| Some((adapters.get(Identity::of(everyone.ns_path()))?, everyone)))
        .ok_or("the protocol server does not know it")?;
    let lifecycle = Arc::clone(&runtime.context.lifecycle);
    let namespace = Namespace::new(adapter, everyone, Vec::new(), lifecycle);
    Ok(Served::Namespace(Arc::new(namespace)))
}

fn many(
    io: &SocketIo<AnyAdapter>,
    adapters: &Adapters,
    runtime: &Arc<NamespaceRuntime>,
    limits: &Arc<DynamicLimits>,
) -> Result<Served, String> {
    let pattern = runtime.context.name;
    let lifecycle = Arc::clone(&runtime.context.lifecycle);
    let (limits, adapters) = (Arc::clone(limits), adapters.clone());
    let children = Children::new(pattern, limits, io.clone(), adapters, lifecycle)
        .map_err(|error| error.to_string())?;
    io.dyn_ns(pattern, NamespaceHandler::new(runtime))
        .map_err(|error| error.to_string())?;
    Ok(Served::Pattern(Arc::new(children)))
}
