//! What the adapter sends and receives with.
//!
//! The published adapter is deaf for ever once its change stream has ended, and says no more that its
//! server lives once it could not: both are repaired here.

use std::sync::Arc;

use futures_util::{StreamExt as _, stream, stream::BoxStream};
use socketioxide_core::{
    Uid,
    adapter::remote_packet::{RequestIn, RequestTypeIn},
};
use socketioxide_mongodb::drivers::{
    Driver, Item, ItemHeader,
    mongodb::{
        EvStream, MongoDbDriver,
        mongodb_client::{Database, bson::doc, error::Error},
    },
};

use crate::adapter::{
    back_off::BackOff,
    breaker::{AsyncProbe, Breaker, Probe},
    publisher::Unreachable,
};

#[derive(Clone)]
pub(super) struct WatchedDriver(Arc<Inner>);

struct Inner {
    driver: MongoDbDriver,
    breaker: Arc<Breaker>,
    _probe: Probe,
}

struct Question(Database);

impl AsyncProbe<Error> for Question {
    async fn ask(&self) -> Result<(), Error> {
        self.0.run_command(doc! { "ping": 1 }).await.map(drop)
    }
}

impl WatchedDriver {
    pub(super) fn new(database: Database, driver: MongoDbDriver, breaker: &Arc<Breaker>) -> Self {
        Self(Arc::new(Inner {
            driver,
            _probe: breaker.probed(Question(database)),
            breaker: Arc::clone(breaker),
        }))
    }
}

/// Where messages come from: a change stream at a time, made again whenever one has ended.
struct Ear {
    driver: MongoDbDriver,
    server: Uid,
    namespace: String,
    breaker: Arc<Breaker>,
    stream: Option<EvStream>,
    back_off: BackOff,
}

impl Ear {
    async fn next(&mut self) -> Item {
        loop {
            let Some(stream) = &mut self.stream else {
                self.back_off.wait().await;
                self.breaker.available().await;
                let watched = self.driver.watch(self.server, &self.namespace);
                self.stream = watched.await.ok();
                continue;
            };
            tokio::select! {
                biased;
                heard = stream.next() => match heard {
                    Some(Ok(item)) => {
                        self.back_off = BackOff::default();
                        return item;
                    }
                    Some(Err(_)) | None => self.stream = None,
                },
                // Whether a stream has survived an outage is not to be seen.
                () = self.breaker.back() => self.stream = None,
            }
        }
    }
}

impl Driver for WatchedDriver {
    type Error = Unreachable;
    type EvStream = BoxStream<'static, Result<Item, Unreachable>>;

    async fn watch(&self, server: Uid, namespace: &str) -> Result<Self::EvStream, Unreachable> {
        let stream = self.0.driver.watch(server, namespace).await;
        let ear = Ear {
            driver: self.0.driver.clone(),
            server,
            namespace: namespace.to_owned(),
            breaker: Arc::clone(&self.0.breaker),
            stream: Some(stream.map_err(|error| Unreachable::because(&error))?),
            back_off: BackOff::default(),
        };
        let heard = stream::unfold(ear, |mut ear| async move {
            let item = ear.next().await;
            Some((Ok(item), ear))
        });
        Ok(heard.boxed())
    }

    async fn emit(&self, item: &Item) -> Result<(), Unreachable> {
        let emitted = self.0.breaker.command(self.0.driver.emit(item)).await;
        match emitted {
            Ok(()) => Ok(()),
            // After an error it would never say again that this server lives.
            Err(_) if is_heartbeat(item) => Ok(()),
            Err(error) => {
                self.0.breaker.status().not_shared();
                Err(error)
            }
        }
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
