//! A client that sends a message before a guard has let it in loses its connection, and no method runs
//! (docs/guarantees.md, 2).

use gateway_runtime::{Parser, prelude::*, testing::End};
use gateway_tests::gate::Gate;

use crate::{
    journal::Journal,
    way::{Transport, Way},
};

/// The guard opens `asked`, and then waits at `opened`.
#[derive(Clone)]
struct Door {
    asked: Gate,
    opened: Gate,
}

#[guard(connection)]
async fn opened(#[inject] door: Door) -> bool {
    door.asked.open();
    door.opened.pass().await;
    true
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
            asked: Gate::closed(),
            opened: Gate::closed(),
        };
        let notes = Journal::<String>::default();
        let builder = GatewayApp::builder()
            .provide(notes.clone())
            .provide(door.clone())
            .only::<(Behind, Hall)>();
        let app = way.start(builder).await;

        let client = way.join::<Hall>(&app).await;
        client.send_text("0/door,");
        door.asked.pass().await;
        client.send_text(r#"2/door,["say","too early"]"#);
        assert_eq!(client.ended().await, End::ConnectionLost, "{transport:?}");

        // For the client that is gone, if its guard still waits, and for the next.
        door.opened.open();
        door.opened.open();
        let honest = way.join::<Behind>(&app).await;
        honest.emit("say", &"in time");
        app.settled().await;
        assert_eq!(notes.take(), ["joined", "in time"], "{transport:?}");
    }
}
