//! Guards decide who may connect (docs/guarantees.md, 2), and what they give reaches hooks, methods and other guards.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use gateway_runtime::{
    prelude::*,
    testing::{Client, Connect, TestApp},
};

use super::{code_and_message, refused};
use crate::{journal::Journal, logged::assert_logged};
use crate::{
    log,
    way::{Way, over_each_way},
};

/// The client's name.
#[derive(Clone)]
struct User(String);

/// Tokens that were good once.
#[derive(Clone, Default)]
struct Expired(Arc<Mutex<Vec<String>>>);

/// What becomes of a client is written in its header `x-token`.
#[guard]
async fn authenticated(
    handshake: Handshake,
    socket: Socket,
    #[inject] expired: Expired,
) -> Result<User, WsError> {
    let token = handshake.header("x-token").unwrap_or_default().to_owned();
    socket.join("guarded");
    match &*token {
        "" => return Err(WsError::unauthorized("log in first")),
        "panic" => panic!("the guard panics"),
        "internal" => return Err(WsError::internal("the database is away")),
        _ => tokio::task::yield_now().await,
    }
    if expired.0.lock().unwrap().contains(&token) {
        Err(WsError::unauthorized("the token has expired"))
    } else {
        Ok(User(token))
    }
}

/// A guard behind it, which takes what it gives.
#[guard]
fn is_known(#[guarded] User(name): User) -> bool {
    name != "stranger"
}

/// Given by a guard that the compiler cannot know.
#[derive(Clone)]
struct Visitor(String);

/// Is global.
#[guard]
fn visits(socket: Socket) -> Result<Visitor, WsError> {
    assert_ne!(socket.namespace(), "/", "no gateway is there");
    Ok(Visitor(socket.id().to_string()))
}

#[guard(message)]
fn alias(#[guarded] _: User, #[message_body] name: String) -> Result<User, WsError> {
    Ok(User(name))
}

#[websocket_gateway(namespace = "guarded")]
#[use_guards(authenticated, is_known)]
struct Guarded {
    #[inject]
    notes: Journal,
    #[inject]
    expired: Expired,
}

#[websocket_gateway]
impl Guarded {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket, #[guarded] User(name): User) {
        socket.join(&name);
        self.notes.note(format!("{name} has joined"));
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, #[guarded] User(name): User) {
        let mut rooms = socket.rooms();
        rooms.retain(|room| *room == name || room == "guarded");
        rooms.sort();
        self.notes.note(format!("{name} has left {rooms:?}"));
    }

    #[subscribe_message("who-am-i")]
    fn who_am_i(&self, #[guarded] User(name): User) -> String {
        name
    }

    /// Lets the client's token expire.
    #[subscribe_message("expire")]
    fn expire(&self, #[guarded] User(name): User) {
        self.expired.0.lock().unwrap().push(name);
    }

    /// What a global guard gives.
    #[subscribe_message("visitor")]
    fn visitor(&self, #[guarded(global)] visitor: Visitor) -> String {
        visitor.0
    }

    /// A guard of the method gives the same type once more.
    #[subscribe_message("alias")]
    #[use_guards(alias)]
    fn alias_of(&self, #[guarded] User(name): User) -> String {
        name
    }
}

/// Lets everybody in.
#[websocket_gateway(namespace = "lobby")]
struct Lobby;

/// A guard that does not end.
#[guard]
async fn never() -> bool {
    std::future::pending().await
}

#[websocket_gateway(namespace = "impatient", timeout = "300ms")]
#[use_guards(never)]
struct Impatient;

/// How often `counted` was asked.
#[derive(Clone, Default)]
struct Asked(Arc<AtomicUsize>);

#[derive(Clone)]
struct Number(usize);

/// A guard for connections alone.
#[guard(connection)]
fn counted(handshake: Handshake, #[inject] Asked(asked): Asked) -> Result<Number, WsError> {
    let number = asked.fetch_add(1, Relaxed) + 1;
    match handshake.header("x-token") {
        Some("refused") => Err(WsError::forbidden("not you")),
        _ => Ok(Number(number)),
    }
}

/// Two gateways of one namespace, which agree on its guards: the guard runs once.
#[websocket_gateway(namespace = "guarded-once")]
#[use_guards(counted)]
struct Once;

#[websocket_gateway]
impl Once {
    #[subscribe_message("number")]
    fn number(&self, #[guarded] Number(number): Number) -> usize {
        number
    }
}

#[websocket_gateway(namespace = "guarded-once")]
#[use_guards(counted)]
struct OnceMore {
    #[inject]
    asked: Asked,
}

#[websocket_gateway]
impl OnceMore {
    #[subscribe_message("asked")]
    fn asked(&self, #[guarded] Number(_): Number) -> usize {
        self.asked.0.load(Relaxed)
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

over_each_way!(
    a_client_that_no_guard_lets_in_is_told_why_and_no_hook_runs,
    a_refusal_is_all_that_comes_and_other_namespaces_stay,
    a_guard_that_panics_refuses_the_client_and_the_server_lives_on,
    what_guards_give_reaches_hooks_methods_and_other_guards,
    a_token_that_expires_is_noticed_before_the_next_message,
    a_guard_of_connections_runs_once_for_all_gateways_and_not_before_messages,
    the_guard_of_a_dynamic_namespace_knows_which_one_it_is,
);

async fn app(way: Way) -> (TestApp, Journal) {
    let notes = Journal::<String>::default();
    let builder = GatewayApp::builder()
        .guard::<visits>()
        .provide(notes.clone())
        .provide(Expired::default())
        .provide(Asked::default())
        .only::<(Guarded, Lobby, Impatient, Once, OnceMore, Room)>();
    (way.start(builder).await, notes)
}

/// A client with this token that is about to connect.
fn with<'a, G: gateway_runtime::Gateway>(way: Way, app: &'a TestApp, token: &str) -> Connect<'a> {
    way.connect::<G>(app).header("x-token", token)
}

async fn join(way: Way, app: &TestApp, token: &str) -> Client {
    with::<Guarded>(way, app, token).await.unwrap()
}

async fn name(client: &Client) -> String {
    client.ask("who-am-i", &()).await.unwrap()
}

async fn a_client_that_no_guard_lets_in_is_told_why_and_no_hook_runs(way: Way) {
    log::start();
    let (app, notes) = app(way).await;
    assert_eq!(refused(way.connect::<Guarded>(&app)).await, "log in first");
    for (token, why) in [
        ("stranger", "Forbidden resource"),
        ("internal", "Internal server error"),
    ] {
        assert_eq!(refused(with::<Guarded>(way, &app, token)).await, why);
    }
    assert_logged(&["a guard failed", "the database is away"]);
    app.settled().await;
    assert_eq!((app.open_sockets(), notes.take()), (0, Vec::new()));
}

async fn a_refusal_is_all_that_comes_and_other_namespaces_stay(way: Way) {
    let (app, _) = app(way).await;
    let client = with::<Lobby>(way, &app, "stranger").await.unwrap();
    let refused = client.join_namespace("guarded").await.unwrap_err();
    assert_eq!(refused.message(), "Forbidden resource");
    client.no_event().await;
    let transcript = client.transcript();
    let came = transcript.lines().filter_map(|line| line.split_once("<- "));
    let came: Vec<_> = came
        .filter(|(_, packet)| packet.contains("/guarded,"))
        .collect();
    let [(_, packet)] = came[..] else {
        panic!("one packet was expected: {transcript}")
    };
    assert!(packet.starts_with("4/guarded,"), "{packet}");
    assert_eq!(client.end(), None);
    // No gateway is there, so the global guard is not asked.
    assert_eq!(
        super::refused(app.connect_to("/")).await,
        "Invalid namespace"
    );
}

async fn a_guard_that_panics_refuses_the_client_and_the_server_lives_on(way: Way) {
    log::start();
    let (app, _) = app(way).await;
    let why = refused(with::<Guarded>(way, &app, "panic")).await;
    assert_eq!(why, "Internal server error");
    assert_logged(&["a guard panicked", "the guard panics"]);
    assert_eq!(name(&join(way, &app, "ann").await).await, "ann");
}

#[tokio::test(start_paused = true)]
async fn a_guard_that_does_not_end_is_ended_by_the_gateways_timeout() {
    let builder = GatewayApp::builder().only::<(Impatient,)>();
    let app = TestApp::start(builder).await.unwrap();
    let begin = tokio::time::Instant::now();
    let why = refused(app.connect::<Impatient>()).await;
    assert_eq!(why, "the connection was not accepted in time");
    assert_eq!(begin.elapsed().as_millis() / 10, 30);
}

/// That of a message counts more.
async fn what_guards_give_reaches_hooks_methods_and_other_guards(way: Way) {
    let (app, notes) = app(way).await;
    let client = join(way, &app, "ann").await;
    assert_eq!(name(&client).await, "ann");
    assert_eq!(client.ask::<String>("alias", "bea").await.unwrap(), "bea");
    assert_eq!(name(&client).await, "ann");
    let visitor: String = client.ask("visitor", &()).await.unwrap();
    assert_eq!(visitor, client.id().to_string());
    client.disconnect().await;
    assert_eq!(
        notes.take(),
        ["ann has joined", r#"ann has left ["ann", "guarded"]"#]
    );
}

async fn a_token_that_expires_is_noticed_before_the_next_message(way: Way) {
    let (app, _) = app(way).await;
    let client = join(way, &app, "ann").await;
    assert_eq!(name(&client).await, "ann");
    client.ask::<()>("expire", &()).await.unwrap();
    assert_eq!(
        code_and_message(client.ask::<String>("who-am-i", &()).await),
        ["unauthorized", "the token has expired"]
    );
    let why = refused(with::<Guarded>(way, &app, "ann")).await;
    assert_eq!(why, "the token has expired");
}

async fn a_guard_of_connections_runs_once_for_all_gateways_and_not_before_messages(way: Way) {
    let (app, _) = app(way).await;
    for number in 1..=2 {
        let client = with::<Once>(way, &app, "ann").await.unwrap();
        for event in ["number", "asked", "number"] {
            assert_eq!(client.ask::<usize>(event, &()).await, Ok(number));
        }
    }
    assert_eq!(refused(with::<Once>(way, &app, "refused")).await, "not you");
}

async fn the_guard_of_a_dynamic_namespace_knows_which_one_it_is(way: Way) {
    let (app, _) = app(way).await;
    let hall = way.connect::<Room>(&app).namespace("/guarded/hall");
    let hall = hall.await.unwrap();
    assert_eq!(hall.ask::<String>("room", &()).await.unwrap(), "hall");
    let secret = way.connect::<Room>(&app).namespace("/guarded/secret");
    assert_eq!(refused(secret).await, "Forbidden resource");
}
