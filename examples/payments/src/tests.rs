//! The tests of the payments: a payment provider, and the clients of users, in memory.

use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use gateway_runtime::Sharing;
use gateway_runtime::testing::{Client, End, TestApp, TestCluster};
use serde_json::{Value, json};

use crate::builder;
use crate::gateway::{Joined, PaymentGateway, Status, StatusPayment};
use crate::user::UserId;

const SUCCESS: StatusPayment = StatusPayment {
    status: Status::Success,
};

async fn app() -> TestApp {
    TestApp::start(builder(Sharing::none().health()))
        .await
        .unwrap()
}

/// A client that is in the room of its user.
async fn join(app: &TestApp, user: &str) -> Client {
    let client = app
        .connect::<PaymentGateway>()
        .auth(&json!({ "userId": user }))
        .await
        .unwrap();
    let user_id = UserId::try_from(user.to_owned()).unwrap();
    assert_eq!(client.event::<Joined>().await, Joined { user_id });
    client
}

/// What the payment provider sends, and what it is answered with.
async fn post(app: &TestApp, path: &str, body: &Value) -> (u16, Value) {
    post_text(app, path, body.to_string()).await
}

async fn post_text(app: &TestApp, path: &str, body: String) -> (u16, Value) {
    let request = Request::post(path).header(CONTENT_TYPE, "application/json");
    send(app, request.body(body).unwrap()).await
}

async fn send(app: &TestApp, request: Request<String>) -> (u16, Value) {
    let answer = app.request(request).await;
    (
        answer.status().as_u16(),
        serde_json::from_slice(answer.body()).unwrap(),
    )
}

fn told() -> (u16, Value) {
    (
        200,
        json!({ "status": "success", "shared": true, "missed": 0 }),
    )
}

#[tokio::test]
async fn all_clients_of_the_user_are_told() {
    let app = app().await;
    let (phone, laptop) = (join(&app, "an").await, join(&app, "an").await);
    let other = join(&app, "binh").await;

    assert_eq!(
        post(&app, "/payments/an/success", &Value::Null).await,
        told()
    );
    assert_eq!(phone.event::<StatusPayment>().await, SUCCESS);
    assert_eq!(laptop.event::<StatusPayment>().await, SUCCESS);
    other.no_event().await;

    assert_eq!(
        post(&app, "/payments/binh/success", &Value::Null).await,
        told()
    );
    assert_eq!(other.event::<StatusPayment>().await, SUCCESS);
    phone.no_event().await;
    laptop.no_event().await;
}

#[tokio::test]
async fn a_client_learns_whose_room_it_is_in() {
    let app = app().await;
    let client = join(&app, "an.nguyen@example.com").await;
    client.no_event().await;
}

#[tokio::test]
async fn the_clients_with_these_ids_are_told() {
    let app = app().await;
    let (phone, laptop) = (join(&app, "an").await, join(&app, "an").await);
    let other = join(&app, "binh").await;

    let sockets = json!({ "sockets": [phone.id(), other.id()] });
    assert_eq!(post(&app, "/payments/success", &sockets).await, told());
    assert_eq!(phone.event::<StatusPayment>().await, SUCCESS);
    assert_eq!(other.event::<StatusPayment>().await, SUCCESS);
    laptop.no_event().await;
}

#[tokio::test]
async fn who_has_left_is_not_told() {
    let app = app().await;
    let (gone, stays) = (join(&app, "an").await, join(&app, "an").await);
    let sockets = json!({ "sockets": [gone.id()] });
    gone.disconnect().await;

    assert_eq!(
        post(&app, "/payments/an/success", &Value::Null).await,
        told()
    );
    assert_eq!(stays.event::<StatusPayment>().await, SUCCESS);
    assert_eq!(post(&app, "/payments/success", &sockets).await, told());
    stays.no_event().await;
    assert_eq!(app.open_sockets(), 1);
}

#[tokio::test]
async fn who_says_nothing_of_a_user_is_refused_with_the_reason() {
    let app = app().await;
    let without = || app.connect::<PaymentGateway>();
    let with = |auth: Value| without().auth(&auth);
    let no_user_id = "`userId`: a user id has 1 to 64";
    for (connect, message) in [
        (without(), "missing field `userId`"),
        (with(json!({})), "missing field `userId`"),
        (
            with(json!({ "userId": 7 })),
            "`userId`: invalid type: integer `7`, expected a string",
        ),
        (with(json!({ "userId": "" })), no_user_id),
        (with(json!({ "userId": "a user:7" })), no_user_id),
        (with(json!({ "userId": "7".repeat(65) })), no_user_id),
    ] {
        let client = connect.await.unwrap();
        let error = client.exception().await;
        assert_eq!(
            (error.code(), error.pattern()),
            ("bad_request", Some("connection"))
        );
        assert!(error.message().contains(message), "{}", error.message());
        assert_eq!(client.ended().await, End::ByServer);
    }
}

#[tokio::test]
async fn a_request_that_is_wrong_is_answered_in_json_and_nobody_is_told() {
    let app = app().await;
    let client = join(&app, "an").await;
    let too_long = " ".repeat(3_000_000);
    for (path, body, status, message) in [
        ("/payments/a%20b/success", "", 400, "a user id has 1 to 64"),
        ("/payments//success", "", 400, "a user id has 1 to 64"),
        ("/payments/%ff/success", "", 400, "UTF-8"),
        ("/payments/success", "{}", 422, "missing field `sockets`"),
        (
            "/payments/success",
            r#"{"sockets":[]}"#,
            422,
            "at least one socket id",
        ),
        (
            "/payments/success",
            r#"{"sockets":["AAAAAAAAAAAAAAHs","no id"]}"#,
            422,
            "not a socket id",
        ),
        (
            "/payments/success",
            r#"{"sockets":[7]}"#,
            422,
            "expected a string",
        ),
        ("/payments/success", r#"{"sockets":"#, 400, "JSON"),
        ("/payments/success", &too_long, 413, "length limit exceeded"),
        ("/payments", "", 404, "no such route"),
    ] {
        let answered = post_text(&app, path, body.to_owned()).await;
        assert_refused(&answered, status, message);
    }
    let without_a_type = Request::post("/payments/success").body(String::new());
    let answered = send(&app, without_a_type.unwrap()).await;
    assert_refused(&answered, 415, "application/json");
    let of_another_method = Request::get("/payments/an/success").body(String::new());
    let answered = send(&app, of_another_method.unwrap()).await;
    assert_refused(&answered, 405, "");
    client.no_event().await;
}

#[track_caller]
fn assert_refused((answered, body): &(u16, Value), status: u16, message: &str) {
    assert_eq!((*answered, &body["status"]), (status, &json!("error")));
    let said = body["message"].as_str().unwrap();
    assert!(said.contains(message), "{said}");
}

#[tokio::test]
async fn one_server_is_always_healthy() {
    let answer = app()
        .await
        .request(Request::get("/health").body("").unwrap())
        .await;
    assert_eq!(answer.body(), r#"{"status":"up"}"#);
}

/// As with Redis, but without: what the servers say to each other goes through memory.
#[tokio::test]
async fn the_clients_of_all_servers_are_told_unless_redis_is_away() {
    let cluster = TestCluster::start(2, |_| builder(Sharing::none().health()))
        .await
        .unwrap();
    let (here, there) = (join(&cluster[0], "an").await, join(&cluster[1], "an").await);

    assert_eq!(
        post(&cluster[0], "/payments/an/success", &Value::Null).await,
        told()
    );
    assert_eq!(here.event::<StatusPayment>().await, SUCCESS);
    assert_eq!(there.event::<StatusPayment>().await, SUCCESS);

    cluster.cut(0);
    let (status, answer) = post(&cluster[0], "/payments/an/success", &Value::Null).await;
    assert_eq!((status, &answer["shared"]), (200, &json!(false)));
    assert_eq!(here.event::<StatusPayment>().await, SUCCESS);
    there.no_event().await;
}
