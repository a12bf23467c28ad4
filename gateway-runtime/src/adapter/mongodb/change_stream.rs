//! `ChangeStream` is what the other servers of a namespace send through MongoDB.

use futures_util::StreamExt as _;
use socketioxide_core::Uid;
use socketioxide_mongodb::drivers::{
    Driver as _, Item,
    mongodb::{EvStream, MongoDbDriver, mongodb_client::error::Error},
};

use crate::adapter::outage::Source;

/// The changes of the collection that concern a namespace of this server.
pub(super) struct ChangeStream {
    pub(super) driver: MongoDbDriver,
    pub(super) server: Uid,
    pub(super) namespace: String,
}

impl Source for ChangeStream {
    type Stream = EvStream;
    type Item = Item;
    type Error = Error;

    async fn open(&self) -> Result<EvStream, Error> {
        self.driver.watch(self.server, &self.namespace).await
    }

    async fn next(stream: &mut EvStream) -> Option<Item> {
        stream.next().await?.ok()
    }
}
