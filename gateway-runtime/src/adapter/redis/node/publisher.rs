//! `NodeNamespace` as a `Publisher` and a `Conversation`: what is told to the other servers, and what they are asked of
//! their sockets.

use futures_util::{FutureExt as _, TryFutureExt as _, future::BoxFuture};
use serde_json::value::RawValue;
use socketioxide_core::adapter::BroadcastOptions;

use super::{
    NodeNamespace,
    message::{Broadcast, Description, Request, RequestType},
    recipients::Recipients,
};
use crate::{
    error::SharingError,
    protocol::{Conversation, Publication, Publisher, Reachability, RoomChange, SocketDescription},
};

impl NodeNamespace {
    /// Hands `publication` to Redis.
    pub(super) async fn send(
        &self,
        publication: Publication<'_>,
        options: &BroadcastOptions,
    ) -> Result<(), SharingError> {
        self.link.check()?;
        let recipients = Recipients::of(options);
        match publication {
            Publication::Emit(packet) => {
                let message = Broadcast::write(&self.uid, packet, &recipients)
                    .map_err(|error| SharingError(error.into()))?;
                let channel = self.names.broadcasts_to(&recipients.rooms);
                Ok(self.publish(&channel, &message).await?)
            }
            Publication::ChangeRooms(change, rooms) => {
                let kind = match change {
                    RoomChange::Join => RequestType::Join,
                    RoomChange::Leave => RequestType::Leave,
                };
                let mut request = Request::written(&self.uid, kind);
                request.opts = Some(&recipients);
                request.rooms = Some(rooms);
                self.request(request.to_bytes()).await
            }
            Publication::Disconnect => self.disconnect(&recipients, false).await,
        }
    }

    async fn disconnect(&self, recipients: &Recipients, close: bool) -> Result<(), SharingError> {
        let mut request = Request::written(&self.uid, RequestType::Disconnect);
        request.opts = Some(recipients);
        request.close = Some(close);
        self.request(request.to_bytes()).await
    }

    async fn request(&self, request: serde_json::Result<Vec<u8>>) -> Result<(), SharingError> {
        self.link.check()?;
        let request = request.map_err(|error| SharingError(error.into()))?;
        Ok(self.publish(&self.names.requests, &request).await?)
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
    ) -> BoxFuture<'a, Result<Vec<SocketDescription>, SharingError>> {
        async {
            let answers = self
                .ask(RequestType::Fetch, &Recipients::of(options))
                .await?;
            let sockets = answers.into_iter().flat_map(|answer| answer.sockets);
            Ok(sockets.filter_map(Description::read).collect())
        }
        .boxed()
    }

    fn close<'a>(
        &'a self,
        options: &'a BroadcastOptions,
    ) -> BoxFuture<'a, Result<(), SharingError>> {
        let closed = async { self.disconnect(&Recipients::of(options), true).await };
        self.noted(closed).boxed()
    }

    fn emit_to_servers<'a>(
        &'a self,
        event: &'a str,
        payload: &'a RawValue,
    ) -> BoxFuture<'a, Result<(), SharingError>> {
        let told = async move {
            let mut request = Request::written(&self.uid, RequestType::ServerSideEmit);
            request.data = Some((event, payload));
            self.request(request.to_bytes()).await
        };
        self.noted(told).boxed()
    }
}
