//! `NodeAdapter::leave` closes the namespace so that no server of Node waits for this one in vain.
//!
//! A server of Node first counts who listens to the requests, then asks, and fails unless so many have answered. In between
//! this server may leave. So it first listens in a way that is not counted, and answers what comes then too: late, when those
//! who have not counted it have all their answers and ignore one more.

use std::{collections::HashSet, sync::Mutex, time::Duration};

use bytes::Bytes;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep, sleep_until, timeout_at},
};

use super::{
    NodeNamespace,
    adapter::NodeAdapter,
    arriving::COUNTED,
    dialect::Reply,
    said::{Asker, Said, Wanted},
};
use crate::{
    adapter::{outage::Unreachable, redis::subscription::Subscription},
    sync::lock,
};

/// How long it may take the other servers to answer.
const LATE: Duration = Duration::from_millis(200);
/// How many requests may come meanwhile.
const REQUESTS: usize = 1_024;

/// What was answered since this server began to leave, by the ids of the requests: what comes in both ways is answered once.
#[derive(Default)]
pub(super) struct Answered(Mutex<Option<HashSet<String>>>);

impl Answered {
    fn begin(&self) {
        *lock(&self.0) = Some(HashSet::new());
    }

    /// Notes that a request was answered.
    pub(super) fn note(&self, id: &str) {
        if let Some(answered) = lock(&self.0).as_mut() {
            answered.insert(id.to_owned());
        }
    }

    fn contains(&self, id: &str) -> bool {
        let answered = lock(&self.0);
        answered
            .as_ref()
            .is_some_and(|answered| answered.contains(id))
    }
}

impl NodeAdapter {
    /// Stops to listen.
    ///
    /// # Errors
    /// Redis cannot be reached, which takes this server for gone as well.
    pub(super) async fn leave(&self) -> Result<(), Unreachable> {
        let namespace = &self.namespace;
        namespace.link.check()?;
        let counted = namespace.dialect.counted();
        if let Some(uncounted) = namespace.dialect.uncounted() {
            self.leave_answering(&counted, uncounted).await?;
        } else {
            namespace.unsubscribe(&counted).await?;
            // What was asked before is still answered.
            sleep(self.arrival.late() + LATE).await;
        }
        if let Some(rooms) = namespace.dialect.followed() {
            self.unfollow(rooms).await;
        }
        for subscription in namespace.dialect.subscriptions() {
            if subscription != counted {
                namespace.unsubscribe(&subscription).await?;
            }
        }
        Ok(())
    }

    async fn leave_answering(
        &self,
        counted: &Subscription,
        uncounted: Subscription,
    ) -> Result<(), Unreachable> {
        let namespace = &self.namespace;
        self.answered.begin();
        let (sender, messages) = mpsc::channel(REQUESTS);
        let language = namespace.dialect.language();
        let inbox = &namespace.link.inbox;
        inbox.insert(uncounted.clone(), language, sender);
        // Who may not listen in this way, by the rules of Redis, leaves without it.
        let is_heard = namespace.subscribe(uncounted.clone()).await.is_ok();
        namespace.unsubscribe(counted).await?;
        if is_heard {
            let late = self.late_requests(messages).await;
            namespace.unsubscribe(&uncounted).await?;
            self.answer_late(late).await?;
        }
        Ok(())
    }

    /// The requests that come while this server is no longer counted, and when.
    async fn late_requests(
        &self,
        mut messages: mpsc::Receiver<(String, Vec<u8>)>,
    ) -> Vec<(Instant, Wanted, Asker)> {
        let mut late = Vec::new();
        let deadline = Instant::now() + COUNTED;
        while let Ok(Some((channel, message))) = timeout_at(deadline, messages.recv()).await {
            if let Ok(Some(Said::Asked(wanted, asker, _))) =
                self.read(&channel, &Bytes::from(message))
            {
                late.push((Instant::now(), wanted, asker));
            }
        }
        late
    }

    async fn answer_late(&self, late: Vec<(Instant, Wanted, Asker)>) -> Result<(), Unreachable> {
        for (came, wanted, asker) in late {
            sleep_until(came + LATE).await;
            if self.answered.contains(&asker.id) {
                continue;
            }
            let nothing = match wanted {
                Wanted::Rooms => Reply::Rooms(Vec::new()),
                Wanted::Ids | Wanted::Descriptions => Reply::Ids(Vec::new()),
            };
            if let Ok(answer) = self.namespace.dialect.reply(&asker, nothing) {
                self.namespace.publish(&answer).await?;
            }
        }
        Ok(())
    }
}

impl NodeNamespace {
    async fn subscribe(&self, subscription: Subscription) -> Result<(), Unreachable> {
        let subscriptions = [subscription];
        let subscribed = self
            .link
            .command(async |connection| connection.subscribe(&subscriptions).await);
        subscribed.await
    }

    async fn unsubscribe(&self, subscription: &Subscription) -> Result<(), Unreachable> {
        let unsubscribed = self
            .link
            .command(async |connection| connection.unsubscribe(subscription).await);
        unsubscribed.await?;
        self.link.inbox.remove(subscription);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_answered_while_leaving_is_known() {
        let answered = Answered::default();
        answered.note("before");
        answered.begin();
        answered.note("meanwhile");
        assert!(!answered.contains("before"));
        assert!(answered.contains("meanwhile"));
    }
}
