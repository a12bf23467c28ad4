//! The verbs of `Server` and `Socket` reach whom they name, from methods, hooks and from outside. `Rooms` offers them to its
//! clients.

mod asking;
mod emitting;
mod ending;
mod gateway;
mod http_routes;
mod members;
mod outside;

use gateway_runtime::{
    prelude::*,
    testing::{Client, TestApp},
};

use crate::{
    journal::{Journal, Left},
    way::Way,
};
use gateway::{Heard, Rooms};

/// An app in which a client is for each list of rooms, which the client has joined.
async fn gather<const N: usize>(
    way: Way,
    rooms: [&[&str]; N],
) -> (TestApp, [Client; N], Journal<Left>) {
    let left = Journal::default();
    let builder = GatewayApp::builder()
        .only::<(Rooms,)>()
        .provide(left.clone());
    let routes = http_routes::routes(builder.server::<Rooms>());
    let app = way.start(builder.router(routes)).await;
    let clients = rooms.map(|rooms| {
        let app = &app;
        async move {
            let client = way.join::<Rooms>(app).await;
            client.ask::<()>("join", rooms).await.unwrap();
            client
        }
    });
    let clients = futures_util::future::join_all(clients).await;
    let clients = clients.try_into().unwrap();
    (app, clients, left)
}

/// Checks that these have heard "hi", by number, and that nobody has heard anything else.
async fn reached(clients: &[Client], who: &[usize]) {
    for number in who {
        assert_eq!(
            clients[*number].event::<Heard>().await,
            Heard::hi(),
            "{number}"
        );
    }
    for client in clients {
        client.no_event().await;
    }
}

/// The rooms of a client.
async fn rooms_of(client: &Client) -> Vec<String> {
    client.ask("my-rooms", &()).await.unwrap()
}

/// Who is in a room.
async fn ids_in(client: &Client, room: &str) -> Vec<SocketId> {
    in_order(client.ask("ids-in", room).await.unwrap())
}

fn in_order<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort();
    values
}
