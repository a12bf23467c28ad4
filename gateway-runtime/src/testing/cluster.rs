//! `TestCluster` is several servers in a test that share their rooms.

use std::{fmt, ops::Index, panic::Location, time::Duration};

use super::{TestApp, failure::fail_without_client, settling::Together};
use crate::{
    adapter::{Bus, Participant, RedisOptions},
    app::GatewayAppBuilder,
    emitter::Emitter,
    error::AppError,
    options::Parser,
};

/// Several servers that share their rooms, in one process and without Redis.
///
/// Everything above the connection to Redis is what [`RedisAdapter`](crate::RedisAdapter) does: what servers tell and
/// ask each other, its time limits, and its outages. The connection leads to a bus in memory instead. What a server has
/// published is with the others when `publish` returns, and is dealt with when the cluster has
/// [`settled`](Self::settled).
///
/// `cluster[0]` is the first server, a [`TestApp`]. If that server was killed, the test fails.
///
/// ```
/// use gateway_runtime::{prelude::*, testing::TestCluster};
///
/// #[websocket_gateway(namespace = "chat")]
/// struct Chat { #[websocket_server] server: Server }
///
/// #[websocket_gateway]
/// impl Chat {
///     /// Answers whether the message was shared with the other servers.
///     #[subscribe_message("say")]
///     async fn say(&self, #[message_body] text: String) -> Result<bool, WsError> {
///         Ok(self.server.emit("said", &text).await?.shared.is_ok())
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// // In a function marked #[tokio::test]:
/// let cluster = TestCluster::start(2, |_| GatewayApp::builder().only::<(Chat,)>()).await.unwrap();
/// let an = cluster[0].connect::<Chat>().await.unwrap();
/// let bo = cluster[1].connect::<Chat>().await.unwrap();
/// assert!(an.ask::<bool>("say", "hi").await.unwrap());
/// assert_eq!(bo.event_named::<String>("said").await, "hi");
///
/// cluster.cut(0);
/// assert!(!an.ask::<bool>("say", "is anybody there?").await.unwrap());
/// bo.no_event().await;
///
/// cluster.heal(0);
/// let health = cluster[0].health();
/// while !health.is_up() {
///     health.changed().await;
/// }
/// assert!(an.ask::<bool>("say", "I am back").await.unwrap());
/// assert_eq!(bo.event_named::<String>("said").await, "I am back");
/// # }
/// ```
///
/// # Outages
///
/// | | as when | what the server notices |
/// |---|---|---|
/// | [`cut`](Self::cut) | Redis is gone, or refuses the server | its health is down at once |
/// | [`silence`](Self::silence) | Redis is stopped, or the network loses everything | nothing is answered: half a second later its health is down |
/// | [`hang`](Self::hang) | the server's process is stopped | nothing |
/// | [`kill`](Self::kill) | the server's process is killed | it is gone |
///
/// [`heal`](Self::heal) ends the first three. A server that was cut off tries to connect again at least once a second of
/// tokio's clock. So under a stopped clock it is back after `cluster.advance(Duration::from_secs(1)).await`; under a
/// running one wait for its [`health`](crate::GatewayApp::health), as above.
pub struct TestCluster {
    bus: Bus,
    /// `None` in the place of a server that was killed.
    nodes: Vec<Option<Node>>,
    together: Together,
}

/// A server, and its way to the others.
struct Node {
    app: TestApp,
    participant: Participant,
}

impl TestCluster {
    /// Starts so many servers, one after another: `builder` is called with the number of each, from 0 on. Of an adapter
    /// that a builder has everything counts but how rooms are shared.
    ///
    /// # Errors
    /// Those of [`build`](GatewayAppBuilder::build), of the first server that does not start.
    pub async fn start(
        servers: usize,
        builder: impl Fn(usize) -> GatewayAppBuilder,
    ) -> Result<Self, AppError> {
        let mut cluster = Self {
            bus: Bus::default(),
            nodes: Vec::new(),
            together: Together::default(),
        };
        for server in 0..servers {
            cluster.add(builder(server)).await?;
        }
        Ok(cluster)
    }

    /// Starts a further server and returns its number, which no other server has had.
    ///
    /// # Errors
    /// Those of [`build`](GatewayAppBuilder::build).
    pub async fn add(&mut self, builder: GatewayAppBuilder) -> Result<usize, AppError> {
        let number = self.nodes.len();
        let participant = self.bus.participant(&format!("server {number}"));
        let sharing = participant.sharing(RedisOptions::new()).await?;
        let builder = builder.shared_through(sharing);
        let app = TestApp::start_with(builder, self.together.clone()).await?;
        self.nodes.push(Some(Node { app, participant }));
        Ok(number)
    }

    /// An emitter: a process that is no server and tells the servers something.
    ///
    /// # Errors
    /// None that a test can cause.
    pub async fn emitter(&self) -> Result<Emitter, AppError> {
        let link = self.bus.participant("an emitter").emitting().await?;
        let parser = self
            .iter()
            .next()
            .map_or(Parser::default(), TestApp::parser);
        Ok(Emitter::over(link, &RedisOptions::new().parser(parser)))
    }

    /// Cuts a server off: its connection to the bus breaks, and no other can be made until [`heal`](Self::heal). What the
    /// server emits is an error of sharing, as [`Delivery::shared`](crate::Delivery::shared) says; what the others emit
    /// never reaches it.
    ///
    /// # Panics
    /// If there is no such server.
    #[track_caller]
    pub fn cut(&self, server: usize) {
        self.get(server).participant.cut();
    }

    /// Leaves a server without an answer: its connection to the bus stays, and brings nothing until
    /// [`heal`](Self::heal). Whoever emits waits for half a second, then for nothing any more. After two seconds more the
    /// server gives the connection up, and what was on its way is lost; before, it arrives with `heal`.
    ///
    /// # Panics
    /// If there is no such server.
    #[track_caller]
    pub fn silence(&self, server: usize) {
        self.get(server).participant.silence();
    }

    /// Lets a server hang, as the others see it: it is counted and answers nothing, so that whoever asks all servers waits
    /// until the time for that is over. What the server is told, and what it says, arrives with [`heal`](Self::heal).
    ///
    /// All servers are in the test's process, so the server's own clients are still served, and its timers ring.
    ///
    /// # Panics
    /// If there is no such server.
    #[track_caller]
    pub fn hang(&self, server: usize) {
        self.get(server).participant.hang();
    }

    /// Ends what [`cut`](Self::cut), [`silence`](Self::silence) or [`hang`](Self::hang) has begun.
    ///
    /// # Panics
    /// If there is no such server.
    #[track_caller]
    pub fn heal(&self, server: usize) {
        self.get(server).participant.heal();
    }

    /// Kills a server: its clients have lost their connections, and it says nothing on the bus any more. The others have
    /// its number no longer; theirs stay as they are.
    ///
    /// All servers are in the test's process, so the disconnect hooks of its clients still run, and a handle of the app
    /// that the test keeps is still there. To end a server as a deployment does, use `cluster[1].shutdown(..)`.
    ///
    /// # Panics
    /// If there is no such server.
    #[track_caller]
    pub fn kill(&mut self, server: usize) {
        self.get(server).participant.kill();
        if let Some(killed) = self.nodes[server].take() {
            killed.app.kill();
        }
    }

    /// Waits until nothing happens any more by itself, at no server and between none: see [the module](super). What
    /// [`silence`](Self::silence) and [`hang`](Self::hang) hold up waits for the test.
    ///
    /// `cluster[0].settled()` is the same, and so is what a [`Client`](super::Client) waits for.
    ///
    /// # Panics
    /// As [`TestApp::settled`].
    #[track_caller]
    pub fn settled(&self) -> impl Future<Output = ()> + use<'_> {
        self.together.settled(Location::caller())
    }

    /// Lets this time pass for all servers, as [`TestApp::advance`] does.
    ///
    /// # Panics
    /// As [`TestApp::advance`].
    #[track_caller]
    pub fn advance(&self, time: Duration) -> impl Future<Output = ()> + use<'_> {
        self.together.advance(time, Location::caller())
    }

    /// How many servers there are, without those that were killed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there is no server.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The servers, without those that were killed.
    pub fn iter(&self) -> impl Iterator<Item = &TestApp> {
        self.nodes.iter().flatten().map(|node| &node.app)
    }

    #[track_caller]
    fn get(&self, server: usize) -> &Node {
        match self.nodes.get(server) {
            Some(Some(node)) => node,
            Some(None) => fail_without_client(&format!("server {server} was killed")),
            None => fail_without_client(&format!(
                "there is no server {server}: {} were started, and the first is server 0",
                self.nodes.len()
            )),
        }
    }
}

impl Index<usize> for TestCluster {
    type Output = TestApp;

    #[track_caller]
    fn index(&self, server: usize) -> &TestApp {
        &self.get(server).app
    }
}

impl fmt::Debug for TestCluster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestCluster")
            .field("servers", &self.len())
            .finish_non_exhaustive()
    }
}
