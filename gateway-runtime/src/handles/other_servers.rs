//! `OtherServers` is the handle to the gateways of a namespace on the other servers.

use std::{fmt, marker::PhantomData, sync::Arc};

use serde::Serialize;

use super::cluster::{EventForServers, Notice};
use crate::{error::EmitError, session::Link};

/// The gateways of a namespace on all servers but this one, for what is no concern of clients: a cache that has to be
/// emptied, a setting that has changed. [`Server::servers`](crate::Server::servers) gives the handle; a method marked
/// [`on_server_event`](macro@crate::on_server_event) is called on each of the other servers.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway(namespace = "prices")]
/// struct Prices { #[websocket_server] server: Server }
///
/// #[websocket_gateway]
/// impl Prices {
///     #[subscribe_message("change")]
///     async fn change(&self, #[message_body] product: u64) -> Result<(), WsError> {
///         self.forget(product);                                                  // here
///         self.server.servers().emit("price-changed", &product).await?;          // on the other servers
///         Ok(())
///     }
///
///     #[on_server_event("price-changed")]
///     fn changed(&self, #[message_body] product: u64) {
///         self.forget(product);
///     }
/// }
///
/// impl Prices {
///     fn forget(&self, _product: u64) {}
/// }
/// ```
pub struct OtherServers<G: ?Sized = ()> {
    link: Arc<Link>,
    gateway: PhantomData<fn() -> Box<G>>,
}

impl<G: ?Sized> OtherServers<G> {
    pub(super) fn new(link: Arc<Link>) -> Self {
        Self {
            link,
            gateway: PhantomData,
        }
    }

    /// Calls the methods marked `#[on_server_event("..")]` with this `event`, of the gateways of this namespace on the
    /// other servers. The payload is written as JSON. Without other servers, and without an adapter, nobody is
    /// reached, and that is `Ok`.
    ///
    /// Between servers that speak [Node's language](crate::RedisOptions::node_compatible) this is socket.io's
    /// `serverSideEmit`: servers of Node hear it by `namespace.on(event)`, and what they emit calls these methods. An
    /// acknowledgement that they ask for is not given.
    ///
    /// What is emitted arrives at most once, and from one server in the order of the calls. The method returns as soon
    /// as the backend has taken the event, and does not wait for the other servers.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`], [`EmitError::NoNamespace`], [`EmitError::Serialize`], [`EmitError::ReservedEvent`]; [`EmitError::Adapter`] if the
    /// other servers cannot be reached.
    pub async fn emit<T: Serialize + ?Sized>(
        &self,
        event: &str,
        payload: &T,
    ) -> Result<(), EmitError> {
        let Some(namespace) = self.link.namespace()? else {
            return Ok(());
        };
        let payload = serde_json::value::to_raw_value(payload)?;
        let protocol = namespace.protocol();
        if let Some(told) = protocol.emit_to_servers(event, &payload).await {
            return told;
        }
        let notice = Notice::Event(EventForServers {
            namespace: namespace.path().to_owned(),
            event: event.to_owned(),
            payload,
        });
        let message = serde_json::to_string(&notice)?;
        protocol.tell_servers(&message).await
    }
}

impl<G: ?Sized> Clone for OtherServers<G> {
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.link))
    }
}

impl<G: ?Sized> fmt::Debug for OtherServers<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OtherServers")
            .field("namespace", &self.link.path())
            .finish()
    }
}
