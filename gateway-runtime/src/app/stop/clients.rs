//! `Client` is a connection that can be let go before the app ends.

use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering::Relaxed},
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

/// All of a connection: it may have joined further namespaces since the clients were looked for.
fn inboxes(socket: &RawSocket) -> Vec<Arc<Inbox>> {
    socket.attached_to_connection()
}

/// Notes whether the end of the connection is the server's doing, which disconnect hooks are told.
fn send_away(inboxes: &[Arc<Inbox>], is_sent_away: bool) {
    for inbox in inboxes {
        inbox.is_sent_away.store(is_sent_away, Relaxed);
    }
}

impl Client {
    /// Whether it has left, or none of its sockets is left.
    pub(super) fn is_gone(&self) -> bool {
        self.socket().is_none()
    }

    /// Asks whether all that it has said was handed on, which [`close`](Self::close) wants to know a little later.
    pub(super) fn ask(&self) {
        self.exit.ask();
    }

    /// Whether it polls, but not at this moment: the last answers may wait for its next poll.
    pub(super) fn is_between_polls(&self) -> bool {
        self.socket().is_some_and(|socket| is_polling(&socket)) && !self.exit.is_polled()
    }

    /// Closes its connection, if it was [asked](Self::ask), has said nothing since, and has neither messages in work nor
    /// answers that wait for it to read; else this is false. If a message arrives in the same moment,
    /// [`stays`](Self::stays) is true a little later.
    pub(super) fn close(&self) -> bool {
        let Some(socket) = self.socket() else {
            return true;
        };
        let inboxes = inboxes(&socket);
        let has_work = || inboxes.iter().any(|inbox| inbox.has_work());
        if is_polling(&socket) {
            let ends = self.exit.end_polling(has_work);
            if ends {
                self.hang_up(&socket, &inboxes);
            }
            return ends;
        }
        if has_work() {
            return false;
        }
        self.exit.wire().is_none_or(|wire| {
            send_away(&inboxes, true);
            let ends = wire.end_when_read();
            if !ends {
                send_away(&inboxes, false);
            }
            ends
        })
    }

    /// Closes its connection, whatever it has in work.
    pub(super) fn cut_off(&self) {
        let Some(socket) = self.socket() else { return };
        let inboxes = inboxes(&socket);
        if is_polling(&socket) {
            self.exit.end_polling_now();
            self.hang_up(&socket, &inboxes);
        } else if let Some(wire) = self.exit.wire() {
            send_away(&inboxes, true);
            wire.end_now();
        }
    }

    fn hang_up(&self, socket: &RawSocket, inboxes: &[Arc<Inbox>]) {
        send_away(inboxes, true);
        if let Some(end) = self.endpoint.hang_up(socket) {
            spawn(end);
        }
    }

    /// Whether it stays, since a message has arrived when its connection was about to close.
    pub(super) fn stays(&self) -> bool {
        let stays = self.exit.wire().is_some_and(|wire| wire.is_open())
            && self.socket().is_some_and(|socket| !is_polling(&socket));
        if stays && let Some(socket) = self.socket() {
            send_away(&inboxes(&socket), false);
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
