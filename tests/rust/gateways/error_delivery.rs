//! The app decides how clients are told of errors (docs/guarantees.md, 9), and what becomes of an error before that
//! (`on_error`); only a `WsError` reaches a client (docs/guarantees.md, 10). `Errors` fails with the application's own
//! errors.

use std::{error::Error, io};

use futures_util::FutureExt as _;
use gateway_runtime::{
    ErrorCause, ErrorContext, ErrorDelivery, GatewayAppBuilder,
    prelude::*,
    testing::{Client, End, TestApp},
};
use serde_json::{Value, json};

use crate::{
    log,
    packets::{Got, emit_with, got},
    told::{internal, told, written},
    way::{Way, over_each_way},
};

/// Knows an error of a library; marks all others.
fn mapped(error: WsError, context: &ErrorContext<'_>) -> WsError {
    let event = context.event().unwrap_or("a connection").to_owned();
    assert_ne!(event, "map-panics", "boom in on_error");
    let source = error
        .source()
        .and_then(|source| source.downcast_ref::<io::Error>());
    match source {
        Some(io) if io.kind() == io::ErrorKind::NotFound => {
            WsError::not_found(format!("{event}: no such file"))
        }
        _ => WsError::new(
            error.code().to_owned(),
            format!("{event}: {}", error.message()),
        ),
    }
}

type Boxed = Box<dyn Error + Send + Sync>;

#[websocket_gateway(namespace = "errors")]
struct Errors;

#[websocket_gateway]
impl Errors {
    #[subscribe_message("conflict", "map-panics")]
    fn conflict(&self, #[message_body] _: Option<Value>) -> Result<(), WsError> {
        Err(WsError::conflict("twice"))
    }

    #[subscribe_message("conflict-twice")]
    fn conflict_twice(
        &self,
        #[message_body] _: Value,
        #[message_body] _: Value,
    ) -> Result<(), WsError> {
        Err(WsError::conflict("twice"))
    }

    #[subscribe_message("with-ack")]
    fn with_ack(&self, ack: Ack<()>) {
        ack.fail(WsError::conflict("by hand"));
    }

    #[subscribe_message("boxed-foreign")]
    fn boxed_foreign(&self) -> Result<(), Boxed> {
        Err(io::Error::new(io::ErrorKind::NotFound, "secret-file.txt"))?;
        Ok(())
    }

    #[subscribe_message("boxed-own")]
    fn boxed_own(&self) -> Result<(), Boxed> {
        Err(WsError::conflict("boxed"))?;
        Ok(())
    }

    #[subscribe_message("anyhow-foreign")]
    fn anyhow_foreign(&self) -> anyhow::Result<()> {
        let error = anyhow::Error::new(io::Error::other("secret disk"));
        Err(error.context("secret saving"))
    }

    #[subscribe_message("anyhow-own")]
    async fn anyhow_own(&self) -> anyhow::Result<()> {
        tokio::task::yield_now().await;
        Err(WsError::conflict("any"))?;
        Ok(())
    }

    #[subscribe_message("binary")]
    fn binary(&self, #[message_body] _: Bytes) -> Result<(), WsError> {
        Err(WsError::conflict("binary"))
    }

    #[subscribe_message("alive")]
    fn alive(&self) -> bool {
        true
    }
}

/// Its hook refuses with an error of the system.
#[websocket_gateway(namespace = "errors-at-connection")]
struct ErrorsAtConnection;

#[websocket_gateway]
impl ErrorsAtConnection {
    #[on_gateway_connection]
    fn joined(&self) -> Result<(), Boxed> {
        Err(io::Error::new(io::ErrorKind::NotFound, "secret-file.txt"))?;
        Ok(())
    }
}

over_each_way!(
    by_default_errors_go_into_the_acknowledgement_if_the_client_asked_for_one,
    by_default_errors_are_exceptions_if_the_client_asked_for_no_acknowledgement,
    errors_of_any_type_are_internal_ones_with_their_chain_in_the_log_alone,
    errors_of_any_type_are_ws_errors_if_they_hold_one,
    as_nestjs_delivers_them_errors_are_exceptions_with_what_was_sent,
    as_nestjs_delivers_them_errors_hold_binary_as_binary,
    as_nestjs_delivers_them_errors_are_exceptions_also_if_the_client_asked,
    as_nestjs_delivers_them_errors_of_a_connection_hook_have_nothing_to_hold,
    delivered_both_ways_errors_are_acknowledgement_and_exception_if_the_client_asked,
    delivered_both_ways_errors_are_exceptions_alone_if_the_client_did_not_ask,
    errors_that_the_app_maps_are_what_it_makes_of_them_by_their_source,
    errors_that_the_app_maps_are_those_of_methods_bodies_and_unknown_events,
    errors_that_the_app_maps_are_those_of_connection_hooks_too,
    errors_are_internal_when_the_mapping_panics_and_the_connection_lives_on,
);

fn builder() -> GatewayAppBuilder {
    GatewayApp::builder().only::<(Errors, ErrorsAtConnection)>()
}

fn as_nestjs() -> GatewayAppBuilder {
    builder()
        .error_delivery(ErrorDelivery::Exception)
        .error_cause(ErrorCause::PatternAndPayload)
}

fn both_ways() -> GatewayAppBuilder {
    builder()
        .error_delivery(ErrorDelivery::Both)
        .error_cause(ErrorCause::None)
}

async fn join(way: Way, builder: GatewayAppBuilder) -> (TestApp, Client) {
    let app = way.start(builder).await;
    let client = way.join::<Errors>(&app).await;
    (app, client)
}

async fn by_default_errors_go_into_the_acknowledgement_if_the_client_asked_for_one(way: Way) {
    let (_app, client) = join(way, builder()).await;
    client.ask::<()>("conflict", &()).await.unwrap_err();
    client.no_event().await;
    let error = written("conflict", "twice", "conflict");
    assert_eq!(got(&client), [Got::Answer(vec![error])]);
}

async fn by_default_errors_are_exceptions_if_the_client_asked_for_no_acknowledgement(way: Way) {
    let (_app, client) = join(way, builder()).await;
    client.emit("conflict", &());
    client.exception().await;
    client.no_event().await;
    let error = written("conflict", "twice", "conflict");
    assert_eq!(got(&client), [Got::Event(vec![json!("exception"), error])]);
}

async fn errors_of_any_type_are_internal_ones_with_their_chain_in_the_log_alone(way: Way) {
    log::start();
    let (_app, client) = join(way, builder()).await;
    for (event, logged) in [
        ("boxed-foreign", "secret-file.txt"),
        ("anyhow-foreign", "secret saving: secret disk"),
    ] {
        let answer = client.ask::<()>(event, &()).await;
        assert_eq!(answer, Err(internal(event)));
        assert_eq!(log::lines_with(logged).len(), 1, "{event}");
    }
    assert!(!client.transcript().contains("secret"));
}

async fn errors_of_any_type_are_ws_errors_if_they_hold_one(way: Way) {
    let (_app, client) = join(way, builder()).await;
    for (event, message) in [("boxed-own", "boxed"), ("anyhow-own", "any")] {
        let answer = client.ask::<()>(event, &()).await;
        assert_eq!(answer, Err(told("conflict", message, event)));
    }
}

async fn as_nestjs_delivers_them_errors_are_exceptions_with_what_was_sent(way: Way) {
    let (_app, client) = join(way, as_nestjs()).await;
    for (event, values, cause) in [
        ("conflict", json!([]), json!({})),
        ("conflict", json!([null]), json!({ "data": null })),
        (
            "conflict",
            json!([{ "a": [1, "x"] }]),
            json!({ "data": { "a": [1, "x"] } }),
        ),
        (
            "conflict-twice",
            json!([1, { "b": 2 }]),
            json!({ "data": [1, { "b": 2 }] }),
        ),
    ] {
        emit_with(&client, event, values.as_array().unwrap());
        let exception: Value = client.event_named("exception").await;
        let mut error = written("conflict", "twice", event);
        let members = cause.as_object().unwrap().clone();
        error["cause"].as_object_mut().unwrap().extend(members);
        assert_eq!(exception, error);
    }
}

async fn as_nestjs_delivers_them_errors_hold_binary_as_binary(way: Way) {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Exception {
        message: String,
        cause: Cause,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct Cause {
        pattern: String,
        data: Bytes,
    }
    let (_app, client) = join(way, as_nestjs()).await;
    let data = Bytes::from_static(&[1, 2, 3]);
    client.emit("binary", &data);
    let exception: Exception = client.event_named("exception").await;
    let cause = Cause {
        pattern: "binary".into(),
        data,
    };
    let message = "binary".into();
    assert_eq!(exception, Exception { message, cause });
}

async fn as_nestjs_delivers_them_errors_are_exceptions_also_if_the_client_asked(way: Way) {
    let (app, client) = join(way, as_nestjs()).await;
    for (event, message) in [("conflict", "twice"), ("with-ack", "by hand")] {
        let mut answer = client.ask::<()>(event, &());
        assert_eq!(client.exception().await, told("conflict", message, event));
        app.settled().await;
        assert_eq!((app.in_work(), (&mut answer).now_or_never()), (0, None));
    }
    assert_eq!(client.ask::<bool>("alive", &()).await, Ok(true));
}

async fn as_nestjs_delivers_them_errors_of_a_connection_hook_have_nothing_to_hold(way: Way) {
    let (app, _) = join(way, as_nestjs()).await;
    let client = way.join::<ErrorsAtConnection>(&app).await;
    let exception: Value = client.event_named("exception").await;
    let error = written("internal", "Internal server error", "connection");
    assert_eq!(exception, error);
    assert_eq!(client.ended().await, End::ByServer);
}

async fn delivered_both_ways_errors_are_acknowledgement_and_exception_if_the_client_asked(
    way: Way,
) {
    let (_app, client) = join(way, both_ways()).await;
    client.ask::<()>("conflict", &()).await.unwrap_err();
    client.exception().await;
    client.no_event().await;
    let error = json!({ "status": "error", "code": "conflict", "message": "twice" });
    let got = got(&client);
    assert_eq!(got.len(), 2, "{got:?}");
    assert!(got.contains(&Got::Answer(vec![error.clone()])), "{got:?}");
    assert!(
        got.contains(&Got::Event(vec![json!("exception"), error])),
        "{got:?}"
    );
}

async fn delivered_both_ways_errors_are_exceptions_alone_if_the_client_did_not_ask(way: Way) {
    let (_app, client) = join(way, both_ways()).await;
    client.emit("conflict", &());
    client.exception().await;
    client.no_event().await;
    let error = json!({ "status": "error", "code": "conflict", "message": "twice" });
    assert_eq!(got(&client), [Got::Event(vec![json!("exception"), error])]);
}

async fn errors_that_the_app_maps_are_what_it_makes_of_them_by_their_source(way: Way) {
    let (_app, client) = join(way, builder().on_error(mapped)).await;
    let event = "boxed-foreign";
    let mapped = told("not_found", "boxed-foreign: no such file", event);
    assert_eq!(client.ask::<()>(event, &()).await, Err(mapped));
}

async fn errors_that_the_app_maps_are_those_of_methods_bodies_and_unknown_events(way: Way) {
    let (_app, client) = join(way, builder().on_error(mapped)).await;
    for (event, code, message) in [
        ("conflict", "conflict", "conflict: twice"),
        (
            "conflict-twice",
            "bad_request",
            "conflict-twice: invalid body of `conflict-twice`: argument 1 is missing",
        ),
        (
            "unknown",
            "not_found",
            "unknown: no handler for the event `unknown`",
        ),
    ] {
        let answer = client.ask::<()>(event, &()).await;
        assert_eq!(answer, Err(told(code, message, event)));
    }
}

async fn errors_that_the_app_maps_are_those_of_connection_hooks_too(way: Way) {
    let (app, _) = join(way, builder().on_error(mapped)).await;
    let client = way.join::<ErrorsAtConnection>(&app).await;
    let mapped = told("not_found", "a connection: no such file", "connection");
    assert_eq!(client.exception().await, mapped);
    assert_eq!(client.ended().await, End::ByServer);
}

async fn errors_are_internal_when_the_mapping_panics_and_the_connection_lives_on(way: Way) {
    log::start();
    let (_app, client) = join(way, builder().on_error(mapped)).await;
    let answer = client.ask::<()>("map-panics", &()).await;
    assert_eq!(answer, Err(internal("map-panics")));
    assert_eq!(log::lines_with("boom in on_error").len(), 1);
    assert_eq!(client.ask::<bool>("alive", &()).await, Ok(true));
}
