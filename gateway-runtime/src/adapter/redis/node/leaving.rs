//! `NodeAdapter::leave` closes the namespace so that no server of Node waits for this one in vain.
//!
//! A server of Node first counts who listens to the requests, then asks, and fails unless so many have answered. In between
//! this server may leave. So it first listens in a way that is not counted, and answers what comes then too: late, when those
//! who have not counted it have all their answers and ignore one more.

use std::{collections::HashSet, sync::Mutex, time::Duration};

use bytes::Bytes;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until, timeout_at},
};

use super::{
    NodeNamespace,
    adapter::NodeAdapter,
    arriving::COUNTED,
    message::{Answer, AnswerSockets, Request, RequestType},
};
use crate::{
    adapter::{
        outage::Unreachable,
        redis::{language::Language, subscription::Subscription},
    },
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
        let (requests, uncounted) = (
            namespace.names.requests(),
            namespace.names.requests_uncounted(),
        );
        self.answered.begin();
        let (sender, messages) = mpsc::channel(REQUESTS);
        let inbox = &namespace.link.inbox;
        inbox.insert(uncounted.clone(), Language::Node, sender);
        // Who may not listen in this way, by the rules of Redis, leaves without it.
        let is_heard = namespace.subscribe(uncounted.clone()).await.is_ok();
        namespace.unsubscribe(&requests).await?;
        if is_heard {
            let late = self.late_requests(messages).await;
            namespace.unsubscribe(&uncounted).await?;
            self.answer_late(late).await?;
        }
        for subscription in namespace.names.subscriptions() {
            if subscription != requests {
                namespace.unsubscribe(&subscription).await?;
            }
        }
        Ok(())
    }

    /// The requests that come while this server is no longer counted, and when.
    async fn late_requests(
        &self,
        mut messages: mpsc::Receiver<(String, Vec<u8>)>,
    ) -> Vec<(Instant, Request)> {
        let mut late = Vec::new();
        let deadline = Instant::now() + COUNTED;
        while let Ok(Some((_, message))) = timeout_at(deadline, messages.recv()).await {
            match Request::read(&Bytes::from(message)) {
                Ok(Some(request)) if request.uid.as_ref() != Some(&self.namespace.uid) => {
                    late.push((Instant::now(), request));
                }
                _ => {}
            }
        }
        late
    }

    async fn answer_late(&self, late: Vec<(Instant, Request)>) -> Result<(), Unreachable> {
        for (came, request) in late {
            sleep_until(came + LATE).await;
            let id = request.id.as_deref().unwrap_or_default();
            if self.answered.contains(id) {
                continue;
            }
            let mut answer = Answer::written(id);
            match request.kind() {
                Some(RequestType::AllRooms) => answer.rooms = Some(Vec::new()),
                Some(RequestType::Sockets | RequestType::Fetch) => {
                    answer.sockets = Some(AnswerSockets::Ids(Vec::new()));
                }
                _ => continue,
            }
            if let Ok(answer) = answer.to_bytes() {
                self.namespace
                    .publish(&self.namespace.names.responses, &answer)
                    .await?;
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
