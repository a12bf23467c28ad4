//! `NodeNamespace` as a `Publisher` and a `Conversation`: what is told to the other servers, and what they are asked of
//! their sockets.

use std::{sync::Arc, time::Duration};

use futures_util::{FutureExt as _, TryFutureExt as _, future::BoxFuture};
use serde_json::value::RawValue;
use socketioxide_core::adapter::BroadcastOptions;

use super::{
    NodeNamespace, described::DescribedSocket, dialect::Written, recipients::Recipients,
    said::Wanted,
};
use crate::{
    error::SharingError,
    protocol::{
        Conversation, Publication, Publisher, Reachability, RoomFollower, SocketDescription,
    },
};

impl NodeNamespace {
    /// Hands `publication` to Redis.
    pub(super) async fn send(
        &self,
        publication: Publication<'_>,
        options: &BroadcastOptions,
    ) -> Result<(), SharingError> {
        // Nothing is written for a Redis that is away.
        self.link.check()?;
        let recipients = Recipients::of(options);
        let written = match publication {
            Publication::Emit(packet) => self.dialect.event(packet, &recipients),
            Publication::ChangeRooms(change, rooms) => {
                self.dialect.change_rooms(change, rooms, &recipients)
            }
            Publication::Disconnect => self.dialect.disconnect(&recipients, false),
        };
        self.hand_over(written).await
    }

    async fn hand_over(&self, written: Written) -> Result<(), SharingError> {
        let parcel = written.map_err(|error| SharingError(error.into()))?;
        Ok(self.publish(&parcel).await?)
    }

    /// Notes an error, for the log.
    async fn noted(
        &self,
        told: impl Future<Output = Result<(), SharingError>>,
    ) -> Result<(), SharingError> {
        told.inspect_err(|_| self.link.status().not_shared()).await
    }
}

impl Publisher for NodeNamespace {
    fn tell<'a>(
        &'a self,
        publication: Publication<'a>,
        options: &'a BroadcastOptions,
    ) -> BoxFuture<'a, Result<(), SharingError>> {
        self.noted(self.send(publication, options)).boxed()
    }

    fn count(&self) -> BoxFuture<'_, Result<u16, SharingError>> {
        self.servers().map_err(SharingError::from).boxed()
    }

    fn check(&self) -> Result<(), SharingError> {
        Ok(self.link.check()?)
    }

    fn forget(&self) {
        self.end();
    }

    fn conversation(&self) -> Option<&dyn Conversation> {
        Some(self)
    }

    fn follower(&self) -> Option<Arc<dyn RoomFollower>> {
        let rooms = self.dialect.followed()?;
        Some(Arc::clone(rooms) as Arc<_>)
    }
}

impl Reachability for NodeNamespace {
    fn lost(&self) -> BoxFuture<'_, SharingError> {
        self.link.lost().map(SharingError::from).boxed()
    }
}

impl Conversation for NodeNamespace {
    fn sockets<'a>(
        &'a self,
        options: &'a BroadcastOptions,
        timeout: Option<Duration>,
    ) -> BoxFuture<'a, Result<Vec<SocketDescription>, SharingError>> {
        async move {
            let answers = self
                .ask(Wanted::Descriptions, &Recipients::of(options), timeout)
                .await?;
            let sockets = answers.into_iter().flat_map(|answer| answer.sockets);
            Ok(sockets.filter_map(DescribedSocket::read).collect())
        }
        .boxed()
    }

    fn close<'a>(
        &'a self,
        options: &'a BroadcastOptions,
    ) -> BoxFuture<'a, Result<(), SharingError>> {
        let closed = async {
            let written = self.dialect.disconnect(&Recipients::of(options), true);
            self.hand_over(written).await
        };
        self.noted(closed).boxed()
    }

    fn emit_to_servers<'a>(
        &'a self,
        event: &'a str,
        payload: &'a RawValue,
    ) -> BoxFuture<'a, Result<(), SharingError>> {
        let told = async move {
            let written = self.dialect.event_for_servers(event, payload);
            self.hand_over(written).await
        };
        self.noted(told).boxed()
    }
}
