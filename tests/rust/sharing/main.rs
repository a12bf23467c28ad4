//! Rooms shared between servers, with a real Redis.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy does not see that these files are a test"
)]

mod cluster;
mod clusters;
mod emitters;
mod lifetimes;
mod log;
mod outages;
#[path = "../polling/mod.rs"]
mod polling;
mod redis;
mod start_up;
mod traffic;
mod verbs;

use std::time::Duration;

use gateway_runtime::{RedisAdapter, SharingHealth, WebSocketAdapter, prelude::*};

use polling::Client;
use redis::Redis;

const NAMESPACE: &str = "/shared";
/// Long enough for whatever arrives.
const SOON: Duration = Duration::from_secs(3);
/// After which nothing more is expected.
const QUIET: Duration = Duration::from_millis(300);

#[derive(Serialize, ServerEvent)]
#[event("news")]
struct News(u32);

#[websocket_gateway(namespace = "shared", emits(News))]
struct Shared;

#[websocket_gateway]
impl Shared {
    #[on_gateway_connection]
    fn connected(&self, client: Socket<Self>) {
        client.join("everybody");
    }
}

/// One server with one client.
struct Node {
    app: GatewayApp,
    health: SharingHealth,
    client: Client,
}

impl Node {
    async fn start(redis: &Redis, name: &str) -> Self {
        let adapter = RedisAdapter::connect(redis.url()).await.expect("connects");
        Self::with(adapter, name).await
    }

    async fn with(adapter: RedisAdapter, name: &str) -> Self {
        let health = adapter.health();
        Self::sharing(adapter, health, name).await
    }

    async fn sharing(adapter: impl WebSocketAdapter, health: SharingHealth, name: &str) -> Self {
        let app = GatewayApp::builder()
            .only::<(Shared,)>()
            .adapter(adapter)
            .build()
            .await
            .expect("starts");
        let client = Client::connect(app.router(), NAMESPACE, name).await;
        Self {
            app,
            health,
            client,
        }
    }

    fn server(&self) -> Server<Shared> {
        self.app.server::<Shared>()
    }

    /// What its client got next.
    async fn got(&mut self) -> String {
        self.client.next(SOON).await.expect("something comes")
    }

    async fn got_nothing_more(&mut self) -> bool {
        self.client.next(QUIET).await.is_none()
    }
}

fn packet(event: &str, payload: &str) -> String {
    format!("42{NAMESPACE},[\"{event}\",{payload}]")
}

fn news(number: u32) -> String {
    packet("news", &number.to_string())
}
