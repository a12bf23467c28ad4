//! `PostgresAdapter` shares rooms between servers through PostgreSQL.

mod driver;
mod notifications;

use std::time::Duration;

use socketioxide_postgres::{
    CustomPostgresAdapter, PostgresAdapterConfig, PostgresAdapterCtr,
    drivers::sqlx::sqlx_client::{Error, postgres::PgPoolOptions},
};

use self::driver::PostgresDriver;
use super::{
    address::masked,
    outage::{Breaker, SharingHealth, Unreachable, answer_within},
    sharing::Sharing,
    start_up_error::cannot_reach,
    websocket_adapter::WebSocketAdapter,
};
use crate::{
    error::AppError,
    protocol::{ServerEmitter, SocketioxideEmitter},
};

/// The published adapter, over our driver.
type Published<S> = CustomPostgresAdapter<S, PostgresDriver>;

/// How long the start-up waits for the database.
const CONNECT: Duration = Duration::from_secs(2);
/// How many acknowledgements of other servers' clients may wait for one broadcast.
const WAITING_ACKNOWLEDGEMENTS: usize = 16_384;

/// Shares rooms between servers through PostgreSQL, with `LISTEN` and `NOTIFY`: for apps that have no
/// Redis. Messages over 8,000 bytes, and those with binary data, go through the table
/// `gateway_attachments`, which the adapter makes.
///
/// ```no_run
/// use gateway_runtime::{PostgresAdapter, prelude::*};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), AppError> {
/// let adapter = PostgresAdapter::connect("postgres://shop:secret@127.0.0.1/shop").await?;
/// GatewayApp::builder().adapter(adapter).listen("0.0.0.0:3000").await
/// # }
/// ```
///
/// Each namespace has a connection of its own that listens, and there is one more for what servers say to one another. While the database is away, this server's
/// clients are served as before, and nothing waits for the database longer than half a second. When the
/// database is back, the servers receive each other's messages again. A server that has died is counted
/// for another minute. During that minute, methods that ask all servers wait 5 s for its answer.
#[derive(Clone, Debug)]
pub struct PostgresAdapter {
    sharing: Sharing,
}

impl PostgresAdapter {
    /// Connects to `url`: `postgres://user:password@host/database`.
    ///
    /// # Errors
    /// [`AppError`] that names the address, without its credentials, if `url` is not a valid address or
    /// if the database cannot be reached within two seconds.
    pub async fn connect(url: impl AsRef<str>) -> Result<Self, AppError> {
        let (url, address) = (url.as_ref(), masked(url.as_ref()));
        let connected = async { PgPoolOptions::new().connect(url).await.map_err(reason) };
        let pool = answer_within(CONNECT, connected)
            .await
            .map_err(|cause| cannot_reach("PostgreSQL", &address, cause))?;
        let breaker = Breaker::new(address);
        // Not Node's names, whose servers would take these messages for their own.
        let config = PostgresAdapterConfig::new()
            .with_prefix("gateway")
            .with_table_name("gateway_attachments")
            .with_ack_response_buffer(WAITING_ACKNOWLEDGEMENTS);
        let driver = PostgresDriver::new(url, pool, &breaker);
        let state = PostgresAdapterCtr::new_with_driver(driver, config);
        let health = breaker.status().health();
        let sharing = Sharing::through::<Published<SocketioxideEmitter>, Published<ServerEmitter>, _>(
            state, health,
        );
        Ok(Self { sharing })
    }

    /// Whether the database can be reached.
    #[must_use]
    pub fn health(&self) -> SharingHealth {
        self.sharing.health()
    }
}

impl WebSocketAdapter for PostgresAdapter {
    fn sharing(&self) -> Sharing {
        self.sharing.clone()
    }
}

fn reason(error: Error) -> Unreachable {
    if matches!(error, Error::Tls(_)) {
        return Unreachable::because(
            "it asks for TLS, which the `sqlx` crate is compiled without; add it to your Cargo.toml \
             with one of its features `tls-rustls-ring` and `tls-native-tls`",
        );
    }
    Unreachable::because(error)
}
