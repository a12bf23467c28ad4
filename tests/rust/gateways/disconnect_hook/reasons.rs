//! However a client leaves, the hook runs once, with the reason and the rooms. `Life` has a hook that takes its time.

use std::time::Duration;

use gateway_runtime::{
    prelude::*,
    testing::{Client, End, TestApp},
};
use tokio::time::sleep;

use crate::{
    journal::Journal,
    way::{Transport, Way, over_each_way},
};

#[websocket_gateway(namespace = "life")]
struct Life {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Life {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        socket.join("greeted");
    }

    #[on_gateway_disconnect]
    async fn left(&self, socket: Socket, reason: DisconnectReason) {
        self.notes.note("leaving");
        // A shutdown has to wait for it.
        sleep(Duration::from_millis(20)).await;
        self.notes.note(reason.to_string());
        for room in socket.rooms() {
            self.notes.note(room);
        }
    }

    #[subscribe_message("kick")]
    fn kick(&self, socket: Socket) {
        socket.disconnect();
    }

    #[subscribe_message("kick-async")]
    async fn kick_async(&self, socket: Socket) {
        tokio::task::yield_now().await;
        socket.disconnect();
    }

    #[subscribe_message("kick-after-words")]
    fn kick_after_words(&self, socket: Socket, ack: Ack<String>) -> Result<(), WsError> {
        socket.emit("last-words", &1)?;
        ack.send("answered".into());
        socket.emit("last-words", &2)?;
        socket.disconnect();
        socket.disconnect();
        Ok(())
    }
}

/// A second namespace.
#[websocket_gateway(namespace = "second-life")]
struct SecondLife {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl SecondLife {
    #[on_gateway_disconnect]
    fn left(&self) {
        self.notes.note("left the second life");
    }
}

over_each_way!(
    while_time_stands:
    the_client_disconnects,
    the_client_closes_the_connection,
    the_connection_breaks,
    a_plain_method_disconnects_it,
    an_async_method_disconnects_it,
    a_method_disconnects_it_twice,
    the_app_shuts_down,
    what_was_emitted_and_answered_before_a_disconnect_still_arrives,
    each_namespace_of_a_connection_that_is_closed_is_told,
);

async fn join(way: Way) -> (TestApp, Client, Journal) {
    let notes = Journal::<String>::default();
    let builder = GatewayApp::builder().provide(notes.clone());
    let app = way.start(builder.only::<(Life, SecondLife)>()).await;
    let client = way.join::<Life>(&app).await;
    (app, client, notes)
}

/// The hook has run once, with this reason and the rooms, and does so no second time.
async fn assert_left(app: &TestApp, notes: &Journal, id: SocketId, reason: &str) {
    app.advance(Duration::from_millis(20)).await;
    let mut expected = vec![id.to_string(), "greeted".to_owned()];
    expected.sort();
    expected.splice(0..0, ["leaving".to_owned(), reason.to_owned()]);
    assert_eq!(notes.all(), expected);
    app.shutdown(Duration::from_secs(9)).await;
    assert_eq!(notes.all(), expected);
}

async fn the_client_disconnects(way: Way) {
    let (app, client, notes) = join(way).await;
    let id = client.id();
    client.disconnect().await;
    assert_left(&app, &notes, id, "client namespace disconnect").await;
}

async fn the_client_closes_the_connection(way: Way) {
    let (app, client, notes) = join(way).await;
    client.close_connection();
    assert_eq!(client.ended().await, End::ConnectionLost);
    assert_left(&app, &notes, client.id(), "transport close").await;
}

async fn the_connection_breaks(way: Way) {
    let (app, client, notes) = join(way).await;
    client.lose_connection();
    if way.transport == Transport::Polling {
        app.settled().await;
        assert_eq!(app.open_sockets(), 1);
        // Of a client that polls, only the heartbeat tells.
        app.advance(Duration::from_secs(46)).await;
        assert_left(&app, &notes, client.id(), "ping timeout").await;
    } else {
        assert_left(&app, &notes, client.id(), "transport error").await;
    }
}

async fn a_plain_method_disconnects_it(way: Way) {
    let (app, client, notes) = join(way).await;
    client.emit("kick", &());
    assert_eq!(client.ended().await, End::ByServer);
    assert_left(&app, &notes, client.id(), "server namespace disconnect").await;
}

async fn an_async_method_disconnects_it(way: Way) {
    let (app, client, notes) = join(way).await;
    client.emit("kick-async", &());
    assert_eq!(client.ended().await, End::ByServer);
    assert_left(&app, &notes, client.id(), "server namespace disconnect").await;
}

async fn a_method_disconnects_it_twice(way: Way) {
    let (app, client, notes) = join(way).await;
    client.emit("kick-after-words", &());
    assert_eq!(client.ended().await, End::ByServer);
    assert_left(&app, &notes, client.id(), "server namespace disconnect").await;
}

async fn the_app_shuts_down(way: Way) {
    let (app, client, notes) = join(way).await;
    app.settled().await;
    app.shutdown(Duration::from_secs(9)).await;
    assert_ne!(client.ended().await, End::ByClient);
    assert_left(&app, &notes, client.id(), "server shutting down").await;
}

async fn what_was_emitted_and_answered_before_a_disconnect_still_arrives(way: Way) {
    let (_app, client, _) = join(way).await;
    let answer = client.ask::<String>("kick-after-words", &()).await;
    assert_eq!(answer, Ok("answered".into()));
    assert_eq!(client.ended().await, End::ByServer);
    for number in [1, 2] {
        assert_eq!(client.event_named::<u32>("last-words").await, number);
    }
    client.no_event().await;
}

async fn each_namespace_of_a_connection_that_is_closed_is_told(way: Way) {
    let (app, client, notes) = join(way).await;
    let second = client.join_namespace("second-life").await.unwrap();
    app.settled().await;
    client.close_connection();
    assert_eq!(second.ended().await, End::ConnectionLost);
    app.advance(Duration::from_millis(20)).await;
    let notes = notes.all();
    let count = |what| notes.iter().filter(|note| *note == what).count();
    assert_eq!(
        ["left the second life", "transport close"].map(count),
        [1, 1]
    );
    assert_eq!(app.open_sockets(), 0);
}
