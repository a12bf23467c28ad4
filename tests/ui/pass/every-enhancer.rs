//! Every attribute around methods, in every place, and what each function can take.

#![deny(warnings, clippy::all, clippy::pedantic, unreachable_pub, unused_qualifications, nonstandard_style)]

use std::time::Instant;

use gateway_runtime::prelude::*;

#[derive(Deserialize)]
struct Login {
    token: String,
}

#[derive(Clone)]
struct User {
    name: String,
}

#[derive(Clone)]
struct Plan;

struct Users;

impl Users {
    async fn of_token(&self, token: &str) -> Option<User> {
        std::future::ready((token == "a").then(|| User { name: "An".to_owned() })).await
    }
}

struct Roles(&'static [&'static str]);

mod guards {
    use super::{Arc, Login, User, Users, WsError, guard};

    /// Lets in who has a valid token.
    #[guard]
    pub(crate) async fn authenticated(
        #[handshake_auth] login: Login,
        #[inject] users: Arc<Users>,
    ) -> Result<User, WsError> {
        users.of_token(&login.token).await.ok_or_else(|| WsError::unauthorized("log in first"))
    }

    pub(crate) mod deep {
        use gateway_runtime::prelude::*;

        #[guard]
        pub(crate) fn open(socket: Socket) -> bool {
            socket.connected()
        }
    }
}

use guards::{authenticated, deep::open as opened};

#[guard(message)]
fn named(event: EventName, #[message_body("name")] name: Option<String>, call: Call) -> Result<(), WsError> {
    let _ = (name, call);
    if event.is_empty() { Err(WsError::forbidden("no")) } else { Ok(()) }
}

#[guard(message)]
fn paid(#[guarded] user: User) -> Result<Plan, WsError> {
    let User { name } = user;
    if name.is_empty() { Err(WsError::forbidden("pay")) } else { Ok(Plan) }
}

#[guard(connection)]
fn local(handshake: Handshake, #[connected_socket] socket: Socket) -> bool {
    let _ = socket;
    handshake.remote_address().is_some()
}

#[guard]
fn has_role(#[guarded] user: User, Metadata(roles): Metadata<Roles>) -> bool {
    roles.0.contains(&&*user.name)
}

#[interceptor]
async fn timed(call: Call, next: Next, #[inject] users: Arc<Users>, roles: Option<Metadata<Roles>>) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let outcome = next.run().await;
    let _ = (call.event(), start.elapsed(), users, roles);
    outcome
}

#[interceptor]
fn refused(_next: Next) -> Result<Outcome, WsError> {
    Err(WsError::forbidden("closed"))
}

struct StockError {
    sku: String,
}

impl From<StockError> for WsError {
    fn from(error: StockError) -> Self {
        Self::conflict(error.sku)
    }
}

#[filter]
fn out_of_stock(error: StockError) -> WsError {
    WsError::conflict("out of stock").with_details(error.sku)
}

#[filter]
async fn everything(failure: Failure, call: Call, #[guarded(global)] plan: Plan) -> Result<Outcome, WsError> {
    let _ = (call, plan);
    Err(failure.into_error())
}

struct Order(u64);

struct Orders;

#[pipe]
async fn order(id: u64, #[inject] orders: Arc<Orders>, #[guarded] user: User) -> Result<Order, StockError> {
    let _ = (orders, user);
    if id == 0 { Err(StockError { sku: "0".to_owned() }) } else { Ok(Order(id)) }
}

#[pipe]
fn trimmed(text: String) -> String {
    text.trim().to_owned()
}

#[injectable]
struct Audit {
    #[inject]
    users: Arc<Users>,
    #[default = "audit"]
    name: &'static str,
    count: u8,
}

impl Interceptor for Audit {
    async fn intercept(&self, _: &Call, next: Next) -> Result<Outcome, Failure> {
        let Self { users, name, count } = self;
        let _ = (users, name, count);
        next.run().await
    }
}

#[injectable]
struct Limit<const MOST: usize>;

impl<const MOST: usize> Guard for Limit<MOST> {
    type Value = ();

    async fn check(&self, call: &Call) -> Result<(), WsError> {
        if call.socket().rooms().len() > MOST { Err(WsError::forbidden("rooms")) } else { Ok(()) }
    }
}

const NONE: Limit<0> = Limit;

impl<const MOST: usize> Limit<MOST> {
    fn new() -> Self {
        Self
    }
}

fn of_tenant(call: &Call) -> String {
    call.handshake().header("tenant").unwrap_or_default().to_owned()
}

/// For administrators.
#[enhancers]
#[use_guards(authenticated, has_role)]
#[set_metadata(Roles(&["admin"]))]
#[throttle(limit = 5, per = "1m")]
struct AdminOnly;

#[websocket_gateway(namespace = "shop")]
#[use_guards(authenticated, local, Limit<5>)]
#[use_filters(out_of_stock)]
#[throttle(limit = 50, per = "1s")]
#[throttle(limit = 500, per = "1m", by = "ip", name = "minute")]
struct Shop;

#[websocket_gateway]
impl Shop {
    #[on_gateway_connection]
    fn joined(&self, #[guarded] user: User) {
        let _ = user;
    }

    #[on_gateway_disconnect]
    fn left(&self, #[guarded] user: User, #[guarded(global)] plan: Plan) {
        let _ = (user, plan);
    }

    #[subscribe_message("cancel", "undo")]
    #[use_guards(opened, named, has_role, paid, { NONE }, Limit::<3>::new())]
    #[use_interceptors(timed, Audit)]
    #[use_interceptors(refused)]
    #[use_filters(everything)]
    #[set_metadata(Roles(&["admin"]))]
    #[throttle(limit = 5, per = "1m", burst = 10, by = of_tenant, name = "login")]
    async fn cancel(
        &self,
        #[guarded] user: User,
        #[guarded] plan: Plan,
        #[message_body("id", pipe = order)] order: Order,
        #[message_body("note", pipe = trimmed, unchecked)] note: String,
    ) -> Result<u64, StockError> {
        let _ = (user, plan, note);
        Ok(std::future::ready(order.0).await)
    }

    #[subscribe_message("plain")]
    #[throttle(skip = "minute")]
    fn plain(&self, #[message_body(pipe = order)] order: Order, #[message_body] count: u64) -> u64 {
        order.0 + count
    }

    #[subscribe_message("heartbeat")]
    #[throttle(skip)]
    fn heartbeat(&self) {}
}

#[websocket_gateway(namespace = "open")]
struct Open;

#[websocket_gateway]
impl Open {
    #[subscribe_message("admin")]
    #[use_enhancers(AdminOnly)]
    fn admin(&self, #[guarded] user: User) -> String {
        user.name
    }
}

#[websocket_gateway(namespace = "closed")]
#[use_enhancers(AdminOnly)]
struct Closed;

#[websocket_gateway]
impl Closed {
    #[subscribe_message("admin")]
    fn admin(&self, #[guarded] user: User) -> String {
        user.name
    }
}

fn main() {
    /// Within a function body.
    #[guard]
    fn inner(socket: Socket) -> bool {
        socket.connected()
    }
    fn is_guard<G: Guard>() {}
    is_guard::<authenticated>();
    is_guard::<opened>();
    is_guard::<guards::deep::open>();
    is_guard::<inner>();
    // A test calls the function.
    drop(authenticated(Login { token: String::new() }, Arc::new(Users)));
    let _: fn(Socket) -> bool = inner;
}
