//! Whom an event reaches.

use gateway_runtime::{
    Args,
    testing::{Client, TestApp},
};
use serde_json::{Value, json};

use super::{Heard, gather, reached};
use crate::way::{Way, over_each_way};

over_each_way!(
    an_empty_list_of_rooms_is_nobody_and_not_everybody_as_on_node,
    the_server_emits_to_a_room,
    the_server_emits_to_one_socket_by_its_id,
    the_server_emits_to_the_union_of_rooms_once_to_each_socket,
    the_server_leaves_out_a_room_and_a_socket,
    the_server_emits_to_everyone_also_on_this_server_alone,
    a_room_that_nobody_is_in_reaches_nobody,
    a_socket_emits_to_itself_alone,
    a_socket_emits_to_the_others_in_a_room,
    a_socket_emits_to_a_room_itself_included,
    a_socket_broadcasts_to_everyone_else,
    a_socket_emits_to_everyone_else_on_this_server,
    a_socket_emits_to_everyone_else_but_a_room,
    a_socket_broadcasts_to_a_room_but_another,
    a_volatile_event_reaches_a_client_that_reads,
    one_value_is_one_argument_args_are_several_and_the_unit_is_none,
);

/// Has a client emit "hi".
async fn emit(client: &Client, verb: &str, recipients: Value) {
    let answer = client.ask::<()>(verb, &Args((recipients, "hi"))).await;
    assert_eq!(answer, Ok(()));
}

/// Has a client of two, three or four emit "hi", and checks who hears it.
async fn hear<const N: usize>(
    (_app, clients, _): (TestApp, [Client; N], impl Sized),
    (number, verb, recipients): (usize, &str, Value),
    who: &[usize],
) {
    emit(&clients[number], verb, recipients).await;
    reached(&clients, who).await;
}

async fn an_empty_list_of_rooms_is_nobody_and_not_everybody_as_on_node(way: Way) {
    let (_app, clients, _) = gather(way, [&["room"], &[]]).await;
    for recipients in [
        json!({ "to": [] }),
        json!({ "within": [] }),
        json!({ "to": [], "except": ["room"] }),
    ] {
        emit(&clients[1], "server-emit", recipients.clone()).await;
        emit(&clients[1], "socket-broadcast", recipients).await;
    }
    reached(&clients, &[]).await;
    // With another list it adds nobody.
    let recipients = json!({ "to": [], "within": ["room"] });
    emit(&clients[1], "server-emit", recipients).await;
    reached(&clients, &[0]).await;
}

async fn the_server_emits_to_a_room(way: Way) {
    let clients = gather(way, [&["room"], &[], &["room"]]).await;
    let verb = (1, "server-emit", json!({ "to": ["room"] }));
    hear(clients, verb, &[0, 2]).await;
}

async fn the_server_emits_to_one_socket_by_its_id(way: Way) {
    let clients = gather(way, [&[], &[], &[]]).await;
    let id = clients.1[1].id();
    hear(clients, (0, "server-emit", json!({ "to": [id] })), &[1]).await;
}

async fn the_server_emits_to_the_union_of_rooms_once_to_each_socket(way: Way) {
    let clients = gather(way, [&["a"], &["b"], &["a", "b"], &[]]).await;
    let verb = (3, "server-emit", json!({ "to": ["a", "b"] }));
    hear(clients, verb, &[0, 1, 2]).await;
}

async fn the_server_leaves_out_a_room_and_a_socket(way: Way) {
    let clients = gather(way, [&["all"], &["all", "some"], &["all"], &["all"]]).await;
    let id = clients.1[3].id();
    let recipients = json!({ "to": ["all"], "except": ["some", id] });
    hear(clients, (0, "server-emit", recipients), &[0, 2]).await;
}

async fn the_server_emits_to_everyone_also_on_this_server_alone(way: Way) {
    let (_app, clients, _) = gather(way, [&[], &[], &[]]).await;
    for recipients in [json!({}), json!({ "local": true })] {
        emit(&clients[0], "server-emit", recipients).await;
        reached(&clients, &[0, 1, 2]).await;
    }
}

async fn a_room_that_nobody_is_in_reaches_nobody(way: Way) {
    let clients = gather(way, [&[], &[]]).await;
    let verb = (0, "server-emit", json!({ "to": ["room"] }));
    hear(clients, verb, &[]).await;
}

async fn a_socket_emits_to_itself_alone(way: Way) {
    let (_app, clients, _) = gather(way, [&[], &[]]).await;
    let answer = clients[0].ask::<()>("socket-emit", "hi").await;
    assert_eq!(answer, Ok(()));
    reached(&clients, &[0]).await;
}

async fn a_socket_emits_to_the_others_in_a_room(way: Way) {
    let clients = gather(way, [&["room"], &["room"], &[]]).await;
    hear(clients, (0, "socket-to", json!("room")), &[1]).await;
}

async fn a_socket_emits_to_a_room_itself_included(way: Way) {
    let clients = gather(way, [&["room"], &["room"], &[]]).await;
    hear(clients, (0, "socket-within", json!("room")), &[0, 1]).await;
}

async fn a_socket_broadcasts_to_everyone_else(way: Way) {
    let clients = gather(way, [&[], &[], &[]]).await;
    hear(clients, (1, "socket-broadcast", json!({})), &[0, 2]).await;
}

async fn a_socket_emits_to_everyone_else_on_this_server(way: Way) {
    let (_app, clients, _) = gather(way, [&[], &[], &[]]).await;
    let answer = clients[1].ask::<()>("socket-local", "hi").await;
    assert_eq!(answer, Ok(()));
    reached(&clients, &[0, 2]).await;
}

async fn a_socket_emits_to_everyone_else_but_a_room(way: Way) {
    let clients = gather(way, [&[], &["room"], &[]]).await;
    hear(clients, (0, "socket-except", json!("room")), &[2]).await;
}

async fn a_socket_broadcasts_to_a_room_but_another(way: Way) {
    let clients = gather(way, [&["all"], &["all", "some"], &["all"], &[]]).await;
    let recipients = json!({ "to": ["all"], "except": ["some"] });
    hear(clients, (0, "socket-broadcast", recipients), &[2]).await;
}

async fn a_volatile_event_reaches_a_client_that_reads(way: Way) {
    let (_app, clients, _) = gather(way, [&[], &[]]).await;
    clients[0].emit("emit-volatile", "hi");
    assert_eq!(clients[0].event::<Heard>().await, Heard::hi());
    reached(&clients, &[]).await;
}

async fn one_value_is_one_argument_args_are_several_and_the_unit_is_none(way: Way) {
    let (_app, [client], _) = gather(way, [&[]]).await;
    assert_eq!(client.ask::<()>("shapes", &()).await, Ok(()));
    // An expectation ignores further arguments, so the packets are looked at.
    let transcript = client.transcript();
    let shapes = transcript.lines().filter_map(|line| {
        let (_, packet) = line.split_once("<- 2/rooms,")?;
        Some(packet)
    });
    assert_eq!(
        shapes.collect::<Vec<_>>(),
        [
            r#"["shape",1,"two"]"#,
            r#"["shape",[1,"two"]]"#,
            r#"["shape"]"#,
            r#"["shape",1,"two"]"#,
            r#"["shape",[1,"two"]]"#,
            r#"["shape",1]"#,
        ]
    );
}
