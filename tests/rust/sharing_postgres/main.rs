//! Rooms shared between servers, with a real PostgreSQL server.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not see that these files are a test"
)]

#[path = "../polling/mod.rs"]
mod polling;
mod server;

use std::time::{Duration, Instant};

use gateway_runtime::{PostgresAdapter, SharingHealth, SocketId, prelude::*};
use tokio::time::{sleep, timeout};

use polling::Client;
use server::Postgres;

const SOON: Duration = Duration::from_secs(5);
const QUIET: Duration = Duration::from_millis(300);

#[websocket_gateway(namespace = "shared")]
struct Shared;

#[websocket_gateway]
impl Shared {
    #[on_gateway_connection]
    fn connected(&self, client: Socket<Self>) {
        client.join("everybody");
    }
}

struct Node {
    app: GatewayApp,
    health: SharingHealth,
    client: Client,
}

impl Node {
    async fn start(postgres: &Postgres, name: &str) -> Self {
        let adapter = PostgresAdapter::connect(postgres.url())
            .await
            .expect("connects");
        let health = adapter.health();
        let builder = GatewayApp::builder().only::<(Shared,)>().adapter(adapter);
        let app = builder.build().await.expect("starts");
        let client = Client::connect(app.router(), "/shared", name).await;
        Self {
            app,
            health,
            client,
        }
    }

    fn server(&self) -> Server<Shared> {
        self.app.server::<Shared>()
    }

    async fn got(&mut self) -> String {
        self.client.next(SOON).await.expect("something comes")
    }

    async fn becomes(&self, up: bool) {
        while self.health.is_up() != up {
            timeout(SOON, self.health.changed())
                .await
                .expect("it changes");
        }
    }
}

fn news(number: u32) -> String {
    format!("42/shared,[\"news\",{number}]")
}

async fn is_shared(one: &mut Node, two: &mut Node) {
    one.client.clear();
    two.client.clear();
    one.server().emit("news", &1).await.unwrap().shared.unwrap();
    assert_eq!((one.got().await, two.got().await), (news(1), news(1)));
    two.server().to("everybody").emit("news", &2).await.unwrap();
    assert_eq!((one.got().await, two.got().await), (news(2), news(2)));
    let id: SocketId = two.client.id.parse().unwrap();
    one.server().to(id).emit("news", &3).await.unwrap();
    assert_eq!(two.got().await, news(3));
    // Too long for a notification.
    let long = "long".repeat(5_000);
    one.server().emit("news", &long).await.unwrap();
    assert!(one.got().await.contains(&long) && two.got().await.contains(&long));
    assert!(one.client.all(QUIET).await.is_empty() && two.client.all(QUIET).await.is_empty());
    assert_eq!(one.server().server_count().await.unwrap(), 2);
    assert_eq!(two.server().fetch_sockets().await.unwrap().len(), 2);
}

#[tokio::test]
async fn rooms_are_shared_and_outages_are_survived() {
    let mut postgres = Postgres::start();
    let mut one = Node::start(&postgres, "one").await;
    let mut two = Node::start(&postgres, "two").await;
    is_shared(&mut one, &mut two).await;
    let asked = one.server().emit_with_ack("question", &1).await.unwrap();
    let answers: Vec<(SocketId, Result<String, EmitError>)> = asked.all().await;
    assert_eq!(answers.len(), 2, "{answers:?}");

    for _ in 0..2 {
        postgres.kill();
        one.becomes(false).await;
        two.becomes(false).await;
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
        one.becomes(true).await;
        two.becomes(true).await;
        // Until both listen again.
        sleep(QUIET).await;
        is_shared(&mut one, &mut two).await;
    }
    one.app.shutdown(SOON).await;
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
