//! Who is in which room.

use gateway_runtime::{Args, SocketId};

use super::{gather, ids_in, in_order, rooms_of};
use crate::way::{Way, over_each_way};

over_each_way!(
    a_socket_is_in_the_room_of_its_id_and_where_it_has_joined_from_hooks_and_methods,
    rooms_and_their_sockets_are_known_to_the_server,
    all_sockets_of_a_room_join_another_and_leave_the_first,
);

async fn a_socket_is_in_the_room_of_its_id_and_where_it_has_joined_from_hooks_and_methods(
    way: Way,
) {
    let (_app, [one], _) = gather(way, [&["a", "b"]]).await;
    let id = one.id().to_string();
    let rooms = |own: &[&'static str]| in_order([&[&*id, "lobby"], own].concat());
    assert_eq!(rooms_of(&one).await, rooms(&["a", "b"]));
    one.ask::<()>("leave", "a").await.unwrap();
    assert_eq!(rooms_of(&one).await, rooms(&["b"]));
    let all: Vec<String> = one.ask("all-rooms", &()).await.unwrap();
    assert_eq!(in_order(all), rooms(&["b"]));
}

async fn rooms_and_their_sockets_are_known_to_the_server(way: Way) {
    let (_app, clients, _) = gather(way, [&["room"], &[], &["room"]]).await;
    let ids = in_order(vec![clients[0].id(), clients[2].id()]);
    assert_eq!(ids_in(&clients[1], "room").await, ids);
    let sockets: Vec<SocketId> = clients[1].ask("sockets-in", "room").await.unwrap();
    assert_eq!(in_order(sockets), ids);
}

async fn all_sockets_of_a_room_join_another_and_leave_the_first(way: Way) {
    let (_app, clients, _) = gather(way, [&["from"], &[], &["from"]]).await;
    let rooms = Args(("from", "to"));
    clients[1].ask::<()>("move-all", &rooms).await.unwrap();
    assert_eq!(ids_in(&clients[1], "from").await, []);
    let ids = in_order(vec![clients[0].id(), clients[2].id()]);
    assert_eq!(ids_in(&clients[1], "to").await, ids);
}
