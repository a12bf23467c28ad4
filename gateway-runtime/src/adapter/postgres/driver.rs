//! What the adapter sends and receives with.
//!
//! The published driver is deaf for ever after an outage, and the adapter says no more that its server
//! lives once it could not: both are repaired here.

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt as _, stream, stream::BoxStream};
use socketioxide_postgres::drivers::{
    Driver,
    sqlx::{
        SqlxDriver,
        sqlx_client::{
            Error as PostgresError, PgPool,
            postgres::{PgListener, PgNotification},
            query,
        },
    },
};

use crate::adapter::{
    back_off::BackOff,
    breaker::{AsyncProbe, Breaker, Probe},
    publisher::Unreachable,
};

/// The types of the requests by which a server says that it lives.
const HEARTBEATS: [u64; 2] = [20, 21];

#[derive(Clone)]
pub(super) struct PostgresDriver(Arc<Inner>);

struct Inner {
    url: String,
    queries: SqlxDriver,
    breaker: Arc<Breaker>,
    _probe: Probe,
}

struct Question(PgPool);

impl AsyncProbe<PostgresError> for Question {
    async fn ask(&self) -> Result<(), PostgresError> {
        query("SELECT 1").execute(&self.0).await.map(drop)
    }
}

impl PostgresDriver {
    pub(super) fn new(url: &str, pool: PgPool, breaker: &Arc<Breaker>) -> Self {
        Self(Arc::new(Inner {
            url: url.to_owned(),
            _probe: breaker.probed(Question(pool.clone())),
            breaker: Arc::clone(breaker),
            queries: SqlxDriver::new(pool),
        }))
    }
}

/// Where notifications come from: a connection at a time, made again whenever one was lost.
struct Ear {
    url: String,
    channels: Vec<String>,
    breaker: Arc<Breaker>,
    listener: Option<PgListener>,
    back_off: BackOff,
}

impl Ear {
    async fn listener(&self) -> Result<PgListener, PostgresError> {
        // Not one of the pool's: it is never given back.
        let mut listener = PgListener::connect(&self.url).await?;
        let channels = self.channels.iter().map(String::as_str);
        listener.listen_all(channels).await?;
        Ok(listener)
    }

    async fn next(&mut self) -> PgNotification {
        loop {
            let Some(listener) = &mut self.listener else {
                self.back_off.wait().await;
                self.breaker.available().await;
                self.listener = self.listener().await.ok();
                continue;
            };
            tokio::select! {
                biased;
                heard = listener.recv() => match heard {
                    Ok(notification) => {
                        self.back_off = BackOff::default();
                        return notification;
                    }
                    Err(_) => self.listener = None,
                },
                // Whether a connection has survived an outage is not to be seen.
                () = self.breaker.back() => self.listener = None,
            }
        }
    }
}

impl Driver for PostgresDriver {
    type Error = Unreachable;
    type Notification = PgNotification;
    type NotificationStream = BoxStream<'static, PgNotification>;

    async fn init(&self, table: &str) -> Result<(), Unreachable> {
        let made = self.0.queries.init(table).await;
        made.map_err(|error| Unreachable::because(&error))
    }

    async fn listen(&self, channels: &[&str]) -> Result<Self::NotificationStream, Unreachable> {
        let mut ear = Ear {
            url: self.0.url.clone(),
            channels: channels.iter().map(|&channel| channel.into()).collect(),
            breaker: Arc::clone(&self.0.breaker),
            listener: None,
            back_off: BackOff::default(),
        };
        let listener = ear.listener().await;
        ear.listener = Some(listener.map_err(|error| Unreachable::because(&error))?);
        let heard = stream::unfold(ear, |mut ear| async move {
            let notification = ear.next().await;
            Some((notification, ear))
        });
        Ok(heard.boxed())
    }

    async fn notify(&self, channel: &str, message: &str) -> Result<(), Unreachable> {
        let notified = self.0.queries.notify(channel, message);
        match self.0.breaker.command(notified).await {
            Ok(()) => Ok(()),
            // After an error it would never say again that this server lives.
            Err(_) if is_heartbeat(message) => Ok(()),
            Err(error) => {
                self.0.breaker.status().not_shared();
                Err(error)
            }
        }
    }

    async fn push_attachment(&self, table: &str, attachment: &[u8]) -> Result<i64, Unreachable> {
        let pushed = self.0.queries.push_attachment(table, attachment);
        let pushed = self.0.breaker.command(pushed).await;
        pushed.inspect_err(|_| self.0.breaker.status().not_shared())
    }

    async fn get_attachment(&self, table: &str, id: i64) -> Result<Vec<u8>, Unreachable> {
        let got = self.0.queries.get_attachment(table, id);
        self.0.breaker.command(got).await
    }

    async fn cleanup_attachments(
        &self,
        table: &str,
        interval: Duration,
    ) -> Result<(), Unreachable> {
        let cleaned = self.0.queries.cleanup_attachments(table, interval).await;
        cleaned.map_err(|error| Unreachable::because(&error))
    }

    async fn close(&self, channels: &[&str]) -> Result<(), Unreachable> {
        let closed = self.0.queries.close(channels).await;
        closed.map_err(|error| Unreachable::because(&error))
    }
}

fn is_heartbeat(message: &str) -> bool {
    let message: serde_json::Value = serde_json::from_str(message).unwrap_or_default();
    let kind = message["Request"]["payload"]["type"].as_u64();
    kind.is_some_and(|kind| HEARTBEATS.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heartbeats_are_told_from_what_others_are_told() {
        let request =
            |kind| format!(r#"{{"Request":{{"node_id":"a","payload":{{"type":{kind}}}}}}}"#);
        assert!(is_heartbeat(&request(20)) && is_heartbeat(&request(21)));
        assert!(!is_heartbeat(&request(0)));
        assert!(!is_heartbeat(r#"{"RequestWithAttachment":{"id":20}}"#));
        assert!(!is_heartbeat("nonsense"));
    }
}
