//! `Pages` are those who look, on this server and on the others, and what is on its way to them.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::Arc,
};

use super::{
    events::Event,
    look::{Key, Look},
};
use crate::{
    handles::Server,
    protocol::SocketId,
    session::{Link, Namespace},
};

/// How many sockets a page of another server is told of in one turn. Told all at once, they would fill its buffer.
const IN_ONE_TURN: usize = 100;

pub(super) struct Pages {
    namespace: Arc<Namespace>,
    server: Server,
    elsewhere: BTreeSet<SocketId>,
    /// Pages of other servers that have to be told of the sockets here: the event with all sockets comes from the server that a
    /// page is connected to, and from no other, since the page then forgets all it has.
    backlog: VecDeque<(SocketId, Vec<Key>)>,
}

impl Pages {
    pub(super) fn new(namespace: Arc<Namespace>) -> Self {
        Self {
            server: Server::linked(Arc::new(Link::running(Arc::clone(&namespace)))),
            namespace,
            elsewhere: BTreeSet::new(),
            backlog: VecDeque::new(),
        }
    }

    /// Whether there is anybody.
    pub(super) fn are_there(&self) -> bool {
        !self.elsewhere.is_empty() || !self.namespace.sessions().is_empty()
    }

    /// The admins of all servers, as these have told. Gives those that are new and of another server.
    pub(super) fn are(&mut self, everywhere: BTreeSet<SocketId>) -> Vec<SocketId> {
        let is_here = |id: &SocketId| self.namespace.socket(*id).is_some();
        let elsewhere: BTreeSet<SocketId> =
            everywhere.into_iter().filter(|id| !is_here(id)).collect();
        let new = elsewhere.difference(&self.elsewhere).copied().collect();
        self.backlog.retain(|(id, _)| elsewhere.contains(id));
        self.elsewhere = elsewhere;
        new
    }

    /// Tells a page of another server of these sockets, turn by turn.
    pub(super) fn tell_later(&mut self, page: SocketId, sockets: Vec<Key>) {
        self.backlog.push_back((page, sockets));
    }

    /// One turn of what is to be told later.
    pub(super) async fn tell_more(&mut self, look: &Look) {
        let Some((page, sockets)) = self.backlog.front_mut() else {
            return;
        };
        let page = *page;
        let rest = sockets.len().saturating_sub(IN_ONE_TURN);
        let turn = sockets.split_off(rest);
        if sockets.is_empty() {
            self.backlog.pop_front();
        }
        for socket in turn.iter().filter_map(|key| look.socket(key)) {
            self.tell(page, &Event::connected(&socket)).await;
        }
    }

    /// Tells all pages.
    pub(super) async fn tell_all(&self, event: &Event) {
        // A page that misses something shows it at the next reload.
        let _ = self.server.emit(event.name, &*event.payload).await;
    }

    /// Tells one page.
    pub(super) async fn tell(&self, page: SocketId, event: &Event) {
        let one = self.server.within(page);
        let _ = one.emit(event.name, &*event.payload).await;
    }
}
