//! `close()` ends the whole connection of a client, as `disconnect(true)` does on Node (docs/guarantees.md, 6).

use std::collections::HashSet;

use gateway_runtime::{
    prelude::*,
    testing::{Client, End, TestApp},
};
use gateway_tests::gate::Gate;
use serde_json::json;

use crate::{
    journal::{Journal, Left},
    way::{Way, over_each_way},
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Auth {
    /// Whether the connection hook closes the connection.
    close: bool,
}

#[websocket_gateway(namespace = "closing", rename_all = "kebab-case")]
struct Closing {
    #[websocket_server]
    server: Server,
    #[inject]
    left: Journal<Left>,
}

#[websocket_gateway]
impl Closing {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket, #[handshake_auth] auth: Auth) {
        if auth.close {
            socket.close();
        }
    }

    #[subscribe_message]
    fn join(&self, socket: Socket, #[message_body] room: String) {
        socket.join(room);
    }

    /// Closes the connection behind two events, one of them in the other namespace.
    #[subscribe_message]
    async fn close(
        &self,
        socket: Socket,
        #[inject] other: Server<ClosingToo>,
    ) -> Result<&'static str, WsError> {
        socket.emit("last-words", "here")?;
        other.to(socket.id()).emit("last-words", "there").await?;
        socket.close();
        Ok("answered")
    }

    #[subscribe_message]
    fn close_twice(&self, socket: Socket) {
        socket.close();
        socket.close();
        socket.disconnect();
    }

    #[subscribe_message]
    async fn close_room(&self, #[message_body] room: String) -> Result<(), WsError> {
        Ok(self.server.to(room).close().await?)
    }

    #[subscribe_message]
    async fn close_everyone(&self) -> Result<(), WsError> {
        Ok(self.server.close().await?)
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        self.left.left("Closing", &socket, reason);
    }
}

/// Another namespace that the same clients are in.
#[websocket_gateway(namespace = "closing-too", rename_all = "kebab-case")]
struct ClosingToo {
    #[inject]
    gate: Gate,
    #[inject]
    worked: Journal,
    #[inject]
    left: Journal<Left>,
}

#[websocket_gateway]
impl ClosingToo {
    /// Journal how the emit goes that comes when the gate is opened.
    #[subscribe_message]
    async fn work(&self, socket: Socket) {
        self.gate.pass().await;
        let emitted = socket.emit("too-late", &());
        self.worked.note(emitted.unwrap_err().to_string());
    }

    #[on_gateway_disconnect]
    fn left(&self, socket: Socket, reason: DisconnectReason) {
        self.left.left("ClosingToo", &socket, reason);
    }
}

/// Lets nobody in before the gate is opened.
#[guard(connection)]
async fn waits(#[inject] gate: Gate) -> Result<(), WsError> {
    gate.pass().await;
    Ok(())
}

/// A further namespace that clients are on their way into.
#[websocket_gateway(namespace = "closing-late")]
#[use_guards(waits)]
struct ClosingLate {
    #[inject]
    worked: Journal,
}

#[websocket_gateway]
impl ClosingLate {
    #[on_gateway_connection]
    fn joined(&self) {
        self.worked.note("let in");
    }
}

over_each_way!(
    every_namespace_of_the_connection_is_left_with_its_hook_and_what_was_sent_before_arrives,
    a_second_close_and_a_disconnect_change_nothing,
    the_connections_of_a_room_are_closed_and_no_others,
    everyone_in_the_namespace_is_closed,
    messages_in_work_end_and_reach_the_client_no_more,
    a_connection_hook_closes_the_connection_and_the_client_is_let_in_nowhere_over_it,
    a_client_on_its_way_into_a_further_namespace_is_not_let_in,
);

/// The app with what its hooks and methods note.
struct Started {
    app: TestApp,
    gate: Gate,
    worked: Journal,
    left: Journal<Left>,
}

async fn start(way: Way) -> Started {
    let (gate, worked, left) = (Gate::closed(), Journal::default(), Journal::default());
    let builder = GatewayApp::builder()
        .only::<(Closing, ClosingLate, ClosingToo)>()
        .provide(gate.clone())
        .provide(worked.clone())
        .provide(left.clone());
    let app = way.start(builder).await;
    Started {
        app,
        gate,
        worked,
        left,
    }
}

/// A client in both namespaces over one connection.
async fn both(way: Way, app: &TestApp) -> [Client; 2] {
    let here = way.join::<Closing>(app).await;
    let there = here.join_namespace("closing-too").await.unwrap();
    assert_eq!(here.id(), there.id());
    [here, there]
}

/// Both namespaces have told the client, once, and nothing has come but that.
async fn assert_closed([here, there]: &[Client; 2]) {
    for client in [here, there] {
        assert_eq!(client.ended().await, End::ByServer);
        client.no_event().await;
        let goodbye = format!("<- 1{},", client.namespace());
        let transcript = client.transcript();
        assert_eq!(transcript.matches(&goodbye).count(), 1, "{transcript}");
        assert!(
            transcript.contains("(the connection has ended)"),
            "{transcript}"
        );
    }
}

/// The disconnect hooks of both gateways have run, once each, for these clients.
#[track_caller]
fn assert_left(left: &Journal<Left>, clients: &[&[Client; 2]]) {
    let left = left.take();
    for one in &left {
        assert_eq!(one.reason, DisconnectReason::ServerNamespaceDisconnect);
    }
    let count = left.len();
    let left: HashSet<_> = left.iter().map(|left| (left.gateway, left.id)).collect();
    assert_eq!(left.len(), count);
    let both = clients
        .iter()
        .flat_map(|[here, there]| [("Closing", here.id()), ("ClosingToo", there.id())]);
    assert_eq!(left, both.collect());
}

async fn every_namespace_of_the_connection_is_left_with_its_hook_and_what_was_sent_before_arrives(
    way: Way,
) {
    let Started { app, left, .. } = start(way).await;
    let client = both(way, &app).await;
    let [here, there] = &client;
    here.emit("close", &());
    assert_eq!(here.event_named::<String>("last-words").await, "here");
    assert_eq!(there.event_named::<String>("last-words").await, "there");
    assert_closed(&client).await;
    assert_left(&left, &[&client]);
    assert_eq!(app.open_sockets(), 0);
}

async fn a_second_close_and_a_disconnect_change_nothing(way: Way) {
    let Started { app, left, .. } = start(way).await;
    let client = both(way, &app).await;
    client[0].emit("close-twice", &());
    assert_closed(&client).await;
    assert_left(&left, &[&client]);
    // The client may connect again, over another connection.
    let again = both(way, &app).await;
    assert_ne!(again[0].id(), client[0].id());
}

async fn the_connections_of_a_room_are_closed_and_no_others(way: Way) {
    let Started { app, left, .. } = start(way).await;
    let [one, two, stays] = [
        both(way, &app).await,
        both(way, &app).await,
        both(way, &app).await,
    ];
    for [here, _] in [&one, &two] {
        here.ask::<()>("join", "room").await.unwrap();
    }
    stays[0].ask::<()>("close-room", "room").await.unwrap();
    assert_closed(&one).await;
    assert_closed(&two).await;
    assert_left(&left, &[&one, &two]);
    stays[0].ask::<()>("join", "room").await.unwrap();
    for client in &stays {
        assert_eq!(client.end(), None);
        client.no_event().await;
    }
}

async fn everyone_in_the_namespace_is_closed(way: Way) {
    let Started { app, left, .. } = start(way).await;
    let [one, two] = [both(way, &app).await, both(way, &app).await];
    one[0].emit("close-everyone", &());
    assert_closed(&one).await;
    assert_closed(&two).await;
    assert_left(&left, &[&one, &two]);
}

async fn messages_in_work_end_and_reach_the_client_no_more(way: Way) {
    let Started {
        app,
        gate,
        worked,
        left,
    } = start(way).await;
    let client = both(way, &app).await;
    client[1].emit("work", &());
    app.settled().await;
    assert_eq!(app.in_work(), 1);
    client[0].emit("close-twice", &());
    assert_closed(&client).await;
    assert_eq!(worked.take(), [""; 0]);
    gate.open();
    app.settled().await;
    assert_eq!(worked.take(), ["the socket is disconnected"]);
    assert_closed(&client).await;
    assert_left(&left, &[&client]);
    assert_eq!(app.in_work(), 0);
}

async fn a_connection_hook_closes_the_connection_and_the_client_is_let_in_nowhere_over_it(
    way: Way,
) {
    let Started { app, .. } = start(way).await;
    let here = way.connect::<Closing>(&app).auth(&json!({ "close": true }));
    let here = here.await.unwrap();
    // On its way into the other namespace, the client is refused there, disconnected, or not heard any more.
    match here.join_namespace("closing-too").await {
        Ok(there) => assert_eq!(there.ended().await, End::ByServer),
        Err(refused) => assert!(
            [
                "the server has closed the connection",
                "the connection has ended"
            ]
            .contains(&refused.message()),
            "{refused}"
        ),
    }
    assert_eq!(here.ended().await, End::ByServer);
    here.no_event().await;
    assert_eq!(app.open_sockets(), 0);
}

async fn a_client_on_its_way_into_a_further_namespace_is_not_let_in(way: Way) {
    let Started {
        app, gate, worked, ..
    } = start(way).await;
    let here = way.join::<Closing>(&app).await;
    let (joined, ()) = tokio::join!(here.join_namespace("closing-late").into_future(), async {
        app.settled().await;
        here.emit("close-twice", &());
        assert_eq!(here.ended().await, End::ByServer);
        gate.open();
    });
    app.settled().await;
    // The guard had nothing against the client, and no hook and no handler hears of it.
    assert_eq!(joined.unwrap().ended().await, End::ByServer);
    assert_eq!(worked.take(), [""; 0]);
    assert_eq!(app.open_sockets(), 0);
}
