//! What servers tell each other through Redis.

use std::sync::{Arc, Mutex};

use futures_util::{FutureExt as _, TryFutureExt as _, future::BoxFuture};
use socketioxide_core::{
    Uid,
    adapter::{
        BroadcastOptions,
        remote_packet::{RequestOut, RequestTypeOut},
    },
};

use super::{
    link::{Link, LinkOwner},
    servers::Servers,
};
use crate::{
    adapter::publisher::{Publisher, Told},
    error::SharingError,
    sync::lock,
};

/// The channels of one namespace.
pub(super) struct Channels {
    link: Arc<Link>,
    /// Until the namespace is closed.
    hold: Mutex<Option<Hold>>,
    prefix: String,
    namespace: String,
    server: Uid,
}

/// What keeps the link alive.
pub(super) enum Hold {
    /// The handles of an emitter.
    Emitter { _link: LinkOwner },
    /// The server that the namespace is on.
    Server(Arc<Servers>, Uid),
}

impl Channels {
    /// The channels that the servers of `namespace` listen to; `server` is this one.
    pub(super) fn new(
        link: &LinkOwner,
        hold: Hold,
        prefix: String,
        namespace: &str,
        server: Uid,
    ) -> Self {
        Self {
            link: Arc::clone(link.link()),
            hold: Mutex::new(Some(hold)),
            prefix,
            namespace: namespace.to_owned(),
            server,
        }
    }

    /// What all servers listen to; what one listens to for itself.
    fn requests(&self, server: Option<Uid>) -> String {
        let (prefix, namespace) = (&self.prefix, &self.namespace);
        match server {
            None => format!("{prefix}-request#{namespace}#"),
            Some(server) => format!("{prefix}-request#{namespace}#{server}#"),
        }
    }

    fn responses(&self) -> String {
        let (prefix, namespace, server) = (&self.prefix, &self.namespace, self.server);
        format!("{prefix}-response#{namespace}#{server}#")
    }

    async fn send(&self, told: Told<'_>, options: &BroadcastOptions) -> Result<(), SharingError> {
        self.check()?;
        let what = match told {
            Told::Emit(packet) => RequestTypeOut::Broadcast(packet),
            Told::Join(rooms) => RequestTypeOut::AddSockets(rooms),
            Told::Leave(rooms) => RequestTypeOut::DelSockets(rooms),
            Told::Disconnect => RequestTypeOut::DisconnectSockets,
        };
        let request = RequestOut::new(self.server, what, options);
        let request = rmp_serde::to_vec(&request).map_err(|error| SharingError(error.into()))?;
        let channel = self.requests(options.server_id);
        let published = self
            .link
            .command(async |connection| connection.publish(&channel, &request).await);
        Ok(published.await?)
    }
}

impl Publisher for Channels {
    fn tell<'a>(
        &'a self,
        told: Told<'a>,
        options: &'a BroadcastOptions,
    ) -> BoxFuture<'a, Result<(), SharingError>> {
        self.send(told, options)
            .inspect_err(|_| self.link.status.not_shared())
            .boxed()
    }

    fn count(&self) -> BoxFuture<'_, Result<u16, SharingError>> {
        async {
            let everyone = self.requests(None);
            let count = self
                .link
                .command(async |connection| connection.subscribers(&everyone).await);
            Ok(count.await?)
        }
        .boxed()
    }

    fn check(&self) -> Result<(), SharingError> {
        Ok(self.link.check()?)
    }

    fn lost(&self) -> BoxFuture<'_, SharingError> {
        self.link.lost().map(SharingError::from).boxed()
    }

    fn forget(&self) {
        for channel in [
            self.requests(None),
            self.requests(Some(self.server)),
            self.responses(),
        ] {
            self.link.inbox.remove(&channel);
        }
        let hold = lock(&self.hold).take();
        if let Some(Hold::Server(servers, server)) = hold {
            servers.leave(server);
        }
    }
}
