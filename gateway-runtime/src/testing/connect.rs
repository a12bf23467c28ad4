//! `Connect` is a client that is about to connect, and `JoinNamespace` one that is about to join a further namespace.

use std::{
    future::{Future, IntoFuture},
    net::{IpAddr, SocketAddr},
    panic::Location,
    pin::Pin,
    sync::Arc,
};

use http::{HeaderName, HeaderValue, header::ORIGIN};
use serde::Serialize;

use super::{
    TestApp,
    client::Client,
    connection::{Connection, Inbox, Missing, Watcher},
    engine::{self, ClientRequest, Way},
    failure::{fail, fail_without_client},
    refused::Refused,
    rest::soon,
};
use crate::{
    app::Place,
    options::Parser,
    protocol::Packet,
    wire::{Borrowed, ClientPacket, PacketKind, written_value},
};

/// Makes who watches the connection to this place.
pub(super) type MakeWatcher = Box<dyn FnOnce(&TestApp, &Place) -> Arc<dyn Watcher> + Send>;

/// A client that is about to connect: [`TestApp::connect`] makes one, and `.await` connects it. The result is the
/// [`Client`], or why it was [`Refused`].
#[must_use = "a client connects when this is awaited"]
pub struct Connect<'a> {
    app: &'a TestApp,
    place: Place,
    /// Whether the place is that of the namespace.
    is_wherever_namespace_is: bool,
    namespace: String,
    auth: Option<Packet>,
    request: ClientRequest,
    address: Option<SocketAddr>,
    way: Way,
    watcher: Option<MakeWatcher>,
    /// Where the test connects the client.
    caller: &'static Location<'static>,
}

impl<'a> Connect<'a> {
    #[track_caller]
    pub(super) fn new(app: &'a TestApp, place: Place, namespace: &str) -> Self {
        Self {
            app,
            place,
            is_wherever_namespace_is: false,
            namespace: with_slash(namespace),
            auth: None,
            request: ClientRequest::default(),
            address: None,
            way: Way::Websocket,
            watcher: None,
            caller: Location::caller(),
        }
    }

    /// Lets somebody watch the connection.
    #[cfg(feature = "testing-contract")]
    pub(super) fn watched(mut self, watcher: MakeWatcher) -> Self {
        self.watcher = Some(watcher);
        self
    }

    /// Connects to where the namespace is served.
    pub(super) fn wherever_it_is(mut self) -> Self {
        self.is_wherever_namespace_is = true;
        self
    }

    /// Chooses one of the namespaces of a gateway whose namespace is a pattern: `.namespace("/chat/7")`.
    pub fn namespace(mut self, namespace: &str) -> Self {
        self.namespace = with_slash(namespace);
        self
    }

    /// What the client passes as `auth`.
    ///
    /// # Panics
    /// If `auth` cannot be written.
    #[track_caller]
    pub fn auth<A: Serialize + ?Sized>(mut self, auth: &A) -> Self {
        self.auth = Some(written_auth(self.app.parser(), auth));
        self
    }

    /// A header of the requests with which the client connects.
    ///
    /// # Panics
    /// If name or value may not be those of a header.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name: Result<HeaderName, _> = name.parse();
        let value = HeaderValue::from_str(value);
        match (name, value) {
            (Ok(name), Ok(value)) => self.request.headers.insert(name, value),
            (Err(error), _) => fail_without_client(&format!("no name of a header: {error}")),
            (_, Err(error)) => fail_without_client(&format!("no value of a header: {error}")),
        };
        self
    }

    /// The page that the client is on, as a browser names it: `"https://app.example"`.
    ///
    /// # Panics
    /// If this may not be the value of a header.
    #[track_caller]
    pub fn origin(self, origin: &str) -> Self {
        self.header(ORIGIN.as_str(), origin)
    }

    /// A parameter of the query, as `query: { name: value }` of the official client.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        if let Ok(pair) = serde_urlencoded::to_string([(name, value)]) {
            self.request.query.push('&');
            self.request.query.push_str(&pair);
        }
        self
    }

    /// The address that the client comes from. Default: `127.0.0.1` with a port that no other client has.
    pub fn address(mut self, address: IpAddr) -> Self {
        let port = self.app.next_address().port();
        self.address = Some(SocketAddr::new(address, port));
        self
    }

    /// Connects by polling, and stays with it.
    pub fn polling(mut self) -> Self {
        self.way = Way::Polling;
        self
    }

    /// Connects by polling, as browsers do, and goes over to a WebSocket. This client goes over before it sends
    /// CONNECT.
    pub fn upgrading(mut self) -> Self {
        self.way = Way::Upgrade;
        self
    }

    async fn connect(self) -> Result<Client, Refused> {
        let app = self.app;
        let place = if self.is_wherever_namespace_is {
            app.app().place_of_namespace(&self.namespace)
        } else {
            None
        };
        let place = place.unwrap_or(self.place);
        let address = self.address.unwrap_or_else(|| app.next_address());
        let watcher = self.watcher.map(|make| make(app, &place));
        let connection = Connection::new(app.parser(), app.settling(), watcher, self.caller);
        let mut request = self.request;
        request.path.clone_from(&place.path);
        let connector = app.connector(&place, address);
        let opening = engine::open(self.way, request, &connector, connection.receiver());
        let Some(line) = soon(opening).await else {
            fail(
                "no answer to the client's request",
                self.caller,
                &connection,
            );
        };
        connection.opened(line.map_err(Refused::by_endpoint)?);
        join(connection, self.namespace, self.auth, self.caller).await
    }
}

impl<'a> IntoFuture for Connect<'a> {
    type Output = Result<Client, Refused>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.connect())
    }
}

/// A client that is about to join a further namespace over the connection that it has: [`Client::join_namespace`] makes
/// one, and `.await` joins.
#[must_use = "a client joins when this is awaited"]
pub struct JoinNamespace {
    connection: Arc<Connection>,
    namespace: String,
    auth: Option<Packet>,
    /// Where the test lets the client join.
    caller: &'static Location<'static>,
}

impl JoinNamespace {
    #[track_caller]
    pub(super) fn new(connection: &Arc<Connection>, namespace: &str) -> Self {
        Self {
            connection: Arc::clone(connection),
            namespace: with_slash(namespace),
            auth: None,
            caller: Location::caller(),
        }
    }

    /// What the client passes as `auth`.
    ///
    /// # Panics
    /// If `auth` cannot be written.
    #[track_caller]
    pub fn auth<A: Serialize + ?Sized>(mut self, auth: &A) -> Self {
        self.auth = Some(written_auth(self.connection.parser(), auth));
        self
    }
}

impl IntoFuture for JoinNamespace {
    type Output = Result<Client, Refused>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(join(
            self.connection,
            self.namespace,
            self.auth,
            self.caller,
        ))
    }
}

/// Sends CONNECT and waits for what the server says.
async fn join(
    connection: Arc<Connection>,
    namespace: String,
    auth: Option<Packet>,
    caller: &Location<'_>,
) -> Result<Client, Refused> {
    let packet = ClientPacket {
        namespace: namespace.clone(),
        kind: PacketKind::Connect(auth),
    };
    if let Err(why) = connection.may_send(&packet) {
        fail(&why, caller, &connection);
    }
    if connection.look(&namespace, |inbox| inbox.is_in()) {
        let why = format!("this client is in `{namespace}` already");
        fail(&why, caller, &connection);
    }
    connection.send(&packet);
    let answer = |inbox: &mut Inbox| match (&inbox.refused, inbox.socket) {
        (Some(refused), _) => Some(Err(refused.clone())),
        (None, Some(socket)) => Some(Ok(socket)),
        (None, None) => None,
    };
    match connection.until(&namespace, answer).await {
        Ok(answer) => Ok(Client::new(connection, namespace, answer?)),
        // The client is in, and its next expectation says what is wrong: that may have come before or after this look.
        Err(Missing::Broken(why)) => match connection.look(&namespace, |inbox| inbox.socket) {
            Some(socket) => Ok(Client::new(connection, namespace, socket)),
            None => fail(&why, caller, &connection),
        },
        // The end of the connection is an answer; no answer is none.
        Err(missing @ Missing::Left(_)) => Err(Refused::because(missing.to_string())),
        Err(Missing::Late) => fail(
            &format!(
                "the server neither lets this client into `{namespace}` nor refuses it: {}",
                Missing::Late
            ),
            caller,
            &connection,
        ),
    }
}

#[track_caller]
fn written_auth<A: Serialize + ?Sized>(parser: Parser, auth: &A) -> Packet {
    written_value(parser, &Borrowed(auth))
        .unwrap_or_else(|error| fail_without_client(&format!("`auth` cannot be written: {error}")))
}

fn with_slash(namespace: &str) -> String {
    if namespace.starts_with('/') {
        namespace.to_owned()
    } else {
        format!("/{namespace}")
    }
}
