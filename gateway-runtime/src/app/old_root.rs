//! The namespace `/` of an app that has no gateway there, for clients of Engine.IO 3: they are in it
//! before they can enter another, and the protocol server closes their connections if it is missing.

use std::sync::Arc;

use crate::{
    dispatch::{Inbox, NamespaceHandler},
    protocol::{self, Packet, RawSocket, Refusal},
};

/// The namespace's handler. Newer clients are refused, as they are without these.
#[derive(Clone)]
pub(super) struct OldRoot(pub(super) NamespaceHandler);

impl protocol::NamespaceHandler for OldRoot {
    type Socket = Arc<Inbox>;

    async fn admit(
        &self,
        socket: &RawSocket,
        auth: Option<&Packet>,
    ) -> Result<Arc<Inbox>, Refusal> {
        if socket.engine_io_version() > 3 {
            // The protocol library's own words.
            return Err(Box::new("Invalid namespace"));
        }
        self.0.admit(socket, auth).await
    }

    fn connected(&self, socket: RawSocket) {
        self.0.connected(socket);
    }
}
