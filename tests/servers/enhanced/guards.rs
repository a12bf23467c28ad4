//! `Guarded` and its neighbours let clients in, or do not, and take what their guards give.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use axum::{Json, Router, routing::get};
use gateway_runtime::prelude::*;
use gateway_tests::{gate::Gate, journal};

/// How many values that hold their socket there are.
static HELD: AtomicUsize = AtomicUsize::new(0);
/// How often `counted` was asked.
static ASKED: AtomicUsize = AtomicUsize::new(0);
/// Tokens that were good once.
static EXPIRED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The client's name, and its socket: a value that would keep itself alive if nobody dropped it.
#[derive(Clone)]
struct User {
    name: String,
    _held: Arc<Held>,
}

struct Held(#[expect(dead_code, reason = "is only held")] Socket);

impl Held {
    fn new(socket: Socket) -> Arc<Self> {
        HELD.fetch_add(1, Relaxed);
        Arc::new(Self(socket))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        HELD.fetch_sub(1, Relaxed);
    }
}

/// What becomes of a client is written in its header `x-token`.
#[guard]
#[expect(clippy::panic, reason = "that it panics is the point")]
async fn authenticated(
    handshake: Handshake,
    socket: Socket,
    #[inject] gate: Gate,
) -> Result<User, WsError> {
    let token = handshake.header("x-token").unwrap_or_default().to_owned();
    let user = User {
        name: token.clone(),
        _held: Held::new(socket.clone()),
    };
    socket.join("guarded");
    // A handle to the socket that a user keeps.
    socket.set_data(user.clone());
    match &*token {
        "" => return Err(WsError::unauthorized("log in first")),
        "panic" => panic!("the guard panics"),
        "gate" => gate.pass().await,
        "internal" => return Err(WsError::internal("the database is away")),
        _ => tokio::task::yield_now().await,
    }
    let expired = EXPIRED.lock().is_ok_and(|expired| expired.contains(&token));
    if expired {
        Err(WsError::unauthorized("the token has expired"))
    } else {
        Ok(user)
    }
}

/// A guard behind it, which takes what it gives.
#[guard]
fn is_known(#[guarded] user: User) -> bool {
    user.name != "stranger"
}

#[websocket_gateway(namespace = "guarded")]
#[use_guards(authenticated, is_known)]
pub(crate) struct Guarded;

#[websocket_gateway]
impl Guarded {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket, #[guarded] user: User) {
        socket.join(&user.name);
        journal::reached("Guarded", "joined", &socket);
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, #[guarded] user: User, reason: DisconnectReason) {
        assert!(!user.name.is_empty(), "the value is there until the end");
        journal::left("Guarded", &socket, reason);
    }

    #[subscribe_message("who-am-i")]
    fn who_am_i(&self, #[guarded] user: User) -> String {
        user.name
    }

    /// Lets the client's token expire.
    #[subscribe_message("expire")]
    fn expire(&self, #[guarded] user: User) {
        if let Ok(mut expired) = EXPIRED.lock() {
            expired.push(user.name);
        }
    }

    /// What a global guard gives.
    #[subscribe_message("visitor")]
    fn visitor(&self, #[guarded(global)] visitor: crate::global::Visitor) -> String {
        visitor.0
    }

    /// A guard of the method gives the same type once more.
    #[subscribe_message("alias")]
    #[use_guards(alias)]
    fn alias_of(&self, #[guarded] user: User) -> String {
        user.name
    }
}

#[guard(message)]
fn alias(#[guarded] user: User, #[message_body] name: String) -> Result<User, WsError> {
    Ok(User { name, ..user })
}

/// A guard that does not end.
#[guard]
async fn never() -> bool {
    std::future::pending().await
}

#[websocket_gateway(namespace = "impatient", timeout = "300ms")]
#[use_guards(never)]
struct Impatient;

/// A guard for connections alone.
#[guard(connection)]
fn counted(handshake: Handshake) -> Result<Number, WsError> {
    let number = ASKED.fetch_add(1, Relaxed) + 1;
    match handshake.header("x-token") {
        Some("refused") => Err(WsError::forbidden("not you")),
        _ => Ok(Number(number)),
    }
}

#[derive(Clone)]
struct Number(usize);

/// Two gateways of one namespace, which agree on its guards: the guard runs once.
#[websocket_gateway(namespace = "guarded-once")]
#[use_guards(counted)]
struct Once;

#[websocket_gateway]
impl Once {
    #[subscribe_message("number")]
    fn number(&self, #[guarded] number: Number) -> usize {
        number.0
    }
}

#[websocket_gateway(namespace = "guarded-once")]
#[use_guards(counted)]
struct OnceMore;

#[websocket_gateway]
impl OnceMore {
    #[subscribe_message("asked")]
    fn asked(&self, #[guarded] Number(_): Number) -> usize {
        ASKED.load(Relaxed)
    }
}

/// The guard of a dynamic namespace knows which one it is.
#[guard]
fn may_enter(#[param] room: String) -> bool {
    room != "secret"
}

#[websocket_gateway(namespace = "guarded/{room}")]
#[use_guards(may_enter)]
struct Room;

#[websocket_gateway]
impl Room {
    #[subscribe_message("room")]
    fn room(&self, #[param] room: String) -> String {
        room
    }
}

/// What the methods of a gateway declare about themselves.
struct Roles(&'static [&'static str]);
struct Public;

#[guard(message)]
fn has_role(
    call: Call,
    Metadata(roles): Metadata<Roles>,
    public: Option<Metadata<Public>>,
) -> bool {
    let role = call.handshake().header("x-token").map(str::to_owned);
    public.is_some() || role.is_some_and(|role| roles.0.contains(&&*role))
}

/// When a client connects, a guard sees the metadata of the gateway in whose list it stands.
#[guard(connection)]
fn is_public(public: Option<Metadata<Public>>) -> bool {
    public.is_some()
}

#[websocket_gateway(namespace = "public")]
#[use_guards(is_public)]
#[set_metadata(Public)]
struct PublicGateway;

#[websocket_gateway(namespace = "not-public")]
#[use_guards(is_public)]
struct NotPublicGateway;

/// A guard with state, which is made of what was provided.
#[injectable]
struct Open {
    #[inject]
    gate: Gate,
    #[default = AtomicUsize::new(0)]
    asked: AtomicUsize,
}

impl Guard for Open {
    type Value = Number;
    const POINT: GuardPoint = GuardPoint::Message;

    async fn check(&self, call: &Call) -> Result<Number, WsError> {
        assert_eq!(
            call.gateway(),
            Some("RolesGateway"),
            "the guard of another gateway"
        );
        if call.metadata_all::<Roles>().len() > 1 {
            self.gate.pass().await;
        }
        Ok(Number(self.asked.fetch_add(1, Relaxed)))
    }
}

/// Both guards agree: a guard that is made of others.
struct Both<A, B>(A, B);

impl<A: Guard, B: Guard> Guard for Both<A, B> {
    type Value = ();
    const POINT: GuardPoint = GuardPoint::Message;

    async fn check(&self, call: &Call) -> Result<(), WsError> {
        self.0.check(call).await?;
        self.1.check(call).await?;
        Ok(())
    }
}

#[websocket_gateway(namespace = "roles")]
#[use_guards(has_role, Open)]
#[set_metadata(Roles(&["admin"]))]
struct RolesGateway;

#[websocket_gateway]
impl RolesGateway {
    #[subscribe_message("for-admins")]
    fn for_admins(&self, #[guarded] number: Number) -> usize {
        number.0
    }

    #[subscribe_message("for-editors")]
    #[set_metadata(Roles(&["editor"]))]
    fn for_editors(&self) {}

    #[subscribe_message("for-all")]
    #[set_metadata(Public)]
    fn for_all(&self) {}

    #[subscribe_message("for-both")]
    #[use_guards(Both(has_role {}, alone {}))]
    fn for_both(&self) {}
}

#[guard(message)]
async fn alone(socket: Socket, #[message_body] is_alone: bool) -> bool {
    socket.connected() && is_alone
}

/// A client of this namespace opens the gate.
#[websocket_gateway(namespace = "opener")]
struct Opener {
    #[inject]
    gate: Gate,
}

#[websocket_gateway]
impl Opener {
    #[subscribe_message("open")]
    fn open(&self) {
        self.gate.open();
    }
}

/// `GET /guards`: how many values of guards there are, and how many clients in the rooms that guards join.
pub(crate) fn routes(server: Server<Guarded>) -> Router {
    let counts = async move || {
        let sockets = server
            .sockets()
            .map(|sockets| sockets.len())
            .unwrap_or_default();
        Json((HELD.load(Relaxed), sockets))
    };
    Router::new().route("/guards", get(counts))
}
