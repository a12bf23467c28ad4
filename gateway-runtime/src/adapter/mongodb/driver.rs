//! `WatchedDriver` is what the published adapter sends and receives with.
//!
//! The published adapter receives nothing more once its change stream has ended, and stops its heartbeat
//! at the first one that fails: this driver mends both.

use std::sync::Arc;

use futures_util::{StreamExt as _, stream::BoxStream};
use socketioxide_core::{
    Uid,
    adapter::remote_packet::{RequestIn, RequestTypeIn},
};
use socketioxide_mongodb::drivers::{
    Driver, Item, ItemHeader,
    mongodb::{
        MongoDbDriver,
        mongodb_client::{Database, bson::doc},
    },
};

use super::change_stream::ChangeStream;
use crate::adapter::outage::{Breaker, Listening, Probe, Unreachable};

#[derive(Clone)]
pub(super) struct WatchedDriver(Arc<Shared>);

struct Shared {
    driver: MongoDbDriver,
    breaker: Arc<Breaker>,
    _probe: Probe,
}

impl WatchedDriver {
    pub(super) fn new(database: Database, driver: MongoDbDriver, breaker: &Arc<Breaker>) -> Self {
        let ping = move || {
            let database = database.clone();
            async move { database.run_command(doc! { "ping": 1 }).await.map(drop) }
        };
        Self(Arc::new(Shared {
            driver,
            _probe: breaker.probe(ping),
            breaker: Arc::clone(breaker),
        }))
    }
}

impl Driver for WatchedDriver {
    type Error = Unreachable;
    type EvStream = BoxStream<'static, Result<Item, Unreachable>>;

    async fn watch(&self, server: Uid, namespace: &str) -> Result<Self::EvStream, Unreachable> {
        let changes = ChangeStream {
            driver: self.0.driver.clone(),
            server,
            namespace: namespace.to_owned(),
        };
        let listening = Listening::to(changes, &self.0.breaker).await?;
        Ok(listening.into_items().map(Ok).boxed())
    }

    async fn emit(&self, item: &Item) -> Result<(), Unreachable> {
        let emitted = self.0.driver.emit(item);
        let shared = self.0.breaker.share(emitted, || is_heartbeat(item));
        shared.await
    }
}

fn is_heartbeat(item: &Item) -> bool {
    let heartbeat = |request: RequestIn| {
        let kind = request.r#type;
        matches!(
            kind,
            RequestTypeIn::Heartbeat | RequestTypeIn::InitHeartbeat
        )
    };
    matches!(item.header, ItemHeader::Req { .. })
        && rmp_serde::from_slice(&item.data).is_ok_and(heartbeat)
}

#[cfg(test)]
mod tests {
    use socketioxide_core::adapter::{
        BroadcastOptions,
        remote_packet::{RequestOut, RequestTypeOut},
    };

    use super::*;

    fn item(kind: RequestTypeOut<'_>) -> Item {
        let (server, options) = (Uid::new(), BroadcastOptions::default());
        let request = RequestOut::new(server, kind, &options);
        Item {
            header: ItemHeader::Req { target: None },
            ns: "/".into(),
            origin: server,
            data: rmp_serde::to_vec(&request).expect("is written"),
            created_at: None,
        }
    }

    #[test]
    fn heartbeats_are_told_from_what_others_are_told() {
        assert!(is_heartbeat(&item(RequestTypeOut::Heartbeat)));
        assert!(is_heartbeat(&item(RequestTypeOut::InitHeartbeat)));
        assert!(!is_heartbeat(&item(RequestTypeOut::DisconnectSockets)));
    }
}
