//! `NodeNamespace::ask` asks the other servers; `Asked` are the requests that wait for answers, by their ids.

use std::{
    collections::HashMap,
    pin::pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use socketioxide_core::Sid;
use tokio::{sync::mpsc, time::sleep};

use super::{NodeNamespace, answer::Answer, recipients::Recipients, said::Wanted};
use crate::{adapter::outage::Unreachable, sync::lock};

/// The requests that wait for answers.
#[derive(Clone, Default)]
pub(super) struct Asked(Arc<Mutex<HashMap<String, mpsc::UnboundedSender<Answer>>>>);

/// One request, which gets answers for as long as it exists.
pub(super) struct Waiting {
    asked: Asked,
    pub(super) id: String,
    pub(super) answers: mpsc::UnboundedReceiver<Answer>,
}

impl Asked {
    /// A new request.
    pub(super) fn wait(&self) -> Waiting {
        let id = Sid::new().to_string();
        let (sender, answers) = mpsc::unbounded_channel();
        lock(&self.0).insert(id.clone(), sender);
        Waiting {
            asked: self.clone(),
            id,
            answers,
        }
    }

    /// Hands an answer to the request that waits for it.
    pub(super) fn answered(&self, answer: Answer) {
        if let Some(waiting) = lock(&self.0).get(&answer.request_id) {
            let _ = waiting.send(answer);
        }
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        lock(&self.0).is_empty()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        lock(&self.asked.0).remove(&self.id);
    }
}

impl NodeNamespace {
    /// The answers of the other servers to what is asked of `recipients`: of those that answer within `timeout`, or else the
    /// adapter's own time.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub(super) async fn ask(
        &self,
        wanted: Wanted,
        recipients: &Recipients,
        timeout: Option<Duration>,
    ) -> Result<Vec<Answer>, Unreachable> {
        let mut in_time = pin!(sleep(timeout.unwrap_or(self.request_timeout)));
        let mut waiting = self.asked.wait();
        let request = self.dialect.request(wanted, &waiting.id, recipients);
        let request = request.map_err(|error| Unreachable::because(&error))?;
        let others = usize::from(self.publish_and_count(&request).await?);
        let mut answers = Vec::new();
        while answers.len() < others {
            tokio::select! {
                Some(answer) = waiting.answers.recv() => answers.push(answer),
                () = &mut in_time => break,
            }
        }
        Ok(answers)
    }
}
