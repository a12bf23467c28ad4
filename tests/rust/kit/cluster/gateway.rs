//! `Shared` is the gateway of the servers, with what the tests ask of all of them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use gateway_runtime::{
    Broadcast, GatewayAppBuilder, RemoteSocket, SocketId,
    prelude::*,
    testing::{Client, TestCluster},
};

/// How long a server waits for the answers of the others.
pub(super) const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a server that was cut off may need to be back.
pub(super) const BACK: Duration = Duration::from_secs(1);

/// How many events are a flood.
pub(super) const FLOOD: usize = 2_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
#[event("news")]
pub(super) struct News(pub(super) u32);

#[websocket_gateway(namespace = "shared", emits(News))]
pub(super) struct Shared {
    #[websocket_server]
    server: Server<Shared>,
    /// How many disconnect hooks have run.
    #[inject]
    left: Arc<AtomicU32>,
}

#[websocket_gateway]
impl Shared {
    #[on_gateway_connection]
    fn connected(&self, socket: Socket<Self>) {
        socket.join("everybody");
    }

    #[on_gateway_disconnect]
    async fn disconnected(&self) -> Result<(), EmitError> {
        self.left.fetch_add(1, Relaxed);
        self.server.emit_event(&News(0)).await.map(drop)
    }

    /// Answers whether the other servers were told.
    #[subscribe_message("say")]
    async fn say(&self, #[message_body] number: u32) -> Result<bool, WsError> {
        let delivery = self.server.emit_event(&News(number)).await?;
        Ok(delivery.shared.is_ok())
    }

    #[subscribe_message("count")]
    async fn count(&self) -> Result<usize, WsError> {
        Ok(self.server.count().await?)
    }

    #[on_server_event("told")]
    async fn told(&self, #[message_body] news: u32) -> Result<(), EmitError> {
        let here = self.server.local();
        here.emit_event(&News(news)).await.map(drop)
    }

    /// More at once than a connection has room for.
    #[on_server_event("flood")]
    fn flood(&self) -> Result<(), EmitError> {
        for socket in self.server.sockets()? {
            for _ in 0..FLOOD {
                socket.emit("drop", &"x".repeat(1_000))?;
            }
        }
        Ok(())
    }
}

pub(super) fn builder() -> GatewayAppBuilder {
    counting(&Arc::default())
}

pub(super) fn counting(left: &Arc<AtomicU32>) -> GatewayAppBuilder {
    GatewayApp::builder()
        .provide(Arc::clone(left))
        .only::<(Shared,)>()
}

pub(super) async fn start(servers: usize) -> TestCluster {
    TestCluster::start(servers, |_| builder()).await.unwrap()
}

/// A client of each server, who answers `question` with the number of its server.
pub(super) async fn clients(cluster: &TestCluster) -> Vec<Client> {
    let mut clients = Vec::new();
    for (number, app) in cluster.iter().enumerate() {
        let client = app.connect::<Shared>().await.unwrap();
        client.answer_to("question", move |(): ()| number);
        clients.push(client);
    }
    clients
}

pub(super) async fn back(cluster: &TestCluster, server: usize) {
    let health = cluster[server].health();
    while !health.is_up() {
        health.changed().await;
    }
}

pub(super) async fn nothing_more(clients: &[Client]) {
    for client in clients {
        client.no_event().await;
    }
}

/// Who answers a question that is asked from a server, and whether the others were asked.
pub(super) async fn answers(server: &Server<Shared>) -> (Vec<usize>, bool) {
    let asked = server.emit_with_ack::<_, usize>("question", &()).await;
    let asked = asked.unwrap();
    let shared = asked.shared().is_ok();
    let answers = asked.all().await;
    let mut numbers: Vec<_> = answers
        .into_iter()
        .filter_map(|(_, answer)| answer.ok())
        .collect();
    numbers.sort_unstable();
    (numbers, shared)
}

pub(super) async fn ids(chosen: Broadcast<Shared>) -> Vec<SocketId> {
    let sockets = chosen.fetch_sockets().await.unwrap();
    let mut ids: Vec<_> = sockets.iter().map(RemoteSocket::id).collect();
    ids.sort_unstable_by_key(SocketId::to_string);
    ids
}

pub(super) fn sorted<const N: usize>(mut ids: [SocketId; N]) -> Vec<SocketId> {
    ids.sort_unstable_by_key(SocketId::to_string);
    ids.to_vec()
}

/// Two servers hear one another, and know of one another.
pub(super) async fn assert_is_shared(cluster: &TestCluster, clients: &[Client]) {
    clients.iter().for_each(Client::forget_events);
    for (number, client) in (100..).zip(clients) {
        assert!(client.ask::<bool>("say", &number).await.unwrap());
        for client in clients {
            assert_eq!(client.event::<News>().await, News(number));
        }
    }
    for app in cluster.iter() {
        let server = app.server::<Shared>();
        assert_eq!(server.server_count().await.unwrap(), cluster.len());
        assert_eq!(server.count().await.unwrap(), clients.len());
    }
    nothing_more(clients).await;
}
