//! `NodeAdapter` is the protocol library's adapter of a namespace that is shared with servers of Node.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use futures_core::stream::FusedStream;
use futures_util::{FutureExt as _, future::BoxFuture, stream};
use socketioxide::AckError;
use socketioxide_core::{
    adapter::{
        AckStreamItem, BroadcastOptions, CoreAdapter, CoreLocalAdapter, RemoteSocketData, Room,
        RoomParam, Spawnable,
        errors::{AdapterError, BroadcastError},
    },
    packet::Packet,
};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout},
};

use super::{
    NodeNamespace, acknowledgements::Acknowledgements, arriving::Arrival, clients::Clients,
    leaving::Answered, recipients::Recipients, said::Wanted,
};
use crate::{
    adapter::{
        outage::Unreachable,
        redis::{driver::FIRST_CONNECTION, options::WAITING_MESSAGES},
    },
    protocol::{Publication, RoomChange, SocketioxideEmitter},
    spawn::spawn,
};

/// The adapter. It reads for as long as the namespace is open, and owns itself meanwhile.
pub(in super::super) struct NodeAdapter {
    pub(super) namespace: Arc<NodeNamespace>,
    pub(super) local: CoreLocalAdapter<SocketioxideEmitter>,
    pub(super) clients: Clients,
    pub(super) arrival: Arrival,
    pub(super) answered: Answered,
}

/// The future that ends when the other servers are heard.
pub(in super::super) struct Subscribed(BoxFuture<'static, Result<(), Unreachable>>);

impl Future for Subscribed {
    type Output = Result<(), Unreachable>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl Spawnable for Subscribed {
    fn spawn(self) {
        spawn(Box::pin(async move {
            if let Err(error) = self.await {
                tracing::error!(%error, "a namespace cannot be shared with servers of Node");
            }
        }));
    }
}

impl From<Unreachable> for AdapterError {
    fn from(error: Unreachable) -> Self {
        Self(Box::new(error))
    }
}

impl NodeAdapter {
    async fn subscribe(self: Arc<Self>) -> Result<(), Unreachable> {
        // One queue, so that what was said first is done first.
        let (sender, messages) = mpsc::channel(WAITING_MESSAGES);
        let link = &self.namespace.link;
        let dialect = &self.namespace.dialect;
        let subscriptions = dialect.subscriptions();
        // Before Redis knows of the subscriptions: the first messages would find nobody.
        for subscription in &subscriptions {
            let sender = sender.clone();
            link.inbox
                .insert(subscription.clone(), dialect.language(), sender);
        }
        if let Some(rooms) = dialect.followed() {
            rooms.begin(sender);
        }
        // If there is none, the next command says why.
        let _ = timeout(FIRST_CONNECTION, link.connected()).await;
        let subscribed = link
            .command(async |connection| connection.subscribe(&subscriptions).await)
            .await;
        if let Err(error) = subscribed {
            self.namespace.end();
            return Err(error);
        }
        self.arrival.note();
        spawn(Box::pin(Arc::clone(&self).listen(messages)));
        if let Some(rooms) = dialect.followed() {
            spawn(Box::pin(Arc::clone(&self).follow(Arc::clone(rooms))));
        }
        Ok(())
    }

    /// Lets sockets of all servers join rooms or leave them: tells the others, and does it here whatever became of that.
    async fn change_rooms(
        &self,
        change: RoomChange,
        options: BroadcastOptions,
        rooms: Vec<Room>,
    ) -> Result<(), AdapterError> {
        let told = self
            .namespace
            .send(Publication::ChangeRooms(change, &rooms), &options)
            .await;
        self.change_rooms_here(change, options, rooms).await;
        told.map_err(|error| AdapterError(Box::new(error)))
    }
}

type AckStream = Pin<Box<dyn FusedStream<Item = AckStreamItem<AckError>> + Send>>;

impl CoreAdapter<SocketioxideEmitter> for NodeAdapter {
    type Error = AdapterError;
    type State = Arc<NodeNamespace>;
    type AckStream = AckStream;
    type InitRes = Subscribed;

    fn new(namespace: &Arc<NodeNamespace>, local: CoreLocalAdapter<SocketioxideEmitter>) -> Self {
        Self {
            namespace: Arc::clone(namespace),
            clients: Clients::of(&local),
            local,
            arrival: Arrival::default(),
            answered: Answered::default(),
        }
    }

    fn init(self: Arc<Self>, on_success: impl FnOnce() + Send + 'static) -> Subscribed {
        let subscribed = async {
            self.subscribe().await?;
            on_success();
            Ok(())
        };
        Subscribed(subscribed.boxed())
    }

    async fn close(&self) -> Result<(), AdapterError> {
        Ok(self.leave().await?)
    }

    async fn server_count(&self) -> Result<u16, AdapterError> {
        Ok(self.namespace.servers().await?)
    }

    async fn broadcast(
        &self,
        packet: Packet,
        options: BroadcastOptions,
    ) -> Result<(), BroadcastError> {
        let told = self
            .namespace
            .send(Publication::Emit(&packet), &options)
            .await;
        self.local.broadcast(packet, options)?;
        told.map_err(|error| AdapterError(Box::new(error)).into())
    }

    async fn broadcast_with_ack(
        &self,
        packet: Packet,
        options: BroadcastOptions,
        timeout: Option<Duration>,
    ) -> Result<AckStream, AdapterError> {
        let timeout = timeout.unwrap_or_else(|| self.local.ack_timeout());
        let waiting = self.namespace.asked.wait();
        let recipients = Recipients::of(&options).with_timeout(timeout);
        let dialect = &self.namespace.dialect;
        let question = dialect.question(&waiting.id, &packet, &recipients);
        let question = question.map_err(|error| AdapterError(Box::new(error)))?;
        let others = self.namespace.publish_and_count(&question).await?;
        let deadline = Instant::now() + timeout;
        let theirs = Acknowledgements::new(waiting, self.clients, others, deadline);
        let theirs = stream::unfold(theirs, Acknowledgements::next);
        let (ours, _) = self
            .local
            .broadcast_with_ack(packet, options, Some(timeout));
        Ok(Box::pin(stream::select(ours, theirs)))
    }

    async fn add_sockets(
        &self,
        options: BroadcastOptions,
        rooms: impl RoomParam,
    ) -> Result<(), AdapterError> {
        let rooms = rooms.into_room_iter().collect();
        self.change_rooms(RoomChange::Join, options, rooms).await
    }

    async fn del_sockets(
        &self,
        options: BroadcastOptions,
        rooms: impl RoomParam,
    ) -> Result<(), AdapterError> {
        let rooms = rooms.into_room_iter().collect();
        self.change_rooms(RoomChange::Leave, options, rooms).await
    }

    async fn disconnect_socket(&self, options: BroadcastOptions) -> Result<(), BroadcastError> {
        let told = self.namespace.send(Publication::Disconnect, &options).await;
        self.local
            .disconnect_socket(options)
            .map_err(BroadcastError::Socket)?;
        told.map_err(|error| AdapterError(Box::new(error)).into())
    }

    async fn rooms(&self, options: BroadcastOptions) -> Result<Vec<Room>, AdapterError> {
        let recipients = Recipients::of(&options);
        let mut rooms = self.local.rooms(options);
        for answer in self.namespace.ask(Wanted::Rooms, &recipients, None).await? {
            let of_sockets = answer.sockets.into_iter().flat_map(|socket| socket.rooms);
            rooms.extend(answer.rooms.into_iter().chain(of_sockets).map(Room::Owned));
        }
        Ok(rooms.into_iter().collect())
    }

    /// The library has no room for the ids of Node's sockets: see `Conversation::sockets`.
    async fn fetch_sockets(
        &self,
        options: BroadcastOptions,
    ) -> Result<Vec<RemoteSocketData>, AdapterError> {
        Ok(self.local.fetch_sockets(options))
    }

    fn get_local(&self) -> &CoreLocalAdapter<SocketioxideEmitter> {
        &self.local
    }
}
