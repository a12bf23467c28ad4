//! The server disconnects sockets, and sockets leave.

use gateway_runtime::{
    Args, DisconnectReason, SocketId,
    testing::{Client, End, TestApp},
};
use serde_json::json;

use super::{gather, ids_in, in_order, outside, reached};
use crate::{
    journal::Left,
    way::{Way, over_each_way},
};

over_each_way!(
    the_server_disconnects_one_socket_by_its_id,
    the_server_disconnects_a_room_from_a_method,
    the_server_disconnects_a_room_from_outside,
    a_method_may_disconnect_its_own_room_and_its_client_is_told_once,
    a_client_that_has_left_is_in_no_room_and_nothing_that_is_emitted_to_it_fails,
);

/// What is noted of a socket that the server has disconnected.
fn disconnected(id: SocketId, own: &[&str]) -> Left {
    let id_room = id.to_string();
    let rooms = [&[&*id_room, "lobby"], own].concat();
    Left {
        gateway: "Rooms",
        id,
        reason: DisconnectReason::ServerNamespaceDisconnect,
        rooms: in_order(rooms.into_iter().map(str::to_owned).collect()),
    }
}

async fn the_server_disconnects_one_socket_by_its_id(way: Way) {
    let (app, [one, other], left) = gather(way, [&[], &[]]).await;
    let id = other.id();
    assert_eq!(one.ask("disconnect-one", &id).await, Ok(true));
    assert_eq!(other.ended().await, End::ByServer);
    app.settled().await;
    assert_eq!(left.take(), [disconnected(id, &[])]);
    assert_eq!(one.ask("disconnect-one", &id).await, Ok(false));
}

async fn the_server_disconnects_a_room_from_a_method(way: Way) {
    disconnect_room(way, async |_, one| {
        one.ask::<()>("disconnect-room", "room").await.unwrap();
    })
    .await;
}

async fn the_server_disconnects_a_room_from_outside(way: Way) {
    disconnect_room(way, async |app, _| {
        outside::send(app, "DELETE", "/rooms/room", None).await;
    })
    .await;
}

async fn disconnect_room(way: Way, disconnect: impl AsyncFn(&TestApp, &Client)) {
    let (app, clients, left) = gather(way, [&[], &["room"], &["room"], &[]]).await;
    disconnect(&app, &clients[0]).await;
    let gone = [&clients[1], &clients[2]];
    for client in gone {
        assert_eq!(client.ended().await, End::ByServer);
    }
    app.settled().await;
    let mut left = left.take();
    left.sort_by_key(|left| left.id);
    let ids = in_order(gone.map(Client::id).to_vec());
    assert_eq!(
        left,
        [
            disconnected(ids[0], &["room"]),
            disconnected(ids[1], &["room"])
        ]
    );
    assert_eq!([clients[0].end(), clients[3].end()], [None, None]);
    assert_eq!(ids_in(&clients[0], "room").await, []);
}

async fn a_method_may_disconnect_its_own_room_and_its_client_is_told_once(way: Way) {
    let (_app, [client], _) = gather(way, [&["room"]]).await;
    client.emit("disconnect-room", "room");
    assert_eq!(client.ended().await, End::ByServer);
    client.no_event().await;
    let goodbyes = client.transcript().matches("<- 1/rooms,").count();
    assert_eq!(goodbyes, 1);
}

async fn a_client_that_has_left_is_in_no_room_and_nothing_that_is_emitted_to_it_fails(way: Way) {
    let (_app, [one, other], left) = gather(way, [&["room"], &["room"]]).await;
    let id = other.id();
    other.disconnect().await;
    let left: Vec<_> = left.take().iter().map(|left| left.reason).collect();
    assert_eq!(left, [DisconnectReason::ClientNamespaceDisconnect]);
    assert_eq!(ids_in(&one, "room").await, [one.id()]);
    let recipients = json!({ "to": ["room", id] });
    let answer = one.ask::<()>("server-emit", &Args((recipients, "hi")));
    assert_eq!(answer.await, Ok(()));
    reached(&[one], &[0]).await;
}
