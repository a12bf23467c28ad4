//! `RootForEngineV3` is the namespace `/` of an endpoint that has no gateway there, for clients of Engine.IO 3.
//! These are in `/` before they can enter another namespace, and the protocol library closes their connections if
//! it is missing.

use std::sync::Arc;

use crate::{
    dispatch::{Inbox, NamespaceHandler},
    protocol::{self, ConnectError, INVALID_NAMESPACE, Packet, RawSocket, Refused},
};

/// The handler of the namespace. It refuses newer clients as the protocol library does without it.
#[derive(Clone)]
pub(super) struct RootForEngineV3 {
    handler: NamespaceHandler,
    refused: Refused,
}

impl RootForEngineV3 {
    /// Hands clients of Engine.IO 3 over to `handler`, and tells `refused` of the others.
    pub(super) fn new(handler: NamespaceHandler, refused: &Refused) -> Self {
        Self {
            handler,
            refused: Arc::clone(refused),
        }
    }
}

impl protocol::NamespaceHandler for RootForEngineV3 {
    type Socket = Arc<Inbox>;

    async fn admit(
        &self,
        socket: &RawSocket,
        auth: Option<&Packet>,
    ) -> Result<Arc<Inbox>, ConnectError> {
        if socket.engine_io_version() > 3 {
            (self.refused)("/");
            return Err(Box::new(INVALID_NAMESPACE));
        }
        self.handler.admit(socket, auth).await
    }

    fn connected(&self, socket: RawSocket) {
        self.handler.connected(socket);
    }
}
