//! What layers put on the request, what was kept with the socket, what was provided to the app, in methods and in hooks.

use gateway_runtime::testing::{Client, End, TestApp};
use serde_json::{Value, json};

use super::{Handshakes, Left, Token, app, assert_error};
use crate::way::{Way, over_each_way};

over_each_way!(
    what_a_layer_put_on_the_request_is_an_extension,
    a_missing_extension_is_a_fault_of_the_server_or_none,
    what_the_connection_hook_keeps_with_the_socket_methods_get_by_its_type,
    what_is_not_kept_with_the_socket_is_a_fault_of_the_server,
    what_was_kept_with_the_socket_can_be_taken_away,
    a_provider_is_injected_into_one_method,
    the_namespace_is_a_parameter,
    the_server_of_the_namespace_is_a_parameter,
    disconnect_hooks_take_the_same_parameters,
    a_connection_hook_refuses_a_client_by_its_auth,
);

/// A client with a token.
async fn with_token(way: Way, app: &TestApp, token: &str) -> Client {
    let connect = way.connect::<Handshakes>(app);
    connect.auth(&json!({ "token": token })).await.unwrap()
}

async fn what_a_layer_put_on_the_request_is_an_extension(way: Way) {
    let (app, _) = app(way).await;
    let client = way.join::<Handshakes>(&app).await;
    assert_eq!(client.ask("extension", &()).await, Ok(json!("/socket.io/")));
}

async fn a_missing_extension_is_a_fault_of_the_server_or_none(way: Way) {
    let (app, _) = app(way).await;
    let client = way.join::<Handshakes>(&app).await;
    assert_error(
        &client.ask::<()>("no-extension", &()).await.unwrap_err(),
        "internal",
        "no-extension",
        "Internal server error",
    );
    assert_eq!(client.ask("perhaps-extension", &()).await, Ok(false));
}

async fn what_the_connection_hook_keeps_with_the_socket_methods_get_by_its_type(way: Way) {
    let (app, _) = app(way).await;
    let an = with_token(way, &app, "An").await;
    let bo = with_token(way, &app, "Bo").await;
    for (client, name) in [(&an, "An"), (&bo, "Bo")] {
        let kept = json!({ "user": { "name": name }, "visits": 1 });
        assert_eq!(client.ask("data", &()).await, Ok(kept));
    }
    for (client, visits) in [(&an, 1), (&an, 2), (&bo, 1)] {
        assert_eq!(client.ask("visit", &()).await, Ok(visits));
    }
}

async fn data_is_missing(client: &Client) {
    assert_error(
        &client.ask::<Value>("data", &()).await.unwrap_err(),
        "internal",
        "data",
        "Internal server error",
    );
}

async fn what_is_not_kept_with_the_socket_is_a_fault_of_the_server(way: Way) {
    let (app, _) = app(way).await;
    let client = way.join::<Handshakes>(&app).await;
    data_is_missing(&client).await;
    assert_eq!(client.ask("forget", &()).await, Ok(false));
}

async fn what_was_kept_with_the_socket_can_be_taken_away(way: Way) {
    let (app, _) = app(way).await;
    let client = with_token(way, &app, "An").await;
    assert_eq!(client.ask("forget", &()).await, Ok(true));
    data_is_missing(&client).await;
}

async fn a_provider_is_injected_into_one_method(way: Way) {
    let (app, _) = app(way).await;
    let client = way.join::<Handshakes>(&app).await;
    assert_eq!(client.ask("injected", &()).await, Ok(json!(["hello", 7])));
}

async fn the_namespace_is_a_parameter(way: Way) {
    let (app, _) = app(way).await;
    let client = way.join::<Handshakes>(&app).await;
    assert_eq!(client.ask("namespace", &()).await, Ok(json!("/handshake")));
}

async fn the_server_of_the_namespace_is_a_parameter(way: Way) {
    let (app, _) = app(way).await;
    let one = way.join::<Handshakes>(&app).await;
    let other = way.join::<Handshakes>(&app).await;
    assert_eq!(one.ask::<()>("tell-namespace", &()).await, Ok(()));
    for client in [&one, &other] {
        assert_eq!(client.event_named::<String>("told").await, "all");
    }
}

async fn disconnect_hooks_take_the_same_parameters(way: Way) {
    let (app, left) = app(way).await;
    let client = with_token(way, &app, "An").await;
    // Its connection hook has run.
    client.ask::<Value>("data", &()).await.unwrap();
    client.disconnect().await;
    assert_eq!(
        left.take(),
        [Left {
            auth: Some("An".into()),
            user: Some("An".into()),
            greeting: "hello",
        }]
    );
}

async fn a_connection_hook_refuses_a_client_by_its_auth(way: Way) {
    let (app, _) = app(way).await;
    let secret = json!({ "token": "secret" });
    let accepted = way.connect::<Token>(&app).auth(&secret).await.unwrap();
    assert_eq!(accepted.ask("alive", &()).await, Ok(true));
    let guess = json!({ "token": "guess" });
    let missing = "invalid handshake auth: missing field `token`";
    for (connect, code, message) in [
        (
            way.connect::<Token>(&app).auth(&guess),
            "unauthorized",
            "the token is wrong",
        ),
        (way.connect::<Token>(&app), "bad_request", missing),
    ] {
        let refused = connect.await.unwrap();
        assert_error(&refused.exception().await, code, "connection", message);
        assert_eq!(refused.ended().await, End::ByServer);
    }
}
