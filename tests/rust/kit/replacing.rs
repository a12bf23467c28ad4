//! What a test puts in the place of providers, guards, interceptors, filters, pipes and limits.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use gateway_runtime::{
    GatewayAppBuilder, GuardPoint, Throttle,
    prelude::*,
    testing::{Client, TestApp},
};

use crate::chat::start;

trait Users: Send + Sync {
    fn name(&self) -> String;
}

struct Database;

impl Users for Database {
    fn name(&self) -> String {
        "of the database".into()
    }
}

struct Fake(&'static str);

impl Users for Fake {
    fn name(&self) -> String {
        self.0.into()
    }
}

fn users(name: &'static str) -> Arc<dyn Users> {
    Arc::new(Fake(name))
}

/// Never provided.
#[derive(Clone)]
struct Absent;

/// What the app makes for each connection.
#[injectable]
struct Cart {
    #[inject]
    _absent: Absent,
    items: AtomicUsize,
}

impl Cart {
    fn with(items: usize) -> Self {
        Self {
            _absent: Absent,
            items: AtomicUsize::new(items),
        }
    }
}

impl Clone for Cart {
    fn clone(&self) -> Self {
        Self::with(self.items.load(Relaxed))
    }
}

#[websocket_gateway(namespace = "accounts")]
struct Accounts {
    #[inject]
    users: Arc<dyn Users>,
    #[inject]
    guests: Server<Guests>,
}

#[websocket_gateway]
impl Accounts {
    #[subscribe_message("names")]
    fn names(&self, #[inject] users: Arc<dyn Users>, Inject(limit): Inject<u32>) -> Vec<String> {
        vec![self.users.name(), users.name(), limit.to_string()]
    }

    #[subscribe_message("invite")]
    async fn invite(&self) -> bool {
        self.guests.emit("invited", &()).await.is_ok()
    }
}

#[websocket_gateway(namespace = "guests")]
struct Guests;

#[websocket_gateway(namespace = "carts")]
struct Carts;

#[websocket_gateway]
impl Carts {
    #[subscribe_message("add")]
    fn add(&self, #[per_connection] cart: Arc<Cart>) -> usize {
        cart.items.fetch_add(1, Relaxed)
    }
}

fn accounts() -> GatewayAppBuilder {
    let users: Arc<dyn Users> = Arc::new(Database);
    GatewayApp::builder()
        .provide(users)
        .provide(7_u32)
        .only::<(Accounts, Guests)>()
}

async fn names(builder: GatewayAppBuilder) -> Vec<String> {
    let app = start(builder).await;
    let client = app.connect::<Accounts>().await.unwrap();
    client.ask("names", &()).await.unwrap()
}

async fn problems_of(builder: GatewayAppBuilder) -> Vec<String> {
    let error = TestApp::start(builder).await.err();
    error.expect("it cannot start").problems().to_vec()
}

#[tokio::test]
async fn a_value_is_replaced_in_fields_and_parameters() {
    let before = ["of the database", "of the database", "7"];
    assert_eq!(names(accounts()).await, before);
    let replaced = accounts().replace(users("fake")).replace(8_u32);
    assert_eq!(names(replaced).await, ["fake", "fake", "8"]);
}

#[tokio::test]
async fn of_several_values_the_last_counts_wherever_the_first_is_provided() {
    let builder = GatewayApp::builder().replace(users("first"));
    let builder = builder.replace(users("second")).provide(7_u32);
    let builder = builder.provide(users("provided"));
    let builder = builder.only::<(Accounts, Guests)>();
    assert_eq!(names(builder).await, ["second", "second", "7"]);
}

#[tokio::test]
async fn the_handle_to_a_gateway_is_replaced() {
    for is_replaced in [false, true] {
        let mut builder = accounts();
        if is_replaced {
            // Of an app that never starts.
            builder = builder.replace(GatewayApp::builder().server::<Guests>());
        }
        let app = start(builder).await;
        let client = app.connect::<Accounts>().await.unwrap();
        let is_emitted: bool = client.ask("invite", &()).await.unwrap();
        assert_eq!(is_emitted, !is_replaced);
    }
}

#[tokio::test]
async fn what_is_replaced_per_connection_is_not_made() {
    let carts = || GatewayApp::builder().only::<(Carts,)>();
    let problems = problems_of(carts()).await;
    assert!(
        matches!(&*problems, [one] if one.contains("`Absent`")),
        "{problems:?}"
    );
    // Each connection has a clone.
    for (builder, of_second) in [
        (carts().replace(Cart::with(10)), 10),
        (carts().replace(Arc::new(Cart::with(10))), 12),
    ] {
        let app = start(builder).await;
        let (an, bo) = (
            app.connect::<Carts>().await.unwrap(),
            app.connect::<Carts>().await.unwrap(),
        );
        for items in [10, 11] {
            assert_eq!(an.ask::<usize>("add", &()).await.unwrap(), items);
        }
        assert_eq!(bo.ask::<usize>("add", &()).await.unwrap(), of_second);
    }
}

#[tokio::test]
async fn a_value_that_was_not_provided_is_a_problem() {
    let problems = problems_of(accounts().replace(Arc::new(Fake("fake"))).replace(1_i8)).await;
    let line = line!() - 1;
    assert_eq!(
        problems,
        [
            format!(
                "`Arc<Fake>` is replaced (tests/rust/kit/replacing.rs:{line}) and was not provided; `Arc<dyn Users>` was \
                 provided: if that is meant, replace it as this type, `.replace(value as Arc<dyn Users>)`"
            ),
            format!(
                "`i8` is replaced (tests/rust/kit/replacing.rs:{line}) and was not provided; `Arc<dyn Users>` was \
                 provided: if that is meant, replace it as this type, `.replace(Arc::new(value) as Arc<dyn Users>)`"
            ),
        ]
    );
}

/// One mistake is one problem: the field that needs the value does not report it, too.
#[tokio::test]
async fn a_value_that_was_not_provided_is_one_problem() {
    let builder = GatewayApp::builder().provide(7_u32);
    let builder = builder.replace(users("fake")).only::<(Accounts, Guests)>();
    let line = line!() - 1;
    assert_eq!(
        problems_of(builder).await,
        [format!(
            "`Arc<dyn Users>` is replaced (tests/rust/kit/replacing.rs:{line}) and was not provided; replace a value of \
             exactly a type that was provided (`u32`), or add `.provide(..)`"
        )]
    );
    let server = GatewayApp::builder().server::<Accounts>();
    let problems = problems_of(GatewayApp::builder().only::<(Guests,)>().replace(server)).await;
    assert!(
        matches!(&*problems, [one] if one.ends_with("; `Accounts` is not in the app; add it to `only`")),
        "{problems:?}"
    );
}

/// What a guard gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct User {
    name: String,
}

impl User {
    fn new(name: &str) -> Self {
        Self { name: name.into() }
    }
}

struct OutOfStock;

impl From<OutOfStock> for WsError {
    fn from(_: OutOfStock) -> Self {
        Self::conflict("out of stock")
    }
}

#[guard]
fn everywhere() -> Result<(), WsError> {
    Err(WsError::unavailable("everywhere"))
}

#[guard]
async fn authenticated() -> Result<User, WsError> {
    Err(WsError::unauthorized("authenticated"))
}

#[guard(message)]
fn is_admin() -> bool {
    false
}

#[guard(message)]
fn bundled() -> bool {
    false
}

/// A guard with state, by its type: it needs what is never provided.
#[injectable]
struct HasPlan {
    #[inject]
    plan: Absent,
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
struct Limit(u8);

impl Guard for Limit {
    type Value = ();
    const POINT: GuardPoint = GuardPoint::Message;

    async fn check(&self, _: &Call) -> Result<(), WsError> {
        Err(WsError::forbidden(format!("limit {}", self.0)))
    }
}

#[interceptor]
async fn outer(next: Next) -> Result<Outcome, Failure> {
    marked("outer", next).await
}

#[interceptor]
async fn middle(next: Next) -> Result<Outcome, Failure> {
    marked("middle", next).await
}

#[interceptor]
async fn inner(next: Next, #[inject] _absent: Absent) -> Result<Outcome, Failure> {
    marked("inner", next).await
}

/// Adds a mark to an answer, or to the message of an error.
async fn marked(mark: &str, next: Next) -> Result<Outcome, Failure> {
    let outcome = next.run().await?;
    outcome
        .map(|answer: String| format!("{answer} {mark}"))
        .map_err(Failure::from)
}

#[filter]
fn of_app(error: WsError) -> WsError {
    WsError::unavailable(format!("of_app {}", error.message()))
}

#[filter]
fn of_gateway(error: WsError) -> WsError {
    WsError::bad_request(format!("of_gateway {}", error.message()))
}

#[filter]
fn of_method(_: OutOfStock, #[inject] _absent: Absent) -> WsError {
    WsError::not_found("of_method")
}

#[enhancers]
#[use_guards(bundled)]
struct Bundle;

#[websocket_gateway(namespace = "shop")]
#[use_guards(authenticated)]
#[use_interceptors(middle)]
#[use_filters(of_gateway)]
#[throttle(limit = 1, per = "1h", name = "shop")]
struct Shop;

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
fn shop() -> GatewayAppBuilder {
    GatewayApp::builder()
        .guard::<everywhere>()
        .interceptor::<outer>()
        .filter::<of_app>()
        .throttle(Throttle::new(1_000, Duration::from_hours(1)).name("app"))
        .only::<(Shop,)>()
}

/// What needs something that is never provided is replaced.
fn without_needs(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder
        .replace(Arc::new(HasPlan { plan: Absent }))
        .without_interceptor::<inner>()
        .without_filter::<of_method>()
}

/// An app that everybody may enter.
fn open(builder: GatewayAppBuilder) -> GatewayAppBuilder {
    builder
        .without_guard::<everywhere>()
        .replace_guard::<authenticated>(|_| Ok(User::new("an")))
}

async fn client(builder: GatewayAppBuilder) -> (TestApp, Client) {
    let app = start(builder).await;
    let client = app.connect::<Shop>().await.unwrap();
    assert_eq!(client.event_named::<User>("welcome").await.name, "an");
    (app, client)
}

async fn error_of(client: &Client, event: &str) -> String {
    let error = client.ask::<String>(event, &()).await.unwrap_err();
    error.message().to_owned()
}

#[tokio::test]
async fn what_is_not_replaced_is_as_before() {
    let problems = problems_of(shop()).await;
    assert_eq!(problems.len(), 3, "{problems:#?}");
    assert!(problems.iter().all(|problem| problem.contains("`Absent`")));

    let app = start(without_needs(shop())).await;
    let refused = app.connect::<Shop>().await.unwrap_err();
    assert_eq!(refused.message(), "of_app everywhere");
}

#[tokio::test]
async fn guards_are_replaced_at_each_level_and_give_values() {
    let builder = shop()
        .without_interceptor::<inner>()
        .without_filter::<of_method>()
        .without_guard::<everywhere>()
        .replace_guard::<authenticated>(|call| {
            // At the connection there is no event.
            let name = call.event().unwrap_or("an");
            match call.handshake().header("x-banned") {
                Some(_) => Err(WsError::forbidden("banned")),
                None => Ok(User::new(name)),
            }
        })
        .replace_guard::<HasPlan>(|call| match call.body::<u32>() {
            Ok(number) => Err(WsError::bad_request(number.to_string())),
            Err(_) => Ok(()),
        })
        .without_guard::<Limit>()
        .replace_guard::<bundled>(|_| Ok(()))
        .replace_guard::<is_admin>(|_| Ok(()))
        .without_throttles();
    let (app, client) = client(builder).await;
    let answer: String = client.ask("buy", "x").await.unwrap();
    assert_eq!(answer, "buy middle outer");
    let error = client.ask::<String>("buy", &7).await.unwrap_err();
    assert_eq!(error.message(), "of_gateway 7");

    for connect in [app.connect::<Shop>(), app.connect::<Shop>().polling()] {
        let refused = connect.header("x-banned", "yes").await.unwrap_err();
        assert_eq!(refused.message(), "of_gateway banned");
    }
    let client = app.connect::<Shop>().polling().await.unwrap();
    let answer: String = client.ask("buy", &()).await.unwrap();
    assert_eq!(answer, "buy middle outer");
}

/// Each guard is there, until it is replaced.
#[tokio::test]
async fn guards_are_left_out_one_by_one() {
    let builder = || open(without_needs(shop())).without_throttles();
    let (_app, before) = client(builder()).await;
    assert_eq!(
        error_of(&before, "buy").await,
        "of_gateway Forbidden resource"
    );
    let builder = || {
        builder()
            .without_guard::<bundled>()
            .without_guard::<is_admin>()
    };
    let (_app, before) = client(builder()).await;
    assert_eq!(error_of(&before, "buy").await, "of_gateway no plan");
    let builder = || builder().without_guard::<HasPlan>();
    // The injectable is still replaced as a value, which nobody needs any more.
    let problems = problems_of(builder()).await;
    assert!(
        matches!(&*problems, [one] if one.starts_with("`Arc<HasPlan>` is replaced (")),
        "{problems:?}"
    );
}

#[tokio::test]
async fn a_guard_that_is_a_value_in_a_list_is_replaced() {
    let builder = open(shop())
        .without_interceptor::<inner>()
        .without_filter::<of_method>()
        .without_guard::<bundled>()
        .without_guard::<is_admin>()
        .without_guard::<HasPlan>()
        .without_throttles();
    let (_app, before) = client(builder).await;
    assert_eq!(error_of(&before, "buy").await, "of_gateway limit 3");
    let builder = open(shop())
        .without_interceptor::<inner>()
        .without_filter::<of_method>()
        .without_guard::<bundled>()
        .without_guard::<is_admin>()
        .without_guard::<HasPlan>()
        .replace_guard::<Limit>(|_| Err(WsError::forbidden("another")))
        .without_throttles();
    let (_app, after) = client(builder).await;
    assert_eq!(error_of(&after, "buy").await, "of_gateway another");
}

/// Global guards and limits stand before events that no method handles.
#[tokio::test]
async fn a_global_guard_is_replaced_for_unknown_events_too() {
    let builder = without_needs(shop())
        .replace_guard::<authenticated>(|_| Ok(User::new("an")))
        .replace_guard::<everywhere>(|call| match call.event() {
            Some("unknown") => Err(WsError::forbidden("replaced")),
            _ => Ok(()),
        });
    let (_app, client) = client(builder).await;
    assert_eq!(error_of(&client, "unknown").await, "of_app replaced");
}

#[tokio::test]
async fn interceptors_are_replaced_at_each_level() {
    let buyers = |builder: GatewayAppBuilder| {
        open(builder)
            .without_guard::<bundled>()
            .without_guard::<is_admin>()
            .without_guard::<HasPlan>()
            .without_guard::<Limit>()
            .without_filter::<of_method>()
            .without_throttles()
    };
    let builder = buyers(shop())
        .replace_interceptor::<outer>(|_, next| Box::pin(next.run()))
        .replace_interceptor::<middle>(|call, next| {
            Box::pin(async move {
                let outcome = next.run().await?;
                let event = call.event().unwrap_or_default().to_owned();
                Ok(outcome.map(|answer: String| format!("{answer} {event}"))?)
            })
        })
        .replace_interceptor::<inner>(|call, _| {
            let user = call.given::<User>().map(|user| user.name);
            Box::pin(async move { Ok(Outcome::answer(format!("instead of {user:?}"))) })
        });
    let (_app, client) = client(builder).await;
    let answer: String = client.ask("buy", &()).await.unwrap();
    assert_eq!(answer, "instead of Some(\"an\") buy");
}

#[tokio::test]
async fn filters_are_replaced_at_each_level() {
    let builder = || {
        open(shop())
            .replace(Arc::new(HasPlan { plan: Absent }))
            .without_interceptor::<inner>()
            .without_throttles()
    };
    let replaced = builder()
        .replace_filter::<of_method>(|OutOfStock, call| match call.body::<u32>() {
            Ok(number) => Ok(Outcome::answer(format!("after all {number}"))),
            Err(_) => Err(WsError::conflict("sold")),
        })
        .replace_filter::<of_gateway>(|error, call| {
            let event = call.event().unwrap_or("connection");
            Err(WsError::conflict(format!("{event}: {}", error.message())))
        });
    let (app, client) = client(replaced).await;
    assert_eq!(error_of(&client, "fail").await, "sold");
    let answer: String = client.ask("fail", &7).await.unwrap();
    assert_eq!(answer, "after all 7");
    assert_eq!(error_of(&client, "refuse").await, "refuse: refused");
    drop(app);

    // Without the others the app's filter has its turn.
    let left_out = builder()
        .without_filter::<of_method>()
        .without_filter::<of_gateway>();
    let (_app, client) = self::client(left_out).await;
    assert_eq!(error_of(&client, "refuse").await, "of_app refused");
    let replaced = builder()
        .without_filter::<of_method>()
        .without_filter::<of_gateway>()
        .replace_filter::<of_app>(|error, _| Err(error));
    let (_app, client) = self::client(replaced).await;
    assert_eq!(error_of(&client, "refuse").await, "refused");
}

#[tokio::test]
async fn limits_are_replaced_and_switched_off() {
    let builder = || {
        open(without_needs(shop()))
            .without_guard::<bundled>()
            .without_guard::<is_admin>()
            .replace_guard::<Limit>(|_| Ok(()))
            .replace(Arc::new(HasPlan { plan: Absent }))
    };
    let too_many = "of_gateway ";
    let (_app, client) = client(builder()).await;
    assert_eq!(error_of(&client, "refuse").await, "of_gateway refused");
    let error = client.ask::<()>("refuse", &()).await.unwrap_err();
    assert!(error.message().starts_with(too_many) && error.message() != "of_gateway refused");
    // A method that skips the limit skips what stands in its place, too, and one that is off.
    for (replaced, times) in [
        (
            builder().replace_throttle("shop", Throttle::new(3, Duration::from_hours(1))),
            3,
        ),
        (builder().without_throttle("shop"), 10),
        (builder().without_throttles(), 10),
        (
            builder()
                .replace_throttle("shop", Throttle::new(2, Duration::from_hours(1)))
                .without_throttles(),
            2,
        ),
    ] {
        let (_app, client) = self::client(replaced).await;
        for _ in 0..times {
            assert_eq!(error_of(&client, "refuse").await, "of_gateway refused");
            let free: String = client.ask("free", &()).await.unwrap();
            assert_eq!(free, "free middle outer");
        }
        let is_limited = error_of(&client, "refuse").await != "of_gateway refused";
        assert_eq!(is_limited, times < 10);
    }
}

#[pipe]
async fn priced(name: String, #[inject] _absent: Absent) -> Result<u32, OutOfStock> {
    name.parse().map_err(|_| OutOfStock)
}

#[pipe]
fn doubled(number: u32) -> u32 {
    2 * number
}

#[websocket_gateway(namespace = "prices")]
struct Prices;

#[websocket_gateway]
impl Prices {
    #[subscribe_message("price")]
    fn price(&self, #[message_body(pipe = priced)] price: u32) -> u32 {
        price
    }

    #[subscribe_message("sum")]
    async fn sum(
        &self,
        #[message_body(pipe = doubled)] left: u32,
        #[message_body(pipe = doubled)] right: u32,
    ) -> u32 {
        tokio::task::yield_now().await;
        left + right
    }
}

#[tokio::test]
async fn a_pipe_is_replaced() {
    let prices = || GatewayApp::builder().only::<(Prices,)>();
    let problems = problems_of(prices()).await;
    assert!(
        matches!(&*problems, [one] if one.contains("`Absent`")),
        "{problems:?}"
    );
    let replaced = || {
        prices().replace_pipe::<priced>(|name| match &*name {
            "tea" => Ok(3),
            _ => Err(WsError::conflict("no price")),
        })
    };
    for (builder, sum) in [(replaced(), 6), (replaced().replace_pipe::<doubled>(Ok), 3)] {
        let app = start(builder).await;
        let client = app.connect::<Prices>().await.unwrap();
        assert_eq!(client.ask::<u32>("price", "tea").await.unwrap(), 3);
        let error = client.ask::<u32>("price", "milk").await.unwrap_err();
        assert_eq!(error.message(), "no price");
        let error = client.ask::<u32>("price", &1).await.unwrap_err();
        assert_eq!(error.code(), "bad_request");
        let args = Args((1, 2));
        assert_eq!(client.ask::<u32>("sum", &args).await.unwrap(), sum);
    }
}

#[guard]
fn nowhere() -> bool {
    true
}

#[interceptor]
async fn around_nothing(next: Next) -> Result<Outcome, Failure> {
    next.run().await
}

#[filter]
fn behind_nothing(error: WsError) -> WsError {
    error
}

#[tokio::test]
async fn a_replacement_of_nothing_is_a_problem() {
    let nothing = || GatewayApp::builder().only::<(Guests,)>();
    let builder = nothing()
        .replace_guard::<nowhere>(|_| Ok(()))
        .without_interceptor::<around_nothing>()
        .replace_filter::<behind_nothing>(|error, _| Err(error))
        .replace_pipe::<priced>(|_| Ok(1))
        .without_throttle("login")
        .replace_throttle("logout", Throttle::new(1, Duration::from_secs(1)))
        .without_throttles();
    let first = line!() - 7;
    let at = |line: u32| format!("(tests/rust/kit/replacing.rs:{})", first + line);
    let remove = "and stands in no list of the app, its gateways and their methods; remove";
    let of_name = "and no limit of the app, its gateways and their methods has this name; write the name of one";
    assert_eq!(
        problems_of(builder).await,
        [
            format!(
                "the pipe `priced` is replaced {}, and no method of the app has it; remove `replace_pipe`, or add the gateway \
                 that has it to `only`",
                at(3)
            ),
            format!(
                "the guard `nowhere` is replaced {}, {remove} `replace_guard`, or add the gateway that has it to `only`",
                at(0)
            ),
            format!(
                "the interceptor `around_nothing` is left out {}, {remove} `without_interceptor`, or add the gateway that \
                 has it to `only`",
                at(1)
            ),
            format!(
                "the filter `behind_nothing` is replaced {}, {remove} `replace_filter`, or add the gateway that has it to \
                 `only`",
                at(2)
            ),
            format!(
                "the limit `login` is off {}, {of_name}, `#[throttle(.., name = \"login\")]`",
                at(4)
            ),
            format!(
                "the limit `logout` is replaced {}, {of_name}, `#[throttle(.., name = \"logout\")]`",
                at(5)
            ),
            format!(
                "all limits are off {}, and neither the app nor its gateways have one; remove `without_throttles`",
                at(6)
            ),
        ]
    );
    // The last call for a guard counts.
    let used = nothing().guard::<nowhere>();
    let used = used.without_guard::<nowhere>();
    let app = start(used.replace_guard::<nowhere>(|_| Err(WsError::conflict("gone")))).await;
    let refused = app.connect::<Guests>().await.unwrap_err();
    assert_eq!(refused.message(), "gone");
}
