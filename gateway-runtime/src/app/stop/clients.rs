//! `Client` is a connection that can be let go before the app ends.

use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};

use crate::{
    app::{endpoint::Endpoint, shared::Shared},
    dispatch::Inbox,
    engine::Exit,
    options::Transport,
    protocol::{RawSocket, SocketId},
    spawn::spawn,
};

/// A connection, with its sockets in all namespaces.
pub(super) struct Client {
    endpoint: Arc<Endpoint>,
    exit: Arc<Exit>,
    /// Of the sockets that it had when the clients were looked for.
    inboxes: Vec<Arc<Inbox>>,
}

/// The connections that can be let go, in the order of their random ids.
pub(super) fn clients(shared: &Shared) -> BTreeMap<SocketId, Client> {
    let mut clients: BTreeMap<SocketId, Client> = BTreeMap::new();
    for endpoint in &shared.endpoints {
        for inbox in endpoint.inboxes() {
            let Some(socket) = inbox.session().socket() else {
                continue;
            };
            if let Some(client) = clients.get_mut(&socket.id()) {
                client.inboxes.push(inbox);
                continue;
            }
            let exit = socket.request().extensions.get::<Arc<Exit>>();
            if let Some(exit) = exit
                && (is_polling(&socket) || exit.wire().is_some())
            {
                let client = Client {
                    endpoint: Arc::clone(endpoint),
                    exit: Arc::clone(exit),
                    inboxes: vec![inbox],
                };
                clients.insert(socket.id(), client);
            }
        }
    }
    clients
}

fn is_polling(socket: &RawSocket) -> bool {
    socket.transport() == Transport::Polling
}

impl Client {
    /// Whether it has left, or none of its sockets is left.
    pub(super) fn is_gone(&self) -> bool {
        self.socket().is_none()
    }

    /// Whether it has messages in work, or answers that wait for it to read.
    pub(super) fn has_work(&self) -> bool {
        self.inboxes.iter().any(|inbox| inbox.has_work())
    }

    /// Whether it polls, but not at this moment: the last answers may wait for its next poll.
    pub(super) fn is_between_polls(&self) -> bool {
        self.socket().is_some_and(|socket| is_polling(&socket)) && !self.exit.is_polled()
    }

    /// Closes its connection, unless it has work or has said something within this time: then this is false. If a message
    /// arrives in the same moment, [`stays`](Self::stays) is true a little later.
    pub(super) fn close(&self, silence: Duration) -> bool {
        self.end(silence, false)
    }

    /// Closes its connection, whatever it has in work.
    pub(super) fn cut_off(&self) {
        self.end(Duration::ZERO, true);
    }

    fn end(&self, silence: Duration, at_once: bool) -> bool {
        let Some(socket) = self.socket() else {
            return true;
        };
        // It may have joined further namespaces.
        let inboxes: Vec<Arc<Inbox>> = socket.attached_to_connection();
        if !at_once && inboxes.iter().any(|inbox| inbox.has_work()) {
            return false;
        }
        let wire = self.exit.wire();
        let may_end = if is_polling(&socket) {
            self.exit.end_polling(silence, at_once)
        } else {
            let wire = wire.as_ref();
            at_once || wire.is_none_or(|wire| wire.is_silent_for(silence))
        };
        if !may_end {
            return false;
        }
        // The end of the connection is the server's doing, which disconnect hooks are told.
        for inbox in inboxes {
            inbox.is_sent_away.store(true, Relaxed);
        }
        if is_polling(&socket) {
            if let Some(end) = self.endpoint.hang_up(&socket) {
                spawn(end);
            }
        } else if let Some(wire) = wire {
            if at_once {
                wire.end_now();
            } else {
                wire.end_when_read();
            }
        }
        true
    }

    /// Whether it stays, since a message has arrived when its connection was about to close.
    pub(super) fn stays(&self) -> bool {
        let stays = self.exit.wire().is_some_and(|wire| wire.is_open())
            && self.socket().is_some_and(|socket| !is_polling(&socket));
        if stays && let Some(socket) = self.socket() {
            for inbox in socket.attached_to_connection::<Arc<Inbox>>() {
                inbox.is_sent_away.store(false, Relaxed);
            }
        }
        stays
    }

    /// One of its sockets that is connected.
    fn socket(&self) -> Option<RawSocket> {
        let sockets = self
            .inboxes
            .iter()
            .filter_map(|inbox| inbox.session().socket());
        sockets.into_iter().find(RawSocket::is_connected)
    }
}
