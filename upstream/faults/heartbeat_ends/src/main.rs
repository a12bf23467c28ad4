//! The heartbeat of the adapters for PostgreSQL and MongoDB ends for ever at the first one that fails. The other
//! servers count this one as dead from then on, and do not wait for its answers.

use std::io::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use socketioxide_core::Uid;
use socketioxide_core::adapter::heartbeat::{HeartbeatSender, heartbeat_loop};
use socketioxide_core::adapter::remote_packet::RequestOut;
use support::{Verdict, run};

/// Fails at the third request, as in an outage of a moment.
#[derive(Default)]
struct Sender(AtomicUsize);

impl HeartbeatSender for Sender {
    type Error = Error;

    fn uid(&self) -> Uid {
        Uid::ZERO
    }

    async fn send_req(&self, _: RequestOut<'_>, _: Option<Uid>) -> Result<(), Error> {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        if number == 2 {
            Err(Error::other("the database is away for a moment"))
        } else {
            Ok(())
        }
    }
}

fn main() {
    run("about 20 heartbeats in a second", async {
        let sender = Arc::new(Sender::default());
        let heartbeat = tokio::spawn(heartbeat_loop(sender.clone(), Duration::from_millis(50)));
        tokio::time::sleep(Duration::from_secs(1)).await;
        let (count, ended) = (sender.0.load(Ordering::SeqCst), heartbeat.is_finished());
        Verdict::of(
            ended,
            format!("{count} heartbeats; the loop has ended: {ended}"),
        )
    })
}
