//! A client that sends a message before a guard has let it in loses its connection, and no method runs
//! (docs/guarantees.md, 2).

use std::sync::Arc;

use gateway_runtime::{
    Parser,
    prelude::*,
    testing::{End, TestApp},
};
use tokio::sync::Semaphore;

use crate::{
    journal::Journal,
    way::{Transport, Way},
};

/// What the guard waits for: a permit lets one client in.
#[derive(Clone)]
struct Door {
    asked: Arc<Semaphore>,
    opened: Arc<Semaphore>,
}

#[guard(connection)]
async fn opened(#[inject] door: Door) -> bool {
    door.asked.add_permits(1);
    door.opened.acquire().await.is_ok()
}

#[websocket_gateway(namespace = "door")]
#[use_guards(opened)]
struct Behind {
    #[inject]
    notes: Journal,
}

#[websocket_gateway]
impl Behind {
    #[on_gateway_connection]
    fn joined(&self) {
        self.notes.note("joined");
    }

    #[subscribe_message("say")]
    fn say(&self, #[message_body] words: String) {
        self.notes.note(words);
    }
}

/// Lets everybody in.
#[websocket_gateway(namespace = "hall")]
struct Hall;

#[tokio::test]
async fn a_message_before_the_guard_has_answered_ends_the_connection_and_reaches_no_method() {
    for transport in [Transport::Websocket, Transport::Polling, Transport::Upgrade] {
        let way = Way {
            transport,
            parser: Parser::Common,
        };
        let door = Door {
            asked: Arc::new(Semaphore::new(0)),
            opened: Arc::new(Semaphore::new(0)),
        };
        let notes = Journal::<String>::default();
        let builder = GatewayApp::builder()
            .provide(notes.clone())
            .provide(door.clone())
            .only::<(Behind, Hall)>();
        let app: TestApp = way.start(builder).await;

        let client = way.join::<Hall>(&app).await;
        client.send_text("0/door,");
        door.asked.acquire().await.unwrap().forget();
        client.send_text(r#"2/door,["say","too early"]"#);
        assert_eq!(client.ended().await, End::ConnectionLost, "{transport:?}");

        // The guard lets in whoever waits, and the next.
        door.opened.add_permits(2);
        let honest = way.join::<Behind>(&app).await;
        honest.emit("say", &"in time");
        app.settled().await;
        assert_eq!(notes.take(), ["joined", "in time"], "{transport:?}");
    }
}
