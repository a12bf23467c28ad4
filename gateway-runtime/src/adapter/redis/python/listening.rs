//! `listen` does what the emitters say, in the order in which it comes.

use socketioxide_redis::drivers::ChanItem;
use tokio::sync::mpsc;

use super::{
    Namespaces,
    message::{Message, Unread},
};
use crate::sync::lock;

/// Reads until the inbox is closed. What cannot be read is ignored, as servers of Python do.
pub(super) async fn listen(namespaces: Namespaces, mut messages: mpsc::Receiver<ChanItem>) {
    let mut has_warned = false;
    while let Some((channel, message)) = messages.recv().await {
        match Message::read(&message) {
            Ok(message) => {
                // The lock is released before anything is done.
                let clients = lock(&namespaces).get(&message.namespace).cloned();
                if let Some(clients) = clients {
                    clients.carry_out(message.deed);
                }
            }
            Err(Unread::Pickle) if !has_warned => {
                has_warned = true;
                tracing::warn!(
                    channel,
                    "a python-socketio before 5.14 writes Python's pickles, which nobody but Python can read: update it, \
                     so that it writes JSON"
                );
            }
            Err(unread) => {
                tracing::debug!(
                    channel,
                    ?unread,
                    "what an emitter of Python says is ignored"
                );
            }
        }
    }
}
