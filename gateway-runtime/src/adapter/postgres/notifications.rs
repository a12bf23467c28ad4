//! `Notifications` are what the other servers of a namespace send through PostgreSQL.

use socketioxide_postgres::drivers::sqlx::sqlx_client::{
    Error,
    postgres::{PgListener, PgNotification},
};

use crate::adapter::outage::Source;

/// The notifications of some channels.
pub(super) struct Notifications {
    pub(super) url: String,
    pub(super) channels: Vec<String>,
}

impl Source for Notifications {
    type Stream = PgListener;
    type Item = PgNotification;
    type Error = Error;

    async fn open(&self) -> Result<PgListener, Error> {
        // Not a connection of the pool: it is never given back.
        let mut listener = PgListener::connect(&self.url).await?;
        let channels = self.channels.iter().map(String::as_str);
        listener.listen_all(channels).await?;
        Ok(listener)
    }

    async fn next(listener: &mut PgListener) -> Option<PgNotification> {
        listener.recv().await.ok()
    }
}
