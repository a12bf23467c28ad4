//! `NodeAdapter` answers what the other servers ask. A server of Node waits for an answer of each server that it has counted,
//! and fails without it, so every request is answered.

use std::{pin::pin, sync::Arc, time::Duration};

use futures_util::StreamExt as _;
use socketioxide_core::adapter::BroadcastOptions;
use tokio::time::sleep;

use super::{
    adapter::NodeAdapter,
    arguments::Arguments,
    dialect::Reply,
    recipients::Recipients,
    said::{Asker, Wanted},
};
use crate::{
    protocol::{SocketDescription, SocketId, without_closing},
    spawn::spawn,
};

/// How many acknowledgements are on their way to Redis at once.
const AT_ONCE: usize = 64;

impl NodeAdapter {
    /// Answers what is asked of this server's sockets.
    pub(super) fn asked_server(
        self: &Arc<Self>,
        wanted: Wanted,
        asker: &Asker,
        recipients: Recipients,
    ) {
        self.answered.note(&asker.id);
        let options = recipients.options();
        let reply = match wanted {
            Wanted::Rooms => {
                let rooms = self.local.rooms(options);
                let rooms = without_closing(rooms.into_iter().collect::<Vec<_>>());
                Reply::Rooms(rooms.into_iter().map(Into::into).collect())
            }
            Wanted::Descriptions => Reply::Descriptions(self.described(options)),
            Wanted::Ids => Reply::Ids(self.local.sockets(options)),
        };
        self.reply(asker, reply, self.arrival.late());
    }

    /// The sockets of this server, for another one.
    fn described(&self, options: BroadcastOptions) -> Vec<SocketDescription> {
        let sockets = self.local.sockets(options);
        // Without a listener the app is starting, and has no sockets.
        let Some(listener) = self.namespace.listener.get() else {
            return Vec::new();
        };
        let ids = sockets.into_iter().map(SocketId::of).collect();
        listener.describe(self.local.path(), ids)
    }

    /// Answers that something was done.
    pub(super) fn confirm(self: &Arc<Self>, asker: &Asker) {
        self.reply(asker, Reply::Done, Duration::ZERO);
    }

    fn reply(self: &Arc<Self>, asker: &Asker, reply: Reply, late: Duration) {
        match self.namespace.dialect.reply(asker, reply) {
            Ok(answer) => {
                let namespace = Arc::clone(&self.namespace);
                spawn(Box::pin(async move {
                    if !late.is_zero() {
                        sleep(late).await;
                    }
                    namespace.publish_answer(&answer).await;
                }));
            }
            Err(error) => tracing::error!(%error, "an answer for another server cannot be written"),
        }
    }

    /// Asks the clients of this server, and passes their answers on.
    pub(super) fn asked_clients(
        self: &Arc<Self>,
        asker: Asker,
        question: Arguments,
        recipients: Recipients,
    ) {
        let timeout = recipients.timeout();
        let sent = self.packet(question).map(|packet| {
            let options = recipients.options();
            self.local.broadcast_with_ack(packet, options, timeout)
        });
        // Who asks what cannot be read is told that nobody is asked.
        let (answers, count) = match sent {
            Ok((answers, count)) => (Some(answers), count),
            Err(_) => (None, 0),
        };
        let namespace = Arc::clone(&self.namespace);
        spawn(Box::pin(async move {
            let dialect = &namespace.dialect;
            let Ok(count) = dialect.reply(&asker, Reply::ClientCount(count)) else {
                return;
            };
            if !namespace.publish_answer(&count).await {
                return;
            }
            let Some(answers) = answers else { return };
            // A client that does not answer is not mentioned: who asks has a timeout.
            let answers = answers.filter_map(async |(sid, answer)| {
                let reply = Reply::Acknowledgement(sid, answer.ok()?);
                dialect.reply(&asker, reply).ok()
            });
            let answers = pin!(answers);
            answers
                .for_each_concurrent(AT_ONCE, async |answer| {
                    namespace.publish_answer(&answer).await;
                })
                .await;
        }));
    }
}
