//! `TestApp` is an app that runs in a test, with connections in memory.

use std::{
    net::SocketAddr,
    ops::Deref,
    panic::Location,
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering::Relaxed},
    },
    time::Duration,
};

use tokio::{io::DuplexStream, runtime::Handle, task::AbortHandle};

#[cfg(feature = "testing-contract")]
use super::contract::AppContract;
use super::{
    client::Client,
    connect::Connect,
    engine::Connector,
    failure::fail_without_client,
    settling::{Settling, Together},
};
use crate::{
    app::{GatewayApp, GatewayAppBuilder, InMemory, MemoryConnector, Place},
    error::AppError,
    gateway::Gateway,
    handles::Socket,
    options::Parser,
};

/// The first port of clients that have no address of their own.
const FIRST_PORT: u16 = 1024;

/// An app that runs in a test: its listeners accept connections in memory, which [`connect`](Self::connect) opens.
///
/// It is a [`GatewayApp`] too: `app.server::<Chat>()`, `app.gateway::<Chat>()`, `app.shutdown(..)`. When it is dropped,
/// all connections are lost, and no shutdown hook runs; a handler that is running goes on until the test's runtime ends. An
/// app belongs to the runtime in which it was started, so each test starts its own.
///
/// ```
/// use gateway_runtime::{prelude::*, testing::TestApp};
///
/// #[websocket_gateway]
/// struct Clock;
///
/// #[websocket_gateway]
/// impl Clock {
///     #[subscribe_message("hour")]
///     fn hour(&self) -> u8 { 12 }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let app = TestApp::start(GatewayApp::builder().only::<(Clock,)>()).await.unwrap();
/// let client = app.connect::<Clock>().await.unwrap();
/// assert_eq!(client.ask::<u8>("hour", &()).await.unwrap(), 12);
/// # }
/// ```
pub struct TestApp {
    app: GatewayApp,
    parser: Parser,
    connector: Arc<MemoryConnector>,
    settling: Arc<Settling>,
    next_port: AtomicU16,
    #[cfg(feature = "testing-contract")]
    contract: Arc<AppContract>,
    served: AbortHandle,
    /// Whether nothing is closed in order when the app ends.
    is_killed: bool,
}

impl TestApp {
    /// Builds the app and serves it, until it is shut down or the `TestApp` is dropped. No signal is listened to.
    ///
    /// # Errors
    /// Those of [`build`](GatewayAppBuilder::build).
    pub async fn start(builder: GatewayAppBuilder) -> Result<Self, AppError> {
        Self::start_with(builder, Together::default()).await
    }

    /// The same for an app that settles together with others.
    pub(super) async fn start_with(
        builder: GatewayAppBuilder,
        together: Together,
    ) -> Result<Self, AppError> {
        let InMemory {
            app,
            parser,
            connector,
            #[cfg(feature = "testing-contract")]
            contract,
            served,
        } = builder.build_in_memory().await?;
        let settling = Settling::new(app.downgrade(), together);
        // An error would be that of a listener that has panicked, and its clients are told.
        let served = tokio::spawn(async move { drop(served.await) }).abort_handle();
        Ok(Self {
            app,
            parser,
            connector: Arc::new(connector),
            settling,
            next_port: AtomicU16::new(0),
            #[cfg(feature = "testing-contract")]
            contract: Arc::new(AppContract::new(contract)),
            served,
            is_killed: false,
        })
    }

    /// Drops the app as a server of several that has no time to tell the others.
    #[cfg(feature = "redis")]
    pub(super) fn kill(mut self) {
        self.is_killed = true;
    }

    /// Connects a client to the namespace of a gateway: over a WebSocket, unless [`Connect`] is told otherwise. The
    /// gateway's port and path are those of the app's options.
    ///
    /// If the gateway's namespace is a pattern, choose one with [`Connect::namespace`].
    ///
    /// # Panics
    /// If the app does not have the gateway.
    #[track_caller]
    pub fn connect<G: Gateway>(&self) -> Connect<'_> {
        match self.app.place_of::<G>() {
            Some(place) => Connect::new(self, place, G::OPTIONS.namespace),
            None => fail_without_client(&format!(
                "`{}` is not in the app; add it to `only`",
                G::NAME
            )),
        }
    }

    /// Connects a client to a namespace: `"/chat"`, or `"chat"`. If no gateway serves the namespace, the client is
    /// refused, as a client of the running program is.
    #[track_caller]
    pub fn connect_to(&self, namespace: &str) -> Connect<'_> {
        Connect::new(self, Place::usual(), namespace).wherever_it_is()
    }

    /// A connection to the app's listener, or to that of the gateways with a port: for a request of HTTP that no client
    /// of Socket.IO sends. `None` if there is no such listener.
    #[must_use]
    pub fn stream(&self, port: Option<u16>) -> Option<DuplexStream> {
        let port = match port {
            Some(number) => Some(self.app.port_of(number)?),
            None => None,
        };
        self.connector.connect(port, self.next_address())
    }

    /// Waits until nothing happens any more by itself: see [the module](super).
    ///
    /// # Panics
    /// When the app does not come to rest within five seconds of real time, since a task never waits for anything or
    /// blocking work does not end.
    #[track_caller]
    pub fn settled(&self) -> impl Future<Output = ()> + use<'_> {
        self.settling.settled(Location::caller())
    }

    /// Lets this time pass: settles, moves the clock on, and settles. Timers ring in their order, and what they lead to
    /// happens before the next one rings. Each settling takes a millisecond of the same clock.
    ///
    /// # Panics
    /// If the clock runs: write `#[tokio::test(start_paused = true)]`. As [`settled`](Self::settled).
    #[track_caller]
    pub fn advance(&self, time: Duration) -> impl Future<Output = ()> + use<'_> {
        self.settling.advance(time, Location::caller())
    }

    /// How many messages were accepted whose handlers have not returned.
    #[must_use]
    pub fn in_work(&self) -> usize {
        self.app.messages_in_work()
    }

    /// How many sockets are there whose disconnect hooks have not returned: one for each client and namespace.
    #[must_use]
    pub fn open_sockets(&self) -> usize {
        self.app.open_sessions()
    }

    /// The app's own handle to a client, for a function that takes a [`Socket`]; `None` if the client is not in the
    /// namespace of the gateway, or has left it.
    #[must_use]
    pub fn socket<G: Gateway>(&self, client: &Client) -> Option<Socket<G>> {
        let server = self.app.server::<G>();
        server.of(client.namespace()).socket(client.id())
    }

    /// Opens the connections of a client.
    pub(super) fn connector(&self, place: &Place, address: SocketAddr) -> Connector {
        let (connector, port) = (Arc::clone(&self.connector), place.port);
        Connector::new(move || connector.connect(port, address))
    }

    /// An address that no other client has.
    pub(super) fn next_address(&self) -> SocketAddr {
        let port = FIRST_PORT + self.next_port.fetch_add(1, Relaxed) % (u16::MAX - FIRST_PORT);
        SocketAddr::from(([127, 0, 0, 1], port))
    }

    pub(super) fn app(&self) -> &GatewayApp {
        &self.app
    }

    pub(super) fn parser(&self) -> Parser {
        self.parser
    }

    pub(super) fn settling(&self) -> &Arc<Settling> {
        &self.settling
    }

    /// The contract of the app, which its checked clients share.
    #[cfg(feature = "testing-contract")]
    pub(super) fn app_contract(&self) -> &Arc<AppContract> {
        &self.contract
    }

    /// All connections are lost.
    pub(super) fn lose_connections(&self) {
        for connection in self.settling.connections() {
            connection.lose();
        }
    }
}

impl Deref for TestApp {
    type Target = GatewayApp;

    fn deref(&self) -> &GatewayApp {
        &self.app
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.served.abort();
        self.lose_connections();
        // The tasks of a test that is over end with its runtime.
        if !self.is_killed && Handle::try_current().is_ok() {
            self.app.close_connections();
        }
    }
}
