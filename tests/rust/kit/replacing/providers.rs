//! What is injected is replaced: values, handles, and what the app makes for each connection.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use gateway_runtime::{GatewayAppBuilder, prelude::*};

use super::{Absent, problems_of};
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
pub(super) struct Guests;

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
                "`Arc<Fake>` is replaced (tests/rust/kit/replacing/providers.rs:{line}) and was not provided; `Arc<dyn Users>` was \
                 provided: if that is meant, replace it as this type, `.replace(value as Arc<dyn Users>)`"
            ),
            format!(
                "`i8` is replaced (tests/rust/kit/replacing/providers.rs:{line}) and was not provided; `Arc<dyn Users>` was \
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
            "`Arc<dyn Users>` is replaced (tests/rust/kit/replacing/providers.rs:{line}) and was not provided; replace a value of \
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
