//! `NodeNamespace::ask` asks the other servers; `Asked` are the requests that wait for answers, by their ids.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use socketioxide_core::Sid;
use tokio::{
    sync::mpsc,
    time::{Instant, timeout_at},
};

use super::{
    NodeNamespace,
    message::{Answer, Request, RequestType},
    recipients::Recipients,
};
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
    /// The answers of the other servers to what is asked of `recipients`: of those that answer in time.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub(super) async fn ask(
        &self,
        kind: RequestType,
        recipients: &Recipients,
    ) -> Result<Vec<Answer>, Unreachable> {
        let others = usize::from(self.servers().await?.saturating_sub(1));
        let mut answers = Vec::new();
        if others == 0 {
            return Ok(answers);
        }
        let mut waiting = self.asked.wait();
        let mut request = Request::written(&self.uid, kind);
        request.id = Some(&waiting.id);
        // All rooms are all.
        request.opts = (kind == RequestType::Fetch).then_some(recipients);
        let request = request
            .to_bytes()
            .map_err(|error| Unreachable::because(&error))?;
        self.publish(&self.names.requests, &request).await?;
        let deadline = Instant::now() + self.request_timeout;
        while answers.len() < others
            && let Ok(Some(answer)) = timeout_at(deadline, waiting.answers.recv()).await
        {
            answers.push(answer);
        }
        Ok(answers)
    }
}
