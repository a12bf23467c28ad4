//! `NodeAdapter` answers what the other servers ask. A server of Node waits for an answer of each server that it has counted,
//! and fails without it, so every request is answered.

use std::{pin::pin, sync::Arc, time::Duration};

use futures_util::StreamExt as _;
use socketioxide_core::adapter::BroadcastOptions;
use tokio::time::sleep;

use super::{
    adapter::NodeAdapter,
    message::{Answer, AnswerSockets, Description, Question, Request, RequestType, WrittenAnswer},
    recipients::Recipients,
};
use crate::{
    protocol::{SocketId, without_closing},
    spawn::spawn,
};

/// How many acknowledgements are on their way to Redis at once.
const AT_ONCE: usize = 64;

impl NodeAdapter {
    /// Answers what is asked of this server's sockets.
    pub(super) fn asked_server(self: &Arc<Self>, kind: RequestType, request: Request) {
        let id = request.id.unwrap_or_default();
        self.answered.note(&id);
        let mut answer = Answer::written(&id);
        match kind {
            RequestType::AllRooms => {
                let rooms = self.local.rooms(Recipients::default().options());
                let rooms = without_closing(rooms.into_iter().collect::<Vec<_>>());
                answer.rooms = Some(rooms.into_iter().map(Into::into).collect());
            }
            RequestType::Fetch => {
                let recipients = request.opts.unwrap_or_default();
                let described = self.described(recipients.options());
                answer.sockets = Some(AnswerSockets::Described(described));
            }
            _ => {
                let recipients = Recipients::within(request.rooms);
                let sockets = self.local.sockets(recipients.options());
                answer.sockets = Some(AnswerSockets::Ids(sockets));
            }
        }
        self.reply(&answer, self.arrival.late());
    }

    /// The sockets of this server, for another one.
    fn described(&self, options: BroadcastOptions) -> Vec<Description> {
        let sockets = self.local.sockets(options);
        // Without a listener the app is starting, and has no sockets.
        let Some(listener) = self.namespace.listener.get() else {
            return Vec::new();
        };
        let ids = sockets.into_iter().map(SocketId::of).collect();
        let described = listener.describe(self.local.path(), ids);
        described
            .into_iter()
            .map(Description::of)
            .collect::<Vec<_>>()
    }

    /// Answers that something was done.
    pub(super) fn confirm(self: &Arc<Self>, id: &str) {
        self.reply(&Answer::written(id), Duration::ZERO);
    }

    fn reply(self: &Arc<Self>, answer: &WrittenAnswer<'_>, late: Duration) {
        match answer.to_bytes() {
            Ok(answer) => {
                let namespace = Arc::clone(&self.namespace);
                spawn(Box::pin(async move {
                    if !late.is_zero() {
                        sleep(late).await;
                    }
                    // If Redis is away, the log says so.
                    let _ = namespace.publish(&namespace.names.responses, &answer).await;
                }));
            }
            Err(error) => tracing::error!(%error, "an answer for another server cannot be written"),
        }
    }

    /// Asks the clients of this server, and passes their answers on.
    pub(super) fn asked_clients(self: &Arc<Self>, question: Question) {
        let timeout = question.recipients.timeout;
        let asked = self.packet(&question.packet).map(|packet| {
            let options = question.recipients.options();
            self.local.broadcast_with_ack(packet, options, timeout)
        });
        // Who asks what cannot be read is told that nobody is asked.
        let (answers, count) = match asked {
            Ok((answers, count)) => (Some(answers), count),
            Err(_) => (None, 0),
        };
        let (id, namespace) = (question.id, Arc::clone(&self.namespace));
        spawn(Box::pin(async move {
            let channel = &namespace.names.responses;
            let Ok(count) = Answer::client_count(&id, count).to_bytes() else {
                return;
            };
            if namespace.publish(channel, &count).await.is_err() {
                return;
            }
            let Some(answers) = answers else { return };
            // A client that does not answer is not mentioned: who asks has a timeout.
            let answers = answers.filter_map(async |(sid, answer)| {
                Answer::acknowledgement(&id, sid, &answer.ok()?).ok()
            });
            let answers = pin!(answers);
            answers
                .for_each_concurrent(AT_ONCE, async |answer| {
                    let _ = namespace.publish(channel, &answer).await;
                })
                .await;
        }));
    }
}
