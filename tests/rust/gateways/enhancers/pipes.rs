//! Pipes change what a client sent into what a method takes, and their errors are answered like those of methods
//! (docs/guarantees.md, 8 and 9).

use std::time::Duration;

use futures_util::FutureExt as _;
use gateway_runtime::{
    prelude::*,
    testing::{Client, TestApp},
};
use gateway_tests::gate::Gate;
use serde_json::json;

use super::code_and_message;
use crate::{
    log,
    logged::assert_logged,
    way::{Way, over_each_way},
};

#[derive(Clone)]
struct Customer(String);

/// What the client is called in its header `x-token`.
#[guard]
fn customer(handshake: Handshake) -> Result<Customer, WsError> {
    let name = handshake.header("x-token");
    name.map(|name| Customer(name.to_owned()))
        .ok_or_else(|| WsError::forbidden("no customer"))
}

struct Order(String);

enum Unknown {
    Order(u64),
}

impl From<Unknown> for WsError {
    fn from(Unknown::Order(id): Unknown) -> Self {
        Self::not_found(format!("no order {id}"))
    }
}

/// Finds an order of the client, and does what its number says.
#[pipe]
async fn order(
    id: u64,
    #[guarded] Customer(customer): Customer,
    #[inject] gate: Gate,
) -> Result<Order, Unknown> {
    match id {
        0 => return Err(Unknown::Order(id)),
        1 => gate.pass().await,
        2 => panic!("the pipe panics"),
        3 => tokio::time::sleep(Duration::from_mins(10)).await,
        _ => tokio::task::yield_now().await,
    }
    Ok(Order(format!("{id} of {customer}")))
}

#[pipe]
fn trimmed(text: String) -> String {
    text.trim().to_owned()
}

#[filter]
fn unknown(Unknown::Order(id): Unknown) -> WsError {
    WsError::new("unknown", "filtered").with_details(id)
}

#[filter]
fn kinds(failure: Failure) -> WsError {
    let kind = format!("{:?}", failure.kind());
    WsError::new("kind", kind)
}

#[websocket_gateway(namespace = "piped", timeout = "10s")]
#[use_guards(customer)]
struct Piped;

#[websocket_gateway]
impl Piped {
    #[subscribe_message("order")]
    fn order(&self, #[message_body("id", pipe = order)] Order(order): Order) -> String {
        order
    }

    #[subscribe_message("several")]
    async fn several(
        &self,
        #[message_body(pipe = order)] Order(order): Order,
        #[message_body(pipe = trimmed)] note: String,
        #[message_body] count: u8,
    ) -> Args<(String, String, u8)> {
        Args((order, note, count))
    }

    #[subscribe_message("filtered")]
    #[use_filters(unknown, kinds)]
    fn filtered(&self, #[message_body(pipe = order)] Order(order): Order) -> String {
        order
    }

    #[subscribe_message("late", timeout = "200ms")]
    fn late(&self, #[message_body(pipe = order)] Order(order): Order) -> String {
        order
    }

    #[subscribe_message("by-hand")]
    fn by_hand(&self, #[message_body(pipe = order)] Order(order): Order, ack: Ack<String>) {
        ack.send(order);
    }
}

over_each_way!(
    a_pipe_makes_a_plain_methods_parameter_of_a_member_and_takes_what_a_guard_gave,
    each_of_several_parameters_has_a_pipe_of_its_own_or_none,
    a_body_that_does_not_decode_does_not_reach_the_pipe,
    a_pipes_error_refuses_the_message,
    filters_see_the_error_in_the_pipes_own_type,
    a_pipe_that_waits_holds_up_nobody_else,
    a_pipe_that_panics_is_an_internal_error,
);

async fn join(way: Way) -> (TestApp, Client, Gate) {
    let gate = Gate::closed();
    let builder = GatewayApp::builder()
        .provide(gate.clone())
        .only::<(Piped,)>();
    let app = way.start(builder).await;
    let client = way.connect::<Piped>(&app).header("x-token", "ann").await;
    (app, client.unwrap(), gate)
}

async fn a_pipe_makes_a_plain_methods_parameter_of_a_member_and_takes_what_a_guard_gave(way: Way) {
    let (_app, client, _) = join(way).await;
    let order: String = client.ask("order", &json!({ "id": 7 })).await.unwrap();
    assert_eq!(order, "7 of ann");
}

async fn each_of_several_parameters_has_a_pipe_of_its_own_or_none(way: Way) {
    let (_app, client, _) = join(way).await;
    let answer = client.ask("several", &Args((8, "  now ", 3))).await;
    let Args((order, note, count)): Args<(String, String, u8)> = answer.unwrap();
    assert_eq!((&*order, &*note, count), ("8 of ann", "now", 3));
}

async fn a_body_that_does_not_decode_does_not_reach_the_pipe(way: Way) {
    let (_app, client, _) = join(way).await;
    let no_number = client.ask::<String>("order", &json!({ "id": "seven" }));
    assert_eq!(code_and_message(no_number.await)[0], "bad_request");
    let no_text = client.ask::<String>("several", &Args((7, 5, 3)));
    assert_eq!(code_and_message(no_text.await)[0], "bad_request");
    let filtered = client.ask::<String>("filtered", "seven");
    assert_eq!(code_and_message(filtered.await), ["kind", "Parameter"]);
}

async fn a_pipes_error_refuses_the_message(way: Way) {
    let (_app, client, _) = join(way).await;
    let id = json!({ "id": 0 });
    let unknown = ["not_found", "no order 0"];
    assert_eq!(
        code_and_message(client.ask::<String>("order", &id).await),
        unknown
    );
    assert_eq!(
        code_and_message(client.ask::<String>("by-hand", &0).await),
        unknown
    );
    client.emit("order", &id);
    assert_eq!(client.exception().await.message(), "no order 0");
    let order: String = client.ask("by-hand", &9).await.unwrap();
    assert_eq!(order, "9 of ann");
}

async fn filters_see_the_error_in_the_pipes_own_type(way: Way) {
    let (_app, client, _) = join(way).await;
    let error = client.ask::<String>("filtered", &0).await.unwrap_err();
    assert_eq!((error.code(), error.details::<u64>()), ("unknown", Some(0)));
    let order: String = client.ask("filtered", &7).await.unwrap();
    assert_eq!(order, "7 of ann");
    let panicked = client.ask::<String>("filtered", &2).await;
    assert_eq!(code_and_message(panicked), ["kind", "Panic"]);
}

async fn a_pipe_that_waits_holds_up_nobody_else(way: Way) {
    let (app, client, gate) = join(way).await;
    let mut waiting = client.ask::<String>("order", &json!({ "id": 1 }));
    let order: String = client.ask("order", &json!({ "id": 7 })).await.unwrap();
    assert_eq!(order, "7 of ann");
    app.settled().await;
    assert_eq!((app.in_work(), (&mut waiting).now_or_never()), (1, None));
    gate.open();
    assert_eq!(waiting.await.unwrap(), "1 of ann");
}

async fn a_pipe_that_panics_is_an_internal_error(way: Way) {
    log::start();
    let (_app, client, _) = join(way).await;
    let panicked = client.ask::<String>("order", &json!({ "id": 2 }));
    assert_eq!(
        code_and_message(panicked.await),
        ["internal", "Internal server error"]
    );
    assert_logged(&["the pipe panics"]);
}

#[tokio::test(start_paused = true)]
async fn the_methods_timeout_holds_for_its_pipes() {
    let (_app, client, _) = join(Way::USUAL).await;
    let begin = tokio::time::Instant::now();
    let late = client.ask::<String>("late", &3).await;
    assert_eq!(code_and_message(late)[0], "timeout");
    assert_eq!(begin.elapsed().as_millis() / 10, 20);
}
