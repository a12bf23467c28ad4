//! `between_servers` reads what the published adapters bring from other servers: the function behind a fuzz target.

use std::sync::Arc;

use socketioxide_core::{
    Uid,
    adapter::{
        BroadcastOptions, CoreLocalAdapter,
        remote_packet::{RequestIn, RequestTypeIn},
    },
};

use super::{ServerEmitter, ServerHandler};

/// Reads a request as the adapter for Redis does, and hands to `handler` what is for servers.
pub(crate) fn between_servers<H: ServerHandler>(message: &[u8], handler: impl Fn() -> Arc<H>) {
    let Ok(request) = rmp_serde::from_slice::<RequestIn>(message) else {
        return;
    };
    let local = CoreLocalAdapter::new(ServerEmitter::new(Uid::new(), Some(handler())));
    let options = request.opts.unwrap_or_else(BroadcastOptions::default);
    match request.r#type {
        RequestTypeIn::Broadcast(packet) => {
            let _ = local.broadcast(packet, options);
        }
        RequestTypeIn::BroadcastWithAck(packet) => {
            let _ = local.broadcast_with_ack(packet, options, request.ack_timeout);
        }
        _ => {}
    }
}
