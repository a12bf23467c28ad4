//! The hook comes behind everything else of its socket, whatever has failed before.

use std::time::Duration;

use gateway_runtime::{prelude::*, testing::TestApp};

use crate::{
    journal::Journal,
    log,
    logged::assert_logged,
    told::internal,
    way::{Way, over_each_way},
};

/// One message after the other.
#[websocket_gateway(namespace = "in-turn", ordering = "sequential")]
struct InTurn {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl InTurn {
    #[subscribe_message("complete")]
    async fn complete(&self) {
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
        self.notes.note("completed");
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        self.notes.note("left");
    }
}

#[websocket_gateway(namespace = "panicking")]
struct Panicking {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Panicking {
    #[subscribe_message("plain")]
    fn plain(&self) {
        panic!("boom in a plain method");
    }

    #[subscribe_message("after-await")]
    async fn after_await(&self) {
        tokio::task::yield_now().await;
        panic!("boom after an await");
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        self.notes.note("left");
    }
}

#[websocket_gateway(namespace = "panics-at-disconnect")]
struct DisconnectPanics {
    #[websocket_server]
    server: Server,
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl DisconnectPanics {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        socket.join(format!("room of {}", socket.id()));
    }

    #[on_gateway_disconnect]
    async fn left(&self) {
        self.notes.note("leaving");
        panic!("boom in a disconnect hook");
    }

    #[subscribe_message("rooms")]
    async fn rooms(&self) -> Result<Vec<String>, WsError> {
        Ok(self.server.rooms().await?)
    }
}

/// Shares the namespace with the one that panics, and comes after it.
#[websocket_gateway(namespace = "panics-at-disconnect")]
struct LeavesAfterPanic {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl LeavesAfterPanic {
    #[on_gateway_disconnect]
    fn left(&self) {
        self.notes.note("left after the panic");
    }
}

#[websocket_gateway(namespace = "refuses")]
struct Refuses {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Refuses {
    #[on_gateway_connection]
    fn joined(&self) -> Result<(), WsError> {
        Err(WsError::forbidden("nobody enters"))
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        self.notes.note("left where nobody was let in");
    }
}

over_each_way!(
    the_hook_of_a_sequential_gateway_runs_after_every_earlier_message_has_completed,
    the_hook_runs_after_a_method_of_the_socket_has_panicked,
    a_hook_that_panics_harms_neither_the_next_gateways_nor_the_rooms_nor_the_shutdown,
    a_connection_that_was_refused_has_no_disconnect_hook_also_not_at_the_shutdown,
);

async fn app(way: Way) -> (TestApp, Journal) {
    let notes = Journal::<String>::default();
    let builder = GatewayApp::builder().provide(notes.clone()).only::<(
        InTurn,
        Panicking,
        DisconnectPanics,
        LeavesAfterPanic,
        Refuses,
    )>();
    (way.start(builder).await, notes)
}

async fn the_hook_of_a_sequential_gateway_runs_after_every_earlier_message_has_completed(way: Way) {
    let (app, notes) = app(way).await;
    let client = way.join::<InTurn>(&app).await;
    for _ in 0..20 {
        client.emit("complete", &());
    }
    client.disconnect().await;
    let mut expected = ["completed"; 20].to_vec();
    expected.push("left");
    assert_eq!(notes.all(), expected);
}

async fn the_hook_runs_after_a_method_of_the_socket_has_panicked(way: Way) {
    let (app, notes) = app(way).await;
    let client = way.join::<Panicking>(&app).await;
    for event in ["plain", "after-await"] {
        assert_eq!(client.ask::<()>(event, &()).await, Err(internal(event)));
    }
    client.disconnect().await;
    assert_eq!(notes.all(), ["left"]);
    app.shutdown(Duration::from_secs(9)).await;
    assert_eq!(notes.all(), ["left"]);
}

async fn a_hook_that_panics_harms_neither_the_next_gateways_nor_the_rooms_nor_the_shutdown(
    way: Way,
) {
    let (app, notes) = app(way).await;
    let first = way.join::<DisconnectPanics>(&app).await;
    let second = way.join::<DisconnectPanics>(&app).await;
    app.settled().await;
    log::start();
    first.disconnect().await;
    assert_eq!(notes.all(), ["leaving", "left after the panic"]);
    assert_logged(&["boom in a disconnect hook"]);
    let mut rooms = vec![second.id().to_string(), format!("room of {}", second.id())];
    rooms.sort();
    let mut there = second.ask::<Vec<String>>("rooms", &()).await.unwrap();
    there.sort();
    assert_eq!(there, rooms);
    app.shutdown(Duration::from_secs(9)).await;
    assert_eq!(notes.all()[2..], ["leaving", "left after the panic"]);
}

async fn a_connection_that_was_refused_has_no_disconnect_hook_also_not_at_the_shutdown(way: Way) {
    let (app, notes) = app(way).await;
    let client = way.join::<Panicking>(&app).await;
    let refused = client.join_namespace("refuses").await.unwrap();
    assert_eq!(refused.exception().await.code(), "forbidden");
    app.shutdown(Duration::from_secs(9)).await;
    assert_eq!(notes.all(), ["left"]);
}
