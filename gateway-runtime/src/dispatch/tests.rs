//! What cannot be brought about from outside: two namespaces of one name, and a shutdown in between.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::body::{Body, to_bytes};
use http::Request;
use tokio::{sync::Semaphore, time::timeout};

use super::{Inbox, connection::NamespaceHandler, namespace::NamespaceRuntime};
use crate::{
    blocking::BlockingPool,
    enhance::ConnectionGuards,
    gateway::Ordering,
    options::{Parser, Transport},
    protocol,
    protocol::{
        Backends, ConnectError, DisconnectReason, Packet, RawSocket, Service, SocketHandler,
    },
    providers::Providers,
    registry::Table,
    session::{
        DynamicLimits, DynamicNamespaces, ErrorPolicy, Lifecycle, NamespaceContext, Served,
        Shutdown,
    },
};

const PATH: &str = "/chat/7";
/// How many namespaces a connection may have.
const SHARE: usize = 2;
const PATIENCE: Duration = Duration::from_secs(5);

/// A server with the pattern `/chat/{room}` and no gateways.
struct Server {
    protocol: protocol::Server,
    service: Service,
    runtime: Arc<NamespaceRuntime>,
    namespaces: Arc<DynamicNamespaces>,
    doors: Doors,
}

/// Where connections wait until a test lets them through.
#[derive(Clone)]
struct Doors {
    before: Arc<Semaphore>,
    after: Arc<Semaphore>,
}

/// The handler of namespaces, with a door on each side of it.
#[derive(Clone)]
struct Slow(NamespaceHandler, Doors);

impl protocol::NamespaceHandler for Slow {
    type Socket = Arc<Inbox>;

    async fn admit(
        &self,
        socket: &RawSocket,
        auth: Option<&Packet>,
    ) -> Result<Arc<Inbox>, ConnectError> {
        let _one = self.1.before.acquire().await;
        let inbox = self.0.admit(socket, auth).await?;
        let _one = self.1.after.acquire().await;
        Ok(inbox)
    }

    fn connected(&self, socket: RawSocket) {
        self.0.connected(socket);
    }
}

/// Lets in, and then the connection ends before CONNECT can be sent.
#[derive(Clone)]
struct Closing(NamespaceHandler);

impl protocol::NamespaceHandler for Closing {
    type Socket = Arc<Inbox>;

    async fn admit(
        &self,
        socket: &RawSocket,
        auth: Option<&Packet>,
    ) -> Result<Arc<Inbox>, ConnectError> {
        let inbox = self.0.admit(socket, auth).await?;
        let rooms = socket.rooms();
        SocketHandler::left(
            &inbox,
            socket.clone(),
            DisconnectReason::TransportClose,
            rooms,
        );
        Err(Box::new("it is gone"))
    }

    fn connected(&self, _: RawSocket) {}
}

impl Server {
    /// `before` and `after`: whether those doors are open.
    fn start(before: bool, after: bool) -> Self {
        let backends = Backends::default();
        let settings = protocol::Settings {
            path: "/socket.io".to_owned(),
            parser: Parser::Common,
            transports: vec![Transport::Polling],
            ping_interval: PATIENCE,
            ping_timeout: PATIENCE,
            connect_timeout: PATIENCE,
            max_payload: 10_000,
            longest_response: 10_000,
            max_attachments: 0,
            max_buffer_size: 128,
        };
        let (protocol, service) = protocol::Server::new(&settings, backends);
        let runtime = Arc::new(NamespaceRuntime {
            connection_span: None,
            context: Arc::new(NamespaceContext {
                #[cfg(feature = "metrics")]
                metrics: None,
                name: "/chat/{room}",
                max_waiting_answers: 8,
                heartbeat: PATIENCE,
                lifecycle: Arc::new(Lifecycle::default()),
                errors: ErrorPolicy::default(),
                blocking: Arc::new(BlockingPool::new(1, &Arc::default())),
                providers: Arc::new(Providers::default()),
                served: OnceLock::new(),
            }),
            members: Vec::new(),
            table: Table::default(),
            guards: ConnectionGuards::default(),
            max_auth: 1_000,
            ordering: Ordering::Start,
            max_in_flight: 8,
            ignores_unknown_events: false,
            unknown_events: crate::mistakes::LineLimit::default(),
        });
        let lifecycle = Arc::clone(&runtime.context.lifecycle);
        let limits = Arc::new(DynamicLimits::new(3, SHARE));
        let namespaces =
            DynamicNamespaces::new(runtime.context.name, limits, protocol.clone(), lifecycle);
        let namespaces = Arc::new(namespaces.expect("is a pattern"));
        runtime
            .context
            .served
            .get_or_init(|| Served::Pattern(Arc::clone(&namespaces)));
        let doors = Doors {
            before: Arc::new(Semaphore::new(usize::from(before) * 100)),
            after: Arc::new(Semaphore::new(usize::from(after) * 100)),
        };
        protocol
            .serve_pattern(
                runtime.context.name,
                Slow(NamespaceHandler::new(&runtime), doors.clone()),
            )
            .expect("is a pattern");
        Self {
            protocol,
            service,
            runtime,
            namespaces,
            doors,
        }
    }

    /// As if another first client had made the namespace at the same time.
    async fn replace_the_namespace(&self) {
        let handler = NamespaceHandler::new(&self.runtime);
        self.protocol.serve(PATH, handler).await.expect("is local");
    }

    /// Connections to the namespace end before CONNECT.
    async fn close_the_namespace_for_all(&self) {
        let handler = Closing(NamespaceHandler::new(&self.runtime));
        self.protocol.serve(PATH, handler).await.expect("is local");
    }

    /// Waits until the namespace that `PATH` stands for is gone.
    async fn until_there_is_none(&self) {
        let gone = async {
            while self.protocol.namespace(PATH).is_some() {
                tokio::task::yield_now().await;
            }
        };
        assert!(timeout(PATIENCE, gone).await.is_ok());
    }

    async fn answer(&self, request: Request<Body>) -> String {
        let response = self.service.answer(request).await;
        let bytes = to_bytes(response.into_body(), 10_000).await.expect("ends");
        String::from_utf8(bytes.to_vec()).expect("is text")
    }

    async fn client(&self) -> Client<'_> {
        let url = "/socket.io/?EIO=4&transport=polling";
        let opened = self
            .answer(Request::get(url).body(Body::empty()).expect("is a request"))
            .await;
        let opened: serde_json::Value = serde_json::from_str(&opened[1..]).expect("is JSON");
        let url = format!("{url}&sid={}", opened["sid"].as_str().expect("is text"));
        Client { server: self, url }
    }

    /// How many sockets are in the namespace that `PATH` stands for.
    fn sockets(&self) -> usize {
        let namespace = self.namespaces.get(PATH).expect("exists");
        namespace.sessions().len()
    }
}

/// One that polls.
struct Client<'a> {
    server: &'a Server,
    url: String,
}

impl Client<'_> {
    async fn send(&self, packet: String) {
        let request = Request::post(&self.url).body(Body::from(packet));
        let answer = self.server.answer(request.expect("is a request")).await;
        assert_eq!(answer, "ok");
    }

    async fn connect(&self) {
        self.connect_to(PATH).await;
    }

    async fn connect_to(&self, path: &str) {
        self.send(format!("40{path},")).await;
    }

    /// What it receives, but for pings, up to the poll that has a packet that begins with `last`.
    async fn receive(&self, last: &str) -> Vec<String> {
        let mut packets = Vec::new();
        let received = async {
            loop {
                let request = Request::get(&self.url).body(Body::empty());
                let answer = self.server.answer(request.expect("is a request")).await;
                let received = answer.split('\u{1e}').filter(|packet| *packet != "2");
                packets.extend(received.map(ToOwned::to_owned));
                if packets.iter().any(|packet| packet.starts_with(last)) {
                    break;
                }
            }
        };
        let is_in_time = timeout(PATIENCE, received).await.is_ok();
        assert!(is_in_time, "waited for {last}, got {packets:?}");
        packets
    }
}

#[tokio::test]
async fn who_is_in_a_namespace_that_was_replaced_is_told_so() {
    let server = Server::start(true, true);
    let (first, second) = (server.client().await, server.client().await);
    first.connect().await;
    first.receive("40/chat/7,").await;
    server.replace_the_namespace().await;
    second.connect().await;
    second.receive("40/chat/7,").await;
    first.receive("41/chat/7,").await;
    assert_eq!(server.sockets(), 1);
}

#[tokio::test]
async fn who_is_just_getting_connect_in_a_namespace_that_is_replaced_is_told_so_too() {
    let server = Server::start(true, false);
    let (first, second) = (server.client().await, server.client().await);
    first.connect().await;
    // Counted, and not yet to be found among the sockets.
    tokio::task::yield_now().await;
    assert_eq!(server.sockets(), 0);
    server.replace_the_namespace().await;
    second.connect().await;
    second.receive("40/chat/7,").await;
    server.doors.after.add_permits(1);
    first.receive("41/chat/7,").await;
    assert_eq!(server.sockets(), 1);
}

#[tokio::test]
async fn a_connection_that_asks_twice_is_not_let_into_the_namespace_that_was_replaced() {
    let server = Server::start(false, true);
    let client = server.client().await;
    client.connect().await;
    tokio::task::yield_now().await;
    server.replace_the_namespace().await;
    client.connect().await;
    client.receive("40/chat/7,").await;
    server.doors.before.add_permits(1);
    let refused = client.receive("4").await;
    assert_eq!(
        refused,
        [format!(
            "44{PATH},{{\"message\":\"{}\"}}",
            crate::session::GONE
        )]
    );
    assert_eq!(server.sockets(), 1);
}

#[tokio::test]
async fn who_is_gone_before_connect_leaves_nothing_behind() {
    let server = Server::start(true, true);
    server.close_the_namespace_for_all().await;
    let client = server.client().await;
    client.connect().await;
    client.receive("44/chat/7,").await;
    // Nobody was accepted: it goes at once.
    server.until_there_is_none().await;
}

/// A client that has its share of namespaces, and is in them.
async fn with_its_share(server: &Server) -> Client<'_> {
    let client = server.client().await;
    for number in 0..SHARE {
        let path = format!("/chat/own-{number}");
        client.connect_to(&path).await;
        client.receive(&format!("40{path},")).await;
    }
    client
}

#[tokio::test]
async fn who_has_its_share_leaves_nothing_behind_where_it_is_refused() {
    let server = Server::start(true, true);
    let client = with_its_share(&server).await;
    client.connect().await;
    let refused = client.receive("44").await;
    assert_eq!(
        refused,
        [format!(
            "44{PATH},{{\"message\":\"{}\"}}",
            crate::session::SHARE_TAKEN
        )]
    );
    assert!(server.protocol.namespace(PATH).is_none());
    assert!(server.namespaces.get(PATH).is_none());
}

#[tokio::test]
async fn who_has_its_share_takes_nothing_from_others_where_it_is_refused() {
    let server = Server::start(true, true);
    let (greedy, other) = (with_its_share(&server).await, server.client().await);
    other.connect().await;
    other.receive("40/chat/7,").await;
    greedy.connect().await;
    greedy.receive("44/chat/7,").await;
    assert!(server.protocol.namespace(PATH).is_some());
    assert_eq!(server.sockets(), 1);
}

#[tokio::test]
async fn who_is_in_a_namespace_that_was_replaced_by_one_that_is_refused_is_told_so() {
    let server = Server::start(true, true);
    let (greedy, other) = (with_its_share(&server).await, server.client().await);
    other.connect().await;
    other.receive("40/chat/7,").await;
    server.replace_the_namespace().await;
    greedy.connect().await;
    greedy.receive("44/chat/7,").await;
    other.receive("41/chat/7,").await;
    assert!(server.protocol.namespace(PATH).is_none());
    assert!(server.namespaces.get(PATH).is_none());
}

#[tokio::test]
async fn who_is_gone_before_connect_gives_its_share_back() {
    let server = Server::start(true, true);
    server.close_the_namespace_for_all().await;
    let client = server.client().await;
    for _ in 0..=SHARE {
        client.connect().await;
        let answers = client.receive("44/chat/7,").await;
        assert!(answers.concat().contains("it is gone"), "{answers:?}");
        server.until_there_is_none().await;
        server.close_the_namespace_for_all().await;
    }
}

#[tokio::test]
async fn a_shutdown_that_takes_its_time_still_finds_the_connections_to_close() {
    let server = Server::start(true, true);
    let client = server.client().await;
    client.connect().await;
    client.receive("40/chat/7,").await;
    let lifecycle = &server.runtime.context.lifecycle;
    lifecycle.begin_shutdown(Shutdown::Call, tokio::time::Instant::now());
    for inbox in server.runtime.inboxes() {
        inbox.disconnect_by_server(DisconnectReason::ServerShuttingDown);
    }
    lifecycle.until_all_sessions_end().await;
    // Longer than an empty namespace stays otherwise: somebody else's hook is still running.
    tokio::time::sleep(crate::session::EMPTY * 3 / 2).await;
    assert!(server.protocol.namespace(PATH).is_some());
    assert_eq!(server.sockets(), 1);
}
