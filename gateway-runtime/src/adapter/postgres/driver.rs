//! `PostgresDriver` is what the published adapter sends and receives with.
//!
//! The published driver receives nothing more after an outage, and the adapter stops its heartbeat at
//! the first one that fails: this driver mends both.

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt as _, stream::BoxStream};
use socketioxide_postgres::drivers::{
    Driver,
    sqlx::{
        SqlxDriver,
        sqlx_client::{PgPool, postgres::PgNotification, query},
    },
};

use super::notifications::Notifications;
use crate::adapter::outage::{Breaker, Listening, Probe, Unreachable};

/// The types of the requests by which a server says that it lives.
const HEARTBEATS: [u64; 2] = [20, 21];

#[derive(Clone)]
pub(super) struct PostgresDriver(Arc<Shared>);

struct Shared {
    url: String,
    queries: SqlxDriver,
    breaker: Arc<Breaker>,
    _probe: Probe,
}

impl PostgresDriver {
    pub(super) fn new(url: &str, pool: PgPool, breaker: &Arc<Breaker>) -> Self {
        let pinged = pool.clone();
        let ping = move || {
            let pool = pinged.clone();
            async move { query("SELECT 1").execute(&pool).await.map(drop) }
        };
        Self(Arc::new(Shared {
            url: url.to_owned(),
            _probe: breaker.probe(ping),
            breaker: Arc::clone(breaker),
            queries: SqlxDriver::new(pool),
        }))
    }
}

impl Driver for PostgresDriver {
    type Error = Unreachable;
    type Notification = PgNotification;
    type NotificationStream = BoxStream<'static, PgNotification>;

    async fn init(&self, table: &str) -> Result<(), Unreachable> {
        let made = self.0.queries.init(table).await;
        made.map_err(Unreachable::because)
    }

    async fn listen(&self, channels: &[&str]) -> Result<Self::NotificationStream, Unreachable> {
        let notifications = Notifications {
            url: self.0.url.clone(),
            channels: channels.iter().map(|&channel| channel.into()).collect(),
        };
        let listening = Listening::to(notifications, &self.0.breaker).await?;
        Ok(listening.into_items().boxed())
    }

    async fn notify(&self, channel: &str, message: &str) -> Result<(), Unreachable> {
        let notified = self.0.queries.notify(channel, message);
        let shared = self.0.breaker.share(notified, || is_heartbeat(message));
        shared.await
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
        cleaned.map_err(Unreachable::because)
    }

    async fn close(&self, channels: &[&str]) -> Result<(), Unreachable> {
        let closed = self.0.queries.close(channels).await;
        closed.map_err(Unreachable::because)
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
