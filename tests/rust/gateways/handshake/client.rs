//! What is known of a client: its auth, its query, its headers, its address, its protocol.

use serde_json::{Value, json};

use super::{Auth, Handshakes, app, assert_error};
use crate::way::{Transport, Way, over_each_way};

over_each_way!(
    the_auth_of_the_client_is_decoded_into_the_type_of_the_parameter,
    an_auth_that_does_not_decode_is_an_error_that_names_the_path,
    a_client_without_auth_has_none,
    the_query_of_the_client_is_decoded,
    a_query_that_does_not_decode_is_an_error,
    the_headers_of_the_request_are_there,
    the_address_of_the_client_is_known,
    the_version_of_the_protocol_and_the_transport_are_known,
);

async fn the_auth_of_the_client_is_decoded_into_the_type_of_the_parameter(way: Way) {
    let (app, _) = app(way).await;
    let sent = json!({ "token": "An", "more": 1 });
    let client = way.connect::<Handshakes>(&app).auth(&sent).await.unwrap();
    let auth = Auth {
        token: "An".into(),
        level: 0,
    };
    assert_eq!(client.ask("auth", &()).await, Ok(Some(auth)));
    let optional = client.ask::<Value>("auth-optional", &()).await;
    assert_eq!(optional, Ok(json!({ "token": "An", "level": 0 })));
    assert_eq!(client.ask("auth-any", &()).await, Ok(sent));
}

async fn an_auth_that_does_not_decode_is_an_error_that_names_the_path(way: Way) {
    let (app, _) = app(way).await;
    let connect = way.connect::<Handshakes>(&app);
    let client = connect.auth(&json!({ "token": 7 })).await.unwrap();
    assert_error(
        &client.ask::<Auth>("auth", &()).await.unwrap_err(),
        "bad_request",
        "auth",
        "invalid handshake auth: `token`: invalid type: integer `7`, expected a string",
    );
}

async fn a_client_without_auth_has_none(way: Way) {
    let (app, _) = app(way).await;
    let client = way.join::<Handshakes>(&app).await;
    assert_eq!(client.ask("auth-optional", &()).await, Ok(Value::Null));
    assert_error(
        &client.ask::<Auth>("auth", &()).await.unwrap_err(),
        "bad_request",
        "auth",
        "invalid handshake auth: missing field `token`",
    );
}

async fn the_query_of_the_client_is_decoded(way: Way) {
    let (app, _) = app(way).await;
    let connect = way.connect::<Handshakes>(&app);
    let client = connect.query("color", "grün & blau").await.unwrap();
    let color = (true, "grün & blau".to_owned());
    assert_eq!(client.ask("query", &()).await, Ok(color));
}

async fn a_query_that_does_not_decode_is_an_error(way: Way) {
    let (app, _) = app(way).await;
    let client = way.join::<Handshakes>(&app).await;
    let error = client.ask::<Value>("query", &()).await.unwrap_err();
    assert_eq!(
        (error.code(), error.pattern()),
        ("bad_request", Some("query"))
    );
    let message = error.message();
    assert!(message.starts_with("invalid query: "), "{message}");
    assert!(message.contains("color"), "{message}");
}

async fn the_headers_of_the_request_are_there(way: Way) {
    let (app, _) = app(way).await;
    let connect = way.connect::<Handshakes>(&app);
    let client = connect.header("x-color", "green").await.unwrap();
    let header = async |name: &str| client.ask::<Option<String>>("header", name).await.unwrap();
    assert_eq!(header("X-Color").await.as_deref(), Some("green"));
    assert_eq!(header("x-absent").await, None);
}

async fn the_address_of_the_client_is_known(way: Way) {
    let (app, _) = app(way).await;
    let client = way.join::<Handshakes>(&app).await;
    assert_eq!(client.ask("address", &()).await, Ok(json!("127.0.0.1")));
    let connect = way.connect::<Handshakes>(&app);
    let far = connect.address("2001:db8::7".parse().unwrap());
    let far = far.await.unwrap();
    assert_eq!(far.ask("address", &()).await, Ok(json!("2001:db8::7")));
}

async fn the_version_of_the_protocol_and_the_transport_are_known(way: Way) {
    let (app, _) = app(way).await;
    let client = way.join::<Handshakes>(&app).await;
    assert_eq!(client.ask("version", &()).await, Ok(4));
    let transport: String = client.ask("transport", &()).await.unwrap();
    let expected = match way.transport {
        Transport::Polling => "polling",
        Transport::Websocket | Transport::Upgrade => "websocket",
    };
    assert_eq!(transport, expected);
}
