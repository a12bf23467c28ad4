//! `Question` is what a server asks the others about the sockets of a namespace; `Notice` is what it tells
//! their gateways.

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::described::described;
// Without Redis there are no servers that tell each other more.
#[cfg(not(feature = "redis"))]
use super::described::described as described_wholly;
#[cfg(feature = "redis")]
use super::described::described_wholly;
use crate::{
    error::EmitError,
    protocol::{RawSocket, Recipients, SocketDescription},
    session::{Namespace, Session},
};

/// A question about the sockets of a namespace.
#[derive(Serialize, Deserialize)]
pub(crate) struct Question {
    /// With its leading slash.
    pub(crate) namespace: String,
    pub(crate) recipients: Recipients,
    /// Whether a number is enough.
    #[serde(default)]
    pub(crate) count: bool,
}

/// The answer of one server. What an answer lacks is nothing.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct QuestionAnswer {
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) count: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) sockets: Vec<SocketDescription>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the form that serde takes"
)]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl QuestionAnswer {
    fn count(count: usize) -> Self {
        Self {
            count,
            sockets: Vec::new(),
        }
    }

    fn sockets(sockets: Vec<SocketDescription>) -> Self {
        Self { count: 0, sockets }
    }
}

/// An event for the gateways of the other servers.
#[derive(Serialize, Deserialize)]
pub(crate) struct EventForServers {
    /// With its leading slash.
    pub(crate) namespace: String,
    pub(crate) event: String,
    /// JSON.
    pub(crate) payload: Box<RawValue>,
}

/// A message between servers. It names its kind, so that there may be others.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Notice {
    Event(EventForServers),
}

impl Question {
    /// The answer of this server, whose namespace is `namespace`.
    pub(crate) fn answer(&self, namespace: &Namespace) -> QuestionAnswer {
        self.answer_with(namespace, described)
    }

    fn answer_with(
        &self,
        namespace: &Namespace,
        described: impl Fn(RawSocket, Arc<Session>) -> SocketDescription,
    ) -> QuestionAnswer {
        let ids = namespace.protocol().local_sockets(self.recipients.clone());
        if self.count {
            return QuestionAnswer::count(ids.len());
        }
        let sockets = ids.into_iter().filter_map(|id| namespace.socket(id));
        let described = sockets.map(|(socket, session)| described(socket, session));
        QuestionAnswer::sockets(described.collect())
    }

    /// The answers of all servers that are meant, this one's first, and then those that come within `timeout`, or else the
    /// backend's own time.
    ///
    /// # Errors
    /// The other servers cannot be asked.
    pub(super) async fn ask(
        self,
        namespace: &Namespace,
        timeout: Option<Duration>,
    ) -> Result<Vec<QuestionAnswer>, EmitError> {
        let protocol = namespace.protocol();
        let elsewhere = protocol.sockets_elsewhere(&self.recipients, timeout);
        if let Some(elsewhere) = elsewhere.await? {
            let others = if self.count {
                QuestionAnswer::count(elsewhere.len())
            } else {
                QuestionAnswer::sockets(elsewhere)
            };
            // Of our own sockets as much is known as of the others.
            let own = self.answer_with(namespace, described_wholly);
            return Ok(vec![own, others]);
        }
        let question = serde_json::to_string(&self)?;
        let mut answers = Vec::new();
        let asked = protocol.ask_servers(&question, &self.recipients, timeout);
        match asked.await? {
            Some(texts) => {
                answers.push(self.answer(namespace));
                let decoded = texts.iter().filter_map(|text| {
                    let answer = serde_json::from_str(text);
                    let unread = |error: &serde_json::Error| {
                        tracing::warn!(%error, "the answer of another server cannot be read");
                    };
                    answer.inspect_err(unread).ok()
                });
                answers.extend(decoded);
            }
            None => answers.extend(self.ask_for_ids(namespace).await?),
        }
        Ok(answers)
    }

    /// The answers over a backend that carries nothing but ids.
    async fn ask_for_ids(&self, namespace: &Namespace) -> Result<Vec<QuestionAnswer>, EmitError> {
        let mut ids = namespace
            .protocol()
            .sockets(self.recipients.clone())
            .await?;
        let own = self.answer(namespace);
        if self.count {
            return Ok(vec![QuestionAnswer::count(ids.len())]);
        }
        ids.retain(|id| own.sockets.iter().all(|own| own.id != *id));
        let others = ids.into_iter().map(SocketDescription::by_id).collect();
        Ok(vec![own, QuestionAnswer::sockets(others)])
    }
}
