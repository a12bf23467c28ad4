//! `Piped` takes its parameters through pipes.

use std::time::Duration;

use gateway_runtime::prelude::*;
use gateway_tests::client_cue::wait_for_client;

#[derive(Clone)]
struct Customer(String);

/// What the client is called in its header `x-token`.
#[guard]
fn customer(handshake: Handshake) -> Result<Customer, WsError> {
    let name = handshake.header("x-token").unwrap_or("nobody").to_owned();
    if name == "refused" {
        return Err(WsError::forbidden("no customer"));
    }
    Ok(Customer(name))
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
#[expect(clippy::panic, reason = "that it panics is the point")]
async fn order(
    id: u64,
    socket: Socket,
    #[guarded] Customer(customer): Customer,
) -> Result<Order, Unknown> {
    match id {
        0 => return Err(Unknown::Order(id)),
        1 => wait_for_client(&socket).await.unwrap_or_default(),
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
