//! `Node` is one of several servers that share rooms, with one client.

use std::time::Duration;

use gateway_runtime::{SharingHealth, WebSocketAdapter, prelude::*};
use tokio::time::timeout;

use crate::support::polling::Client;

pub(crate) const NAMESPACE: &str = "/shared";
/// Long enough for whatever arrives.
pub(crate) const SOON: Duration = Duration::from_secs(5);
/// After which nothing more is expected.
pub(crate) const QUIET: Duration = Duration::from_millis(300);

#[derive(Serialize, ServerEvent)]
#[event("news")]
pub(crate) struct News(pub(crate) u32);

#[websocket_gateway(namespace = "shared", emits(News))]
pub(crate) struct Shared;

#[websocket_gateway]
impl Shared {
    #[on_gateway_connection]
    fn connected(&self, client: Socket<Self>) {
        client.join("everybody");
    }

    /// Lets this server's client see what the other server has told.
    #[on_server_event("told")]
    async fn told(&self, #[message_body] news: String, server: Server) -> Result<(), EmitError> {
        server.local().emit("told", &news).await.map(drop)
    }
}

/// One server with one client.
pub(crate) struct Node {
    pub(crate) app: GatewayApp,
    pub(crate) health: SharingHealth,
    pub(crate) client: Client,
}

impl Node {
    /// Starts the server, whose adapter has `health`, and connects the client, who answers with `name`.
    pub(crate) async fn sharing(
        adapter: impl WebSocketAdapter,
        health: SharingHealth,
        name: &str,
    ) -> Self {
        let app = GatewayApp::builder()
            .only::<(Shared,)>()
            .adapter(adapter)
            .build()
            .await
            .expect("starts");
        let client = Client::connect(app.router(), NAMESPACE, name).await;
        Self {
            app,
            health,
            client,
        }
    }

    pub(crate) fn server(&self) -> Server<Shared> {
        self.app.server::<Shared>()
    }

    /// The id of the client.
    pub(crate) fn id(&self) -> SocketId {
        self.client.id.parse().expect("is an id")
    }

    /// What the client got next.
    pub(crate) async fn got(&mut self) -> String {
        self.client.next(SOON).await.expect("something comes")
    }

    pub(crate) async fn got_nothing_more(&mut self) -> bool {
        self.client.next(QUIET).await.is_none()
    }

    /// Waits until rooms are shared, or are not shared any more, for each change as long as `patience`.
    pub(crate) async fn becomes(&self, up: bool, patience: Duration) {
        while self.health.is_up() != up {
            timeout(patience, self.health.changed())
                .await
                .expect("it changes");
        }
    }
}

/// Two servers hear one another, once each time, and know of one another.
pub(crate) async fn assert_is_shared(one: &mut Node, two: &mut Node) {
    one.client.clear();
    two.client.clear();
    for (number, server) in [(1001, one.server()), (1002, two.server())] {
        let delivery = server.emit_event(&News(number)).await.expect("runs");
        delivery.shared.expect("is shared");
        assert_eq!(one.got().await, news(number));
        assert_eq!(two.got().await, news(number));
    }
    assert!(one.got_nothing_more().await && two.got_nothing_more().await);
    for server in [one.server(), two.server()] {
        assert_eq!(server.server_count().await.expect("answers"), 2);
        assert_eq!(server.fetch_sockets().await.expect("answers").len(), 2);
        assert_eq!(server.count().await.expect("answers"), 2);
    }
    assert_is_told(one, two, "short").await;
    // Longer than what one message of a backend may be.
    assert_is_told(two, one, &"long".repeat(5_000)).await;
}

/// One server sees what the other shares of its client, and is told what the other emits for servers.
async fn assert_is_told(one: &mut Node, two: &mut Node, text: &str) {
    for client in one.server().sockets().expect("runs") {
        client.share_data(text).expect("is text");
    }
    let sockets = two.server().fetch_sockets().await.expect("answers");
    let mut sockets = sockets.iter();
    let client = sockets.find(|socket| socket.id() == one.id());
    let client = client.expect("is there");
    assert_eq!(
        client.data::<String>().expect("is text").as_deref(),
        Some(text)
    );
    for room in ["everybody".to_owned(), one.id().to_string()] {
        assert!(client.rooms().contains(&room), "{:?}", client.rooms());
    }

    let told = one.server().servers().emit("told", text).await;
    told.expect("is shared");
    assert_eq!(two.got().await, packet("told", &format!("{text:?}")));
    assert!(one.got_nothing_more().await);
}

/// An event without attachments, as a client of the namespace gets it.
pub(crate) fn packet(event: &str, payload: &str) -> String {
    format!("42{NAMESPACE},[\"{event}\",{payload}]")
}

/// The event [`News`], as a client gets it.
pub(crate) fn news(number: u32) -> String {
    packet("news", &number.to_string())
}
