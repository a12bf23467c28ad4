//! `Shop` is a gateway with enhancers at each level, which lets nobody do anything as it is.

use std::time::Duration;

use gateway_runtime::{
    GatewayAppBuilder, GuardPoint, Throttle,
    prelude::*,
    testing::{Client, TestApp},
};

use super::Absent;
use crate::chat::start;

/// What a guard gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct User {
    pub(super) name: String,
}

impl User {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.into() }
    }
}

pub(super) struct OutOfStock;

impl From<OutOfStock> for WsError {
    fn from(_: OutOfStock) -> Self {
        Self::conflict("out of stock")
    }
}

#[guard]
pub(super) fn everywhere() -> Result<(), WsError> {
    Err(WsError::unavailable("everywhere"))
}

#[guard]
pub(super) async fn authenticated() -> Result<User, WsError> {
    Err(WsError::unauthorized("authenticated"))
}

#[guard(message)]
pub(super) fn is_admin() -> bool {
    false
}

#[guard(message)]
pub(super) fn bundled() -> bool {
    false
}

/// A guard with state, by its type: it needs what is never provided.
#[injectable]
pub(super) struct HasPlan {
    #[inject]
    pub(super) plan: Absent,
}

impl Guard for HasPlan {
    type Value = ();
    const POINT: GuardPoint = GuardPoint::Message;

    async fn check(&self, _: &Call) -> Result<(), WsError> {
        let Absent = &self.plan;
        Err(WsError::forbidden("no plan"))
    }
}

/// A guard with state, as a value.
pub(super) struct Limit(u8);

impl Guard for Limit {
    type Value = ();
    const POINT: GuardPoint = GuardPoint::Message;

    async fn check(&self, _: &Call) -> Result<(), WsError> {
        Err(WsError::forbidden(format!("limit {}", self.0)))
    }
}

#[interceptor]
pub(super) async fn outer(next: Next) -> Result<Outcome, Failure> {
    marked("outer", next).await
}

#[interceptor]
pub(super) async fn middle(next: Next) -> Result<Outcome, Failure> {
    marked("middle", next).await
}

#[interceptor]
pub(super) async fn inner(next: Next, #[inject] _absent: Absent) -> Result<Outcome, Failure> {
    marked("inner", next).await
}

/// Adds a mark to an answer, or to the message of an error.
pub(super) async fn marked(mark: &str, next: Next) -> Result<Outcome, Failure> {
    let outcome = next.run().await?;
    outcome
        .map(|answer: String| format!("{answer} {mark}"))
        .map_err(Failure::from)
}

#[filter]
pub(super) fn of_app(error: WsError) -> WsError {
    WsError::unavailable(format!("of_app {}", error.message()))
}

#[filter]
pub(super) fn of_gateway(error: WsError) -> WsError {
    WsError::bad_request(format!("of_gateway {}", error.message()))
}

#[filter]
pub(super) fn of_method(_: OutOfStock, #[inject] _absent: Absent) -> WsError {
    WsError::not_found("of_method")
}

#[enhancers]
#[use_guards(bundled)]
pub(super) struct Bundle;

#[websocket_gateway(namespace = "shop")]
#[use_guards(authenticated)]
#[use_interceptors(middle)]
#[use_filters(of_gateway)]
#[throttle(limit = 1, per = "1h", name = "shop")]
pub(super) struct Shop;

#[websocket_gateway]
impl Shop {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket, #[guarded] user: User) -> Result<(), WsError> {
        Ok(socket.emit("welcome", &user)?)
    }

    #[subscribe_message("buy")]
    #[use_enhancers(Bundle)]
    #[use_guards(is_admin, HasPlan, Limit(3))]
    #[use_interceptors(inner)]
    #[use_filters(of_method)]
    #[throttle(limit = 2, per = "1h", name = "buy")]
    fn buy(&self, #[guarded] user: User) -> String {
        user.name
    }

    #[subscribe_message("fail")]
    #[use_filters(of_method)]
    fn fail(&self) -> Result<(), OutOfStock> {
        Err(OutOfStock)
    }

    #[subscribe_message("refuse")]
    fn refuse(&self) -> Result<(), WsError> {
        Err(WsError::conflict("refused"))
    }

    /// Without the limit of the gateway, which has to be there for that.
    #[subscribe_message("free")]
    #[throttle(skip = "shop")]
    fn free(&self) -> &'static str {
        "free"
    }
}

/// The app as it is, which lets nobody do anything.
pub(super) fn shop() -> GatewayAppBuilder {
    GatewayApp::builder()
        .guard::<everywhere>()
        .interceptor::<outer>()
        .filter::<of_app>()
        .throttle(Throttle::new(1_000, Duration::from_hours(1)).name("app"))
        .only::<(Shop,)>()
}

/// What needs something that is never provided is replaced.
pub(super) fn without_needs(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder
        .replace(Arc::new(HasPlan { plan: Absent }))
        .without_interceptor::<inner>()
        .without_filter::<of_method>()
}

/// An app that everybody may enter.
pub(super) fn open(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder
        .without_guard::<everywhere>()
        .replace_guard::<authenticated>(|_| Ok(User::new("an")))
}

pub(super) async fn client(builder: GatewayAppBuilder) -> (TestApp, Client) {
    let app = start(builder).await;
    let client = app.connect::<Shop>().await.unwrap();
    assert_eq!(client.event_named::<User>("welcome").await.name, "an");
    (app, client)
}

pub(super) async fn error_of(client: &Client, event: &str) -> String {
    let error = client.ask::<String>(event, &()).await.unwrap_err();
    error.message().to_owned()
}
