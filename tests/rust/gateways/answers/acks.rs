//! Answers that are given by hand.

use gateway_runtime::prelude::*;
use serde_json::json;

use super::{Answers, Greeting, assert_answer, assert_events, hello, join};
use crate::{
    packets::{Got, ask_all, got},
    told::{internal, told},
    way::{Way, over_each_way},
};

#[websocket_gateway]
impl Answers {
    #[subscribe_message]
    fn ack(&self, #[ack] ack: Ack<String>) {
        ack.send("by hand".into());
    }

    #[subscribe_message]
    async fn ack_args(&self, ack: Ack<Args<(u8, u8)>>) {
        tokio::task::yield_now().await;
        ack.send(Args((1, 2)));
    }

    #[subscribe_message]
    fn ack_shared(&self, ack: Ack<Arc<Greeting>>) {
        ack.send(Arc::new(hello()));
    }

    #[subscribe_message]
    fn ack_unit(&self, ack: Ack<()>) {
        ack.send(());
    }

    #[subscribe_message]
    fn ack_dropped(&self, ack: Ack<()>) {
        drop(ack);
    }

    #[subscribe_message]
    async fn ack_in_a_task(&self, ack: Ack<String>) {
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            ack.send("later".into());
        });
    }

    #[subscribe_message]
    async fn ack_lost_in_a_task(&self, ack: Ack<String>) {
        tokio::spawn(async move {
            tokio::task::yield_now().await;
            drop(ack);
        });
    }

    #[subscribe_message]
    fn ack_fail(&self, ack: Ack<()>) {
        ack.fail(WsError::timeout("too slow"));
    }

    #[subscribe_message]
    fn error_before_ack(&self, ack: Ack<()>) -> Result<(), WsError> {
        if ack.is_asked_for() {
            return Err(WsError::conflict("before"));
        }
        Ok(())
    }

    #[subscribe_message]
    async fn error_after_ack(&self, ack: Ack<String>) -> Result<(), WsError> {
        ack.send("used".into());
        tokio::task::yield_now().await;
        Err(WsError::conflict("after"))
    }

    #[subscribe_message]
    fn is_asked(&self, ack: Ack<bool>, socket: Socket) -> Result<(), WsError> {
        socket.emit("asked", &ack.is_asked_for())?;
        ack.send(true);
        Ok(())
    }
}

over_each_way!(
    an_ack_answers_with_its_value,
    an_ack_that_is_dropped_unused_is_an_internal_error,
    an_ack_that_nobody_waits_for_may_be_dropped,
    an_error_after_the_ack_was_used_is_the_event_exception,
    an_ack_knows_whether_the_client_waits_for_it,
);

async fn an_ack_answers_with_its_value(way: Way) {
    let (_app, client) = join(way).await;
    for (event, expected) in [
        ("ack", json!(["by hand"])),
        ("ack-args", json!([1, 2])),
        ("ack-shared", json!([{ "text": "hello" }])),
        ("ack-unit", json!([])),
        // The task has it when the method has returned.
        ("ack-in-a-task", json!(["later"])),
    ] {
        assert_answer(&client, event, json!([]), expected).await;
    }
}

async fn an_ack_that_is_dropped_unused_is_an_internal_error(way: Way) {
    let (_app, client) = join(way).await;
    for event in ["ack-dropped", "ack-lost-in-a-task"] {
        assert_eq!(client.ask::<()>(event, &()).await, Err(internal(event)));
    }
    client.no_event().await;
}

async fn an_ack_that_nobody_waits_for_may_be_dropped(way: Way) {
    let (app, client) = join(way).await;
    client.emit("ack-dropped", &());
    client.emit("ack-lost-in-a-task", &());
    app.settled().await;
    assert_eq!(got(&client), []);
}

async fn an_error_after_the_ack_was_used_is_the_event_exception(way: Way) {
    let (_app, client) = join(way).await;
    let event = "error-after-ack";
    assert_eq!(ask_all(&client, event, &[]).await, [json!("used")]);
    assert_eq!(client.exception().await, told("conflict", "after", event));
    client.no_event().await;
}

async fn an_ack_knows_whether_the_client_waits_for_it(way: Way) {
    let (app, client) = join(way).await;
    assert_eq!(client.ask::<bool>("is-asked", &()).await, Ok(true));
    client.emit("is-asked", &());
    app.settled().await;
    assert_events(&client, json!([["asked", true], ["asked", false]]));
    // Nobody waits for the second one.
    let answers = got(&client);
    let answers = answers.iter().filter(|got| matches!(got, Got::Answer(_)));
    assert_eq!(answers.count(), 1);
}
