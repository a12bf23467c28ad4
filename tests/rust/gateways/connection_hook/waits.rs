//! Messages wait for a hook that waits. `Cued` has one that ends when the test opens its gate, and `Greets` one that
//! prepares what handlers rely on.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use futures_util::{FutureExt as _, future::join_all};
use gateway_runtime::{prelude::*, testing::TestApp};
use gateway_tests::gate::Gate;

use crate::{
    journal::Journal,
    way::{Way, over_each_way},
};

/// How many clients connect at once.
const MANY: u32 = 200;

#[websocket_gateway(namespace = "cued")]
struct Cued {
    #[inject]
    gate: Gate,
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Cued {
    #[on_gateway_connection]
    async fn joined(&self) {
        self.notes.note("joining");
        self.gate.pass().await;
        self.notes.note("joined");
    }

    #[on_gateway_disconnect]
    fn left(&self) {
        self.notes.note("left");
    }

    #[subscribe_message("number")]
    fn number(&self, #[message_body] number: u32) -> u32 {
        self.notes.note(format!("handled {number}"));
        number
    }
}

#[websocket_gateway(namespace = "greets")]
struct Greets {
    /// Who has been let in completely.
    prepared: Mutex<HashSet<SocketId>>,
}

/// What a handler sees.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Seen {
    number: u32,
    is_prepared: bool,
    rooms: Vec<String>,
}

#[websocket_gateway]
impl Greets {
    #[on_gateway_connection]
    async fn joined(&self, socket: Socket) -> Result<(), WsError> {
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
        socket.join("greeted");
        let mut prepared = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        prepared.insert(socket.id());
        drop(prepared);
        socket.emit("welcome", &socket.id())?;
        Ok(())
    }

    #[subscribe_message("number")]
    fn number(&self, socket: Socket, #[message_body] number: u32) -> Seen {
        let prepared = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        let is_prepared = prepared.contains(&socket.id());
        let rooms = socket.rooms();
        Seen {
            number,
            is_prepared,
            rooms,
        }
    }
}

over_each_way!(
    messages_that_arrive_while_the_hook_runs_wait_for_it_in_order,
    what_the_hook_emits_and_joins_is_there_before_the_first_answer,
    for_a_client_that_leaves_while_the_hook_runs_the_order_is_hook_messages_disconnect_hook,
    many_clients_that_emit_at_connect_lose_nothing,
);

async fn app(way: Way) -> (TestApp, Gate, Journal) {
    let (gate, notes) = (Gate::closed(), Journal::<String>::default());
    let builder = GatewayApp::builder()
        .provide(gate.clone())
        .provide(notes.clone())
        .only::<(Cued, Greets)>();
    (way.start(builder).await, gate, notes)
}

async fn messages_that_arrive_while_the_hook_runs_wait_for_it_in_order(way: Way) {
    let (app, gate, notes) = app(way).await;
    let client = way.join::<Cued>(&app).await;
    let mut answers = [0, 1, 2, 3, 4].map(|number| client.ask::<u32>("number", &number));
    app.settled().await;
    for answer in &mut answers {
        assert_eq!(answer.now_or_never(), None);
    }
    assert_eq!(notes.all(), ["joining"]);
    gate.open();
    for (answer, number) in answers.into_iter().zip(0..) {
        assert_eq!(answer.await, Ok(number));
    }
    assert_eq!(notes.all()[1], "joined");
    let handled = [0, 1, 2, 3, 4].map(|number| format!("handled {number}"));
    assert_eq!(notes.all()[2..], handled);
}

async fn what_the_hook_emits_and_joins_is_there_before_the_first_answer(way: Way) {
    let (app, ..) = app(way).await;
    let client = way.join::<Greets>(&app).await;
    let mut rooms = vec![client.id().to_string(), "greeted".to_owned()];
    rooms.sort();
    let seen = client.ask::<Seen>("number", &7).await;
    let is_prepared = true;
    assert_eq!(
        seen,
        Ok(Seen {
            number: 7,
            is_prepared,
            rooms
        })
    );
    assert_eq!(client.waiting_events(), 1);
    let welcome = client.event_named::<SocketId>("welcome").await;
    assert_eq!(welcome, client.id());
    client.no_event().await;
}

async fn for_a_client_that_leaves_while_the_hook_runs_the_order_is_hook_messages_disconnect_hook(
    way: Way,
) {
    let (app, gate, notes) = app(way).await;
    let client = way.join::<Cued>(&app).await;
    client.emit("number", &1);
    client.disconnect().await;
    assert_eq!(notes.all(), ["joining"]);
    gate.open();
    app.settled().await;
    assert_eq!(notes.all()[1..], ["joined", "handled 1", "left"]);
}

/// The upgrade of a client that has sent messages already is in tests/js/default-only/connection-hook.test.mjs.
async fn many_clients_that_emit_at_connect_lose_nothing(way: Way) {
    let (app, ..) = app(way).await;
    let clients = (0..MANY).map(async |number| {
        let client = way.join::<Greets>(&app).await;
        for number in [number, number + MANY] {
            let seen = client.ask::<Seen>("number", &number).await.unwrap();
            assert_eq!((seen.number, seen.is_prepared), (number, true));
        }
    });
    join_all(clients).await;
}
