//! `Acknowledgements` are those of the clients of the other servers, as they come in.

use socketioxide::AckError;
use socketioxide_core::{Sid, Value, adapter::AckStreamItem};
use tokio::time::{Instant, timeout_at};

use super::{answer::Answer, asking::Waiting, clients::Clients};

/// For how many clients that have not answered there are errors at the most: another server tells how many clients it has asked,
/// and may tell any number.
const MOST: i64 = 65_536;

/// What is still to come.
pub(super) struct Acknowledgements {
    pub(super) waiting: Waiting,
    pub(super) clients: Clients,
    /// How many servers have not said yet how many clients they ask.
    pub(super) servers: u16,
    /// How many clients have not answered yet; less than none if answers came before their number.
    missing: i64,
    deadline: Instant,
}

impl Acknowledgements {
    pub(super) fn new(waiting: Waiting, clients: Clients, servers: u16, deadline: Instant) -> Self {
        Self {
            waiting,
            clients,
            servers,
            missing: 0,
            deadline,
        }
    }

    /// The next one. When the time is over, each client that is known to be missing is one too.
    pub(super) async fn next(mut self) -> Option<(AckStreamItem<AckError>, Self)> {
        loop {
            if self.servers == 0 && self.missing <= 0 {
                return None;
            }
            match timeout_at(self.deadline, self.waiting.answers.recv()).await {
                Ok(Some(answer)) => {
                    if let Some(acknowledged) = self.take(answer) {
                        return Some((acknowledged, self));
                    }
                }
                Ok(None) => return None,
                Err(_) => {
                    self.servers = 0;
                    self.missing -= 1;
                    if self.missing < 0 {
                        return None;
                    }
                    return Some(((Sid::ZERO, Err(AckError::Timeout)), self));
                }
            }
        }
    }

    fn take(&mut self, answer: Answer) -> Option<AckStreamItem<AckError>> {
        if let Some(count) = answer.client_count {
            self.servers = self.servers.saturating_sub(1);
            self.missing = (self.missing + i64::from(count)).min(MOST);
        }
        let arguments = answer.arguments?;
        self.missing -= 1;
        let arguments: Value = self.clients.read(arguments).ok()?;
        // Node does not say whose it is.
        Some((answer.sid.unwrap_or(Sid::ZERO), Ok(arguments)))
    }
}
