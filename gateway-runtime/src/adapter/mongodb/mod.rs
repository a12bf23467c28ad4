//! `MongodbAdapter` shares rooms between servers through MongoDB.

mod change_stream;
mod driver;

use std::time::Duration;

use socketioxide_mongodb::{
    CustomMongoDbAdapter, MongoDbAdapterConfig, MongoDbAdapterCtr,
    drivers::mongodb::{
        MongoDbDriver,
        mongodb_client::{Client, Database, error::Error, options::ClientOptions},
    },
};

use self::driver::WatchedDriver;
use super::{
    address::masked,
    outage::{Breaker, SharingHealth, answer_within},
    sharing::Sharing,
    start_up_error::cannot_reach,
    websocket_adapter::WebSocketAdapter,
};
use crate::{
    error::AppError,
    protocol::{ServerEmitter, SocketioxideEmitter},
};

/// The published adapter, over our driver.
type Published<S> = CustomMongoDbAdapter<S, WatchedDriver>;

/// How long the start-up waits for the database.
const CONNECT: Duration = Duration::from_secs(3);
/// How long the client looks for a server of the replica set.
const SELECTION: Duration = Duration::from_secs(2);
/// How many acknowledgements of other servers' clients may wait for one broadcast.
const WAITING_ACKNOWLEDGEMENTS: usize = 16_384;
/// The database of a URL that names none.
const DATABASE: &str = "socket_io";

/// Shares rooms between servers through MongoDB, with the change stream of the collection
/// `gateway-adapter`, which the adapter makes: for apps that have no Redis. It needs a replica set.
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
/// While the database is away, this server's clients are served as before, and nothing waits for the
/// database longer than half a second. When the database is back, the servers receive each other's
/// messages again. A server that has died is counted for another minute. During that minute, methods that
/// ask all servers wait 5 s for its answer.
#[derive(Clone, Debug)]
pub struct MongodbAdapter {
    sharing: Sharing,
}

impl MongodbAdapter {
    /// Connects to `url`: `mongodb://user:password@host/database?replicaSet=name`.
    ///
    /// # Errors
    /// [`AppError`] that names the address, without its credentials, if `url` is not a valid address or
    /// if the database cannot be reached within three seconds.
    pub async fn connect(url: impl AsRef<str>) -> Result<Self, AppError> {
        let (url, address) = (url.as_ref(), masked(url.as_ref()));
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
        let (database, driver) = answer_within(CONNECT, connected)
            .await
            .map_err(|cause| cannot_reach("MongoDB", &address, cause))?;
        let breaker = Breaker::new(address);
        let driver = WatchedDriver::new(database, driver, &breaker);
        let state = MongoDbAdapterCtr::new_with_driver(driver, config);
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

impl WebSocketAdapter for MongodbAdapter {
    fn sharing(&self) -> Sharing {
        self.sharing.clone()
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
