//! Rooms shared through PostgreSQL.

mod driver;

use std::{fmt, time::Duration};

use socketioxide_postgres::{
    CustomPostgresAdapter, PostgresAdapterConfig, PostgresAdapterCtr,
    drivers::sqlx::sqlx_client::{self, postgres::PgPoolOptions},
};
use tokio::time::timeout;

use self::driver::PostgresDriver;
use super::{
    AdapterChoice, Emitter, Sharing, SharingHealth, WebSocketAdapter, address::masked,
    breaker::Breaker,
};
use crate::error::AppError;

/// How long the start-up waits for the database.
const CONNECT: Duration = Duration::from_secs(2);
/// How many acknowledgements of other servers' clients may wait for one broadcast.
const WAITING_ACKNOWLEDGEMENTS: usize = 16_384;

/// Shares rooms between servers through PostgreSQL, with `LISTEN` and `NOTIFY`: for those who have no
/// Redis. Messages over 8,000 bytes, and those with binary data, go through a table,
/// `socket_io_attachments`, which it makes.
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
/// Each namespace has a connection of its own that listens. While the database is away, this server's
/// clients are served as before and nothing waits for it longer than half a second; when it is back,
/// the servers hear one another again by themselves. A server that has died is counted for another
/// minute, as long as which verbs that ask wait for it in vain: 5 s each.
#[derive(Clone)]
pub struct PostgresAdapter {
    health: SharingHealth,
    choice: AdapterChoice,
}

impl PostgresAdapter {
    /// Connects to `url`: `postgres://user:password@host/database`.
    ///
    /// # Errors
    /// [`AppError`] that names the address, without its credentials, if it is none or if the database
    /// cannot be reached within two seconds.
    pub async fn connect(url: impl AsRef<str>) -> Result<Self, AppError> {
        let url = url.as_ref();
        let address = masked(url);
        let failed = |cause: &dyn fmt::Display| {
            AppError::one(
                super::STAGE,
                format!("PostgreSQL at `{address}` cannot be reached: {cause}"),
            )
        };
        let pool = match timeout(CONNECT, PgPoolOptions::new().connect(url)).await {
            Ok(Ok(pool)) => pool,
            Ok(Err(sqlx_client::Error::Tls(_))) => {
                return Err(failed(
                    &"it asks for TLS, which the `sqlx` crate is compiled without; add it to your \
                      Cargo.toml with one of its features `tls-rustls-ring` and `tls-native-tls`",
                ));
            }
            Ok(Err(error)) => return Err(failed(&error)),
            Err(_) => return Err(failed(&"it does not answer")),
        };
        let breaker = Breaker::new(address.clone());
        let health = breaker.status().health();
        // Not Node's names, whose servers would take these messages for their own.
        let config = PostgresAdapterConfig::new()
            .with_prefix("gateway")
            .with_table_name("gateway_attachments")
            .with_ack_response_buffer(WAITING_ACKNOWLEDGEMENTS);
        let driver = PostgresDriver::new(url, pool, &breaker);
        let state = PostgresAdapterCtr::new_with_driver(driver, config);
        let choice = AdapterChoice::adapter::<CustomPostgresAdapter<Emitter, PostgresDriver>, _>(
            state,
            health.clone(),
        );
        Ok(Self { health, choice })
    }

    /// Whether the database can be reached.
    #[must_use]
    pub fn health(&self) -> SharingHealth {
        self.health.clone()
    }
}

impl WebSocketAdapter for PostgresAdapter {
    fn sharing(&self) -> Sharing {
        Sharing::of(self.choice.clone())
    }
}

impl fmt::Debug for PostgresAdapter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresAdapter")
            .field("health", &self.health)
            .finish_non_exhaustive()
    }
}
