//! The server asks clients with `emit_with_ack`.

use std::collections::HashMap;

use gateway_runtime::{Args, Parser, SocketId};
use serde_json::{Value, json};

use super::gather;
use crate::way::{Transport, Way, over_each_way};

over_each_way!(
    a_method_asks_its_own_client_and_another_by_its_id,
    an_answer_of_several_arguments_is_read_as_several_by_the_rules_of_bodies,
    the_server_asks_a_room_of_each_client_several_arguments,
    asking_a_room_that_nobody_is_in_gives_no_answers,
    a_client_that_leaves_instead_of_answering_is_an_error_long_before_the_timeout,
);

async fn a_method_asks_its_own_client_and_another_by_its_id(way: Way) {
    let (_app, [one, other], _) = gather(way, [&[], &[]]).await;
    one.answer_to("question", |question: Value| json!({ "mine": question }));
    other.answer_to("question", |question: Value| {
        Args((json!(["theirs", question]), "more is ignored"))
    });
    let mine: Value = one.ask("ask-me", "quo\"te\n").await.unwrap();
    assert_eq!(mine, json!({ "mine": "quo\"te\n" }));
    let question = Args((other.id(), json!({ "n": 1 })));
    let theirs: Value = one.ask("ask-one", &question).await.unwrap();
    assert_eq!(theirs, json!(["theirs", { "n": 1 }]));
    let nobody = one.ask::<Value>("ask-one", &Args(("AAAAAAAAAAAAAAHs", 1)));
    assert_eq!(nobody.await.unwrap_err().code(), "not_found");
}

async fn an_answer_of_several_arguments_is_read_as_several_by_the_rules_of_bodies(way: Way) {
    let (_app, [client], _) = gather(way, [&[]]).await;
    let read = async || client.ask::<Value>("ask-me-twice", &()).await.unwrap();
    client.answer_to("question", |_: Value| Args((1, "two")));
    assert_eq!(read().await, json!([1, "two"]));
    client.answer_to("question", |_: Value| {
        Args((1, "two", json!({ "more": "is ignored" })))
    });
    assert_eq!(read().await, json!([1, "two"]));
    client.answer_to("question", |_: Value| 1);
    assert_eq!(read().await, json!([1, null]));
    client.answer_to("question", |_: Value| Args((1, ())));
    assert_eq!(read().await, json!([1, null]));
    client.answer_to("question", |_: Value| ());
    assert_eq!(
        read().await,
        "the acknowledgement cannot be decoded: argument 1 is missing"
    );
    client.answer_to("question", |_: Value| Args((1, [2])));
    assert_eq!(
        read().await,
        "the acknowledgement cannot be decoded: argument 2: invalid type: sequence, expected a string"
    );
    client.answer_to("question", |_: Value| Args(("one", "two")));
    assert_eq!(
        read().await,
        "the acknowledgement cannot be decoded: invalid type: string \"one\", expected u32"
    );
}

async fn the_server_asks_a_room_of_each_client_several_arguments(way: Way) {
    let (_app, clients, _) = gather(way, [&[], &["room"], &["room"], &["room"]]).await;
    clients[1].answer_to("question", |_: Value| Args((7, "seven", "ignored")));
    clients[2].answer_to("question", |_: Value| 8);
    clients[3].answer_to("question", |_: Value| ());
    let answers: Answers = clients[0].ask("ask-room-twice", "room").await.unwrap();
    let missing = "the acknowledgement cannot be decoded: argument 1 is missing";
    assert_eq!(
        by_id(answers),
        HashMap::from([
            (clients[1].id(), json!([7, "seven"])),
            (clients[2].id(), json!([8, null])),
            (clients[3].id(), json!(missing)),
        ])
    );
}

/// Each client's answer.
type Answers = Vec<(SocketId, Value)>;

/// No client has answered twice.
fn by_id(answers: Answers) -> HashMap<SocketId, Value> {
    let count = answers.len();
    let answers = HashMap::from_iter(answers);
    assert_eq!(answers.len(), count);
    answers
}

async fn asking_a_room_that_nobody_is_in_gives_no_answers(way: Way) {
    let (_app, [client], _) = gather(way, [&[]]).await;
    let answers: Answers = client.ask("ask-room", &Args(("room", 300))).await.unwrap();
    assert_eq!(answers, []);
}

async fn a_client_that_leaves_instead_of_answering_is_an_error_long_before_the_timeout(way: Way) {
    let (_app, [one, other], _) = gather(way, [&[], &[]]).await;
    let question = Args((other.id(), "are you there?"));
    let answer = one.ask::<Value>("ask-one", &question);
    let asked: Value = other.event_named("question").await;
    assert_eq!(asked, "are you there?");
    other.disconnect().await;
    assert_eq!(answer.await, Ok(json!("disconnected")));
}

#[tokio::test(start_paused = true)]
async fn the_server_asks_a_room_answers_what_cannot_be_decoded_and_who_does_not_answer() {
    for parser in [Parser::Common, Parser::Msgpack] {
        let way = Way {
            transport: Transport::Websocket,
            parser,
        };
        let (_app, clients, _) = gather(way, [&[], &["room"], &["room"], &["room"]]).await;
        clients[1].answer_to("question", |_: Value| 7);
        clients[2].answer_to("question", |_: Value| "seven");
        let asked = Args(("room", 300));
        let answers: Answers = clients[0].ask("ask-room", &asked).await.unwrap();
        assert_eq!(
            by_id(answers),
            HashMap::from([
                (clients[1].id(), json!(7)),
                (clients[2].id(), json!("undecodable")),
                (clients[3].id(), json!("timeout")),
            ])
        );
        let asked: String = clients[3].event_named("question").await;
        assert_eq!(asked, "how many?");
    }
}
