//! Rooms are shared between servers, through a real PostgreSQL server.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not see that these files are a test"
)]

#[path = "../node.rs"]
mod node;
mod postgres;
#[path = "../../support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use gateway_runtime::{PostgresAdapter, SocketId, prelude::*};
use tokio::time::sleep;

use node::{NAMESPACE, Node, QUIET, SOON, assert_is_shared, news};
use postgres::Postgres;

impl Node {
    /// Connects the server to `postgres`.
    async fn start(postgres: &Postgres, name: &str) -> Self {
        let adapter = PostgresAdapter::connect(postgres.url())
            .await
            .expect("connects");
        let health = adapter.health();
        Self::sharing(adapter, health, name).await
    }
}

/// What [`assert_is_shared`] checks, and what PostgreSQL might do in another way than Redis.
async fn is_shared(one: &mut Node, two: &mut Node) {
    assert_is_shared(one, two).await;
    two.server().to("everybody").emit("news", &2).await.unwrap();
    assert_eq!((one.got().await, two.got().await), (news(2), news(2)));
    one.server().to(two.id()).emit("news", &3).await.unwrap();
    assert_eq!(two.got().await, news(3));
    // Too long for a notification.
    let long = "long".repeat(5_000);
    one.server().emit("news", &long).await.unwrap();
    assert!(one.got().await.contains(&long) && two.got().await.contains(&long));
    assert!(one.got_nothing_more().await && two.got_nothing_more().await);
}

#[tokio::test]
async fn rooms_are_shared_and_outages_are_survived() {
    let mut postgres = Postgres::start();
    let mut one = Node::start(&postgres, "one").await;
    let mut two = Node::start(&postgres, "two").await;
    is_shared(&mut one, &mut two).await;
    let asked = one.server().emit_with_ack("question", &1).await.unwrap();
    let answers: Vec<(Option<SocketId>, Result<String, EmitError>)> = asked.all().await;
    assert_eq!(answers.len(), 2, "{answers:?}");

    for _ in 0..2 {
        postgres.kill();
        one.becomes(false, SOON).await;
        two.becomes(false, SOON).await;
        one.client.clear();
        two.client.clear();
        let started = Instant::now();
        let delivery = one.server().emit("news", &3).await.unwrap();
        assert!(delivery.shared.is_err());
        let asked = one
            .server()
            .emit_with_ack::<_, String>("question", &1)
            .await
            .unwrap();
        assert!(asked.shared().is_err());
        assert_eq!(asked.all().await.len(), 1);
        let joined = one.server().join("cellar").await;
        assert!(matches!(joined, Err(EmitError::Adapter(_))));
        let sockets = one.server().fetch_sockets().await;
        assert!(matches!(sockets, Err(EmitError::Adapter(_))), "{sockets:?}");
        assert!(started.elapsed() < QUIET, "{:?}", started.elapsed());
        one.server()
            .to("cellar")
            .local()
            .emit("news", &4)
            .await
            .unwrap();
        assert_eq!(one.got().await, news(3));
        assert!(one.got().await.contains("question"));
        assert_eq!(one.got().await, news(4));

        postgres.restart();
        one.becomes(true, SOON).await;
        two.becomes(true, SOON).await;
        // Until both listen again.
        sleep(QUIET).await;
        is_shared(&mut one, &mut two).await;
    }
    one.server().to(two.id()).close().await.unwrap();
    assert_eq!(two.got().await, format!("41{NAMESPACE},"));
    assert_eq!(two.server().count().await.unwrap(), 1);
    one.app.shutdown(SOON).await;
}

#[tokio::test]
async fn connections_end_with_the_app() {
    let mut postgres = Postgres::start();
    let one = Node::start(&postgres, "one").await;
    let two = Node::start(&postgres, "two").await;
    // The deadline of the second is over before anything is closed.
    one.app.shutdown(SOON).await;
    two.app.shutdown(Duration::ZERO).await;
    drop((one, two));
    postgres.ends_with_its_connections(SOON).await;
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_named_without_credentials() {
    let mut postgres = Postgres::start();
    postgres.kill();
    let text = PostgresAdapter::connect(postgres.url()).await;
    let text = text.expect_err("nobody is there").to_string();
    assert!(
        text.contains("postgres://***@127.0.0.1") && !text.contains("secret"),
        "{text}"
    );
    let text = PostgresAdapter::connect("redis://me:secret@cache").await;
    let text = text.expect_err("is no PostgreSQL").to_string();
    assert!(!text.contains("secret"), "{text}");
}
