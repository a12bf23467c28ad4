//! Handlers of HTTP reach the sockets of a gateway through its `Server`.

use axum::http::Request;
use gateway_runtime::testing::TestApp;
use serde_json::{Value, json};

use super::{gather, in_order, rooms_of};
use crate::way::{Way, over_each_way};

over_each_way!(
    rooms_and_their_sockets_are_known_outside,
    from_outside_join_emit_to_a_room_leave,
    from_outside_emit_to_one_socket_by_its_id_to_all_but_one_and_null,
    from_outside_ask_a_client_by_its_id,
);

/// What the app's own route answers.
pub(super) async fn send(app: &TestApp, method: &str, path: &str, body: Option<Value>) -> Value {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("content-type", "application/json");
    let body = body.map_or_else(String::new, |body| body.to_string());
    let answer = app.request(request.body(body).unwrap()).await;
    assert_eq!(answer.status(), 200, "{answer:?}");
    serde_json::from_slice(answer.body()).unwrap()
}

async fn rooms_and_their_sockets_are_known_outside(way: Way) {
    let (app, clients, _) = gather(way, [&["room"], &[], &["room"]]).await;
    let members = send(&app, "GET", "/rooms/room", None).await;
    let members: Vec<String> = serde_json::from_value(members).unwrap();
    let ids = [&clients[0], &clients[2]].map(|client| client.id().to_string());
    assert_eq!(in_order(members), in_order(ids.to_vec()));
    let rooms: Vec<String> =
        serde_json::from_value(send(&app, "GET", "/rooms", None).await).unwrap();
    assert!(rooms.iter().any(|room| room == "room"), "{rooms:?}");
}

async fn from_outside_join_emit_to_a_room_leave(way: Way) {
    let (app, clients, _) = gather(way, [&[], &[], &[]]).await;
    let member = |number: usize| format!("/rooms/room/{}", clients[number].id());
    let is_in = async || rooms_of(&clients[0]).await.contains(&"room".to_owned());
    send(&app, "POST", &member(0), None).await;
    send(&app, "POST", &member(1), None).await;
    assert!(is_in().await);
    send(&app, "DELETE", &member(0), None).await;
    assert!(!is_in().await);
    let text = json!({ "any": ["thing"] });
    let announcement = json!({ "to": ["room"], "text": text });
    assert_eq!(send(&app, "POST", "/emit", Some(announcement)).await, 0);
    assert_eq!(clients[1].event_named::<Value>("heard").await, text);
    for client in &clients {
        client.no_event().await;
    }
}

async fn from_outside_emit_to_one_socket_by_its_id_to_all_but_one_and_null(way: Way) {
    let (app, clients, _) = gather(way, [&[], &[]]).await;
    let [one, other] = &clients;
    for announcement in [
        json!({ "to": [one.id()], "text": "one" }),
        json!({ "except": [one.id()], "text": "others" }),
        json!({ "to": [one.id()], "text": null }),
    ] {
        send(&app, "POST", "/emit", Some(announcement)).await;
    }
    assert_eq!(one.event_named::<String>("heard").await, "one");
    assert_eq!(one.event_named::<Value>("heard").await, Value::Null);
    assert_eq!(other.event_named::<String>("heard").await, "others");
    one.no_event().await;
    other.no_event().await;
}

async fn from_outside_ask_a_client_by_its_id(way: Way) {
    let (app, [client], _) = gather(way, [&[]]).await;
    client.answer_to("question", |question: Value| json!(["theirs", question]));
    let path = format!("/sockets/{}", client.id());
    let answer = send(&app, "POST", &path, Some(Value::Null)).await;
    assert_eq!(answer, json!(["theirs", null]));
}
