//! `Channels` are what the servers of one namespace tell each other through.

use std::sync::{Arc, Mutex};

use futures_util::{FutureExt as _, TryFutureExt as _, future::BoxFuture};
use socketioxide_core::{
    Uid,
    adapter::{
        BroadcastOptions,
        remote_packet::{RequestOut, RequestTypeOut},
    },
};

use super::{hold::Hold, link::Link};
use crate::{
    error::SharingError,
    protocol::{Publication, Publisher, Reachability, RoomChange},
    sync::lock,
};

/// The channels of one namespace.
pub(super) struct Channels {
    link: Arc<Link>,
    /// `None` when the namespace is closed.
    hold: Mutex<Option<Hold>>,
    prefix: String,
    namespace: String,
    server: Uid,
}

impl Channels {
    /// The channels that the servers of `namespace` listen to; `server` is this one.
    pub(super) fn new(
        link: &Arc<Link>,
        hold: Hold,
        prefix: String,
        namespace: &str,
        server: Uid,
    ) -> Self {
        Self {
            link: Arc::clone(link),
            hold: Mutex::new(Some(hold)),
            prefix,
            namespace: namespace.to_owned(),
            server,
        }
    }

    /// The channel that all servers listen to, or the one that only `server` listens to.
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

    async fn send(
        &self,
        publication: Publication<'_>,
        options: &BroadcastOptions,
    ) -> Result<(), SharingError> {
        self.check()?;
        let what = match publication {
            Publication::Emit(packet) => RequestTypeOut::Broadcast(packet),
            Publication::ChangeRooms(RoomChange::Join, rooms) => RequestTypeOut::AddSockets(rooms),
            Publication::ChangeRooms(RoomChange::Leave, rooms) => RequestTypeOut::DelSockets(rooms),
            Publication::Disconnect => RequestTypeOut::DisconnectSockets,
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
        publication: Publication<'a>,
        options: &'a BroadcastOptions,
    ) -> BoxFuture<'a, Result<(), SharingError>> {
        self.send(publication, options)
            .inspect_err(|_| self.link.status().not_shared())
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

    fn forget(&self) {
        for channel in [
            self.requests(None),
            self.requests(Some(self.server)),
            self.responses(),
        ] {
            self.link.inbox.remove(&channel.into());
        }
        // The lock is released before the hold is.
        let hold = lock(&self.hold).take();
        drop(hold);
    }
}

impl Reachability for Channels {
    fn lost(&self) -> BoxFuture<'_, SharingError> {
        self.link.lost().map(SharingError::from).boxed()
    }
}
