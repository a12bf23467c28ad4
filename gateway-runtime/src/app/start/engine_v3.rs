//! `RootForEngineV3` is the namespace `/` of an endpoint that has no gateway there, for clients of Engine.IO 3.
//! These are in `/` before they can enter another namespace, and the protocol library closes their connections if
//! it is missing.

use std::sync::Arc;

use crate::{
    dispatch::{Inbox, NamespaceHandler},
    protocol::{self, ConnectError, Packet, RawSocket},
};

/// The handler of the namespace. It refuses newer clients as the protocol library does without it.
#[derive(Clone)]
pub(super) struct RootForEngineV3(NamespaceHandler);

impl RootForEngineV3 {
    /// Hands clients of Engine.IO 3 over to `handler`.
    pub(super) fn new(handler: NamespaceHandler) -> Self {
        Self(handler)
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
            // In the words of the protocol library.
            return Err(Box::new("Invalid namespace"));
        }
        self.0.admit(socket, auth).await
    }

    fn connected(&self, socket: RawSocket) {
        self.0.connected(socket);
    }
}
