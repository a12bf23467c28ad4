//! Rooms shared through MongoDB.

mod driver;

use std::{fmt, time::Duration};

use socketioxide_mongodb::{
    CustomMongoDbAdapter, MongoDbAdapterConfig, MongoDbAdapterCtr,
    drivers::mongodb::{
        MongoDbDriver,
        mongodb_client::{Client, Database, error::Error, options::ClientOptions},
    },
};
use tokio::time::timeout;

use self::driver::WatchedDriver;
use super::{
    AdapterChoice, Emitter, STAGE, Sharing, SharingHealth, WebSocketAdapter, address::masked,
    breaker::Breaker,
};
use crate::error::AppError;

/// How long the start-up waits for the database.
const CONNECT: Duration = Duration::from_secs(3);
/// How long the client looks for a server of the replica set.
const SELECTION: Duration = Duration::from_secs(2);
/// How many acknowledgements of other servers' clients may wait for one broadcast.
const WAITING_ACKNOWLEDGEMENTS: usize = 16_384;
/// The database of a URL that names none.
const DATABASE: &str = "socket_io";

/// Shares rooms between servers through MongoDB, with the change stream of the collection
/// `socket.io-adapter`, which it makes: for those who have no Redis. It needs a replica set.
///
/// ```no_run
/// use gateway_runtime::{MongodbAdapter, prelude::*};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), AppError> {
/// let url = "mongodb://shop:secret@127.0.0.1/shop?replicaSet=rs0";
/// let adapter = MongodbAdapter::connect(url).await?;
/// GatewayApp::builder().adapter(adapter).listen("0.0.0.0:3000").await
/// # }
/// ```
///
/// While the database is away, this server's clients are served as before and nothing waits for it
/// longer than half a second; when it is back, the servers hear one another again by themselves. A
/// server that has died is counted for another minute, as long as which verbs that ask wait for it in
/// vain: 5 s each.
#[derive(Clone)]
pub struct MongodbAdapter {
    health: SharingHealth,
    choice: AdapterChoice,
}

impl MongodbAdapter {
    /// Connects to `url`: `mongodb://user:password@host/database?replicaSet=name`.
    ///
    /// # Errors
    /// [`AppError`] that names the address, without its credentials, if it is none or if the database
    /// cannot be reached within three seconds.
    pub async fn connect(url: impl AsRef<str>) -> Result<Self, AppError> {
        let url = url.as_ref();
        let address = masked(url);
        let failed = |cause: &dyn fmt::Display| {
            AppError::one(
                STAGE,
                format!("MongoDB at `{address}` cannot be reached: {cause}"),
            )
        };
        // Not Node's name, whose servers would take these messages for their own.
        let config = MongoDbAdapterConfig::new()
            .with_collection("gateway-adapter")
            .with_ack_response_buffer(WAITING_ACKNOWLEDGEMENTS);
        let connected = async {
            let database = database(url).await?;
            let (collection, expiry) = (&config.collection, &config.expiration_strategy);
            let driver = MongoDbDriver::new(database.clone(), collection, expiry).await?;
            Ok::<_, Error>((database, driver))
        };
        let (database, driver) = match timeout(CONNECT, connected).await {
            Ok(Ok(connected)) => connected,
            Ok(Err(error)) => return Err(failed(&error)),
            Err(_) => return Err(failed(&"it does not answer")),
        };
        let breaker = Breaker::new(address.clone());
        let health = breaker.status().health();
        let driver = WatchedDriver::new(database, driver, &breaker);
        let state = MongoDbAdapterCtr::new_with_driver(driver, config);
        let choice = AdapterChoice::adapter::<CustomMongoDbAdapter<Emitter, WatchedDriver>, _>(
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

async fn database(url: &str) -> Result<Database, Error> {
    let mut options = ClientOptions::parse(url).await?;
    options.server_selection_timeout.get_or_insert(SELECTION);
    options.connect_timeout.get_or_insert(SELECTION);
    let client = Client::with_options(options)?;
    let named = client.default_database();
    Ok(named.unwrap_or_else(|| client.database(DATABASE)))
}

impl WebSocketAdapter for MongodbAdapter {
    fn sharing(&self) -> Sharing {
        Sharing::of(self.choice.clone())
    }
}

impl fmt::Debug for MongodbAdapter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MongodbAdapter")
            .field("health", &self.health)
            .finish_non_exhaustive()
    }
}
