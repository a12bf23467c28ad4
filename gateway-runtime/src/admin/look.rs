//! `Look` finds what has changed since the last look, whoever changed it: a client, a handler, another server.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Weak,
    time::{SystemTime, UNIX_EPOCH},
};

use super::{
    described::{Data, Described, transport},
    events::Event,
    statistics::NamespaceSize,
};
use crate::{
    handles::Socket,
    options::Transport,
    protocol::{DisconnectReason, RawSocket, SocketId},
    session::NamespaceContext,
};

/// How many sockets of one server are shown. With so many a page is of no use any more, and each is looked at each second.
pub(super) const MOST_SHOWN: usize = 2_000;

/// A socket, by its namespace and id.
pub(super) type Key = (String, SocketId);

pub(super) struct Look {
    /// The namespaces in the order in which the page shows them.
    contexts: Vec<Weak<NamespaceContext>>,
    are_sockets_shown: bool,
    /// The sockets as the pages know them.
    told: HashMap<Key, Told>,
    /// The connections at the last look.
    clients: HashSet<SocketId>,
    came: Vec<Came>,
    numbers: Numbers,
}

/// What the pages know of a socket that changes.
struct Told {
    transport: &'static str,
    rooms: BTreeSet<String>,
    /// As it is shared, so that two can be compared.
    data: Option<String>,
}

/// How many there were at the last look.
#[derive(Default)]
pub(super) struct Numbers {
    pub(super) clients: usize,
    pub(super) polling: usize,
    pub(super) namespaces: Vec<NamespaceSize>,
}

/// The connections that came and went between two looks.
pub(super) struct Came {
    pub(super) second: u64,
    pub(super) connected: u64,
    /// By the reason.
    pub(super) left: BTreeMap<String, u64>,
}

impl Look {
    pub(super) fn new(contexts: Vec<Weak<NamespaceContext>>, are_sockets_shown: bool) -> Self {
        Self {
            contexts,
            are_sockets_shown,
            told: HashMap::new(),
            clients: HashSet::new(),
            came: Vec::new(),
            numbers: Numbers::default(),
        }
    }

    /// Looks for the first time: whatever is there is known from now on.
    pub(super) fn begin(&mut self) {
        let sockets = self.look(&HashMap::new());
        // They were there before.
        self.came.clear();
        if self.are_sockets_shown {
            for socket in sockets.iter().take(MOST_SHOWN) {
                self.told.insert(key(socket), Told::of(socket));
            }
        }
    }

    /// Forgets everything: nobody looks any more.
    pub(super) fn end(&mut self) {
        self.told = HashMap::new();
        self.clients = HashSet::new();
        self.came = Vec::new();
    }

    /// Looks again, and gives at most `most` of the differences. The others are found by the next look. `reasons` are why
    /// sockets have left.
    pub(super) fn differences(
        &mut self,
        most: usize,
        reasons: &HashMap<SocketId, DisconnectReason>,
    ) -> Vec<Event> {
        let sockets = self.look(reasons);
        let mut events = Vec::new();
        if !self.are_sockets_shown {
            return events;
        }
        let there: HashSet<Key> = sockets.iter().map(key).collect();
        let gone = self.told.keys().filter(|key| !there.contains(*key));
        let gone: Vec<Key> = gone.take(most).cloned().collect();
        for key in gone {
            let Some(told) = self.told.get_mut(&key) else {
                continue;
            };
            // The page keeps a socket in its rooms until it is told otherwise.
            told.leave_all(&key, most, &mut events);
            if events.len() >= most {
                return events;
            }
            let (namespace, id) = &key;
            events.push(Event::disconnected(namespace, *id, reason(reasons, *id)));
            self.told.remove(&key);
        }
        for socket in &sockets {
            if events.len() >= most {
                break;
            }
            let key = key(socket);
            if let Some(told) = self.told.get_mut(&key) {
                told.differences(&key, socket, most, &mut events);
            } else if self.told.len() < MOST_SHOWN {
                events.push(Event::connected(socket));
                self.told.insert(key, Told::of(socket));
            }
        }
        events
    }

    /// The sockets that the pages know, for a page that knows none.
    pub(super) fn all(&self) -> Vec<Described> {
        let sockets = self.sockets().into_iter().flat_map(|(_, sockets)| sockets);
        let known = sockets.filter(|socket| self.told.contains_key(&key(socket)));
        known.map(|socket| Described::of(&socket)).collect()
    }

    /// The same by their names, for one that is told of them little by little.
    pub(super) fn keys(&self) -> Vec<Key> {
        self.told.keys().cloned().collect()
    }

    /// A socket, if it is still there.
    pub(super) fn socket(&self, (path, id): &Key) -> Option<Socket> {
        let contexts = self.contexts.iter().filter_map(Weak::upgrade);
        let mut namespaces = contexts.flat_map(|context| context.namespaces());
        let namespace = namespaces.find(|namespace| namespace.path() == path)?;
        let (raw, session) = namespace.socket(*id)?;
        Some(Socket::new(raw, session))
    }

    pub(super) fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// The connections that came and went since the last call.
    pub(super) fn take_came(&mut self) -> Vec<Came> {
        std::mem::take(&mut self.came)
    }

    /// Counts, and gives the sockets of all namespaces.
    fn look(&mut self, reasons: &HashMap<SocketId, DisconnectReason>) -> Vec<Socket> {
        let by_namespace = self.sockets();
        self.numbers.namespaces = by_namespace
            .iter()
            .map(|(name, sockets)| NamespaceSize {
                name: name.clone(),
                sockets_count: sockets.len(),
            })
            .collect();
        let sockets = by_namespace.into_iter().flat_map(|(_, sockets)| sockets);
        let sockets: Vec<Socket> = sockets.collect();
        // A connection has the same id in each namespace.
        let clients: HashMap<SocketId, Transport> = sockets
            .iter()
            .map(|socket| (socket.id(), socket.handshake().transport()))
            .collect();
        let polling = clients.values().filter(|by| **by == Transport::Polling);
        self.numbers.polling = polling.count();
        self.numbers.clients = clients.len();
        let clients: HashSet<SocketId> = clients.into_keys().collect();
        let mut left = BTreeMap::new();
        for gone in self.clients.difference(&clients) {
            *left.entry(reason(reasons, *gone)).or_default() += 1;
        }
        let connected = clients.difference(&self.clients).count() as u64;
        if connected > 0 || !left.is_empty() {
            let since = SystemTime::now().duration_since(UNIX_EPOCH);
            self.came.push(Came {
                second: since.unwrap_or_default().as_secs(),
                connected,
                left,
            });
        }
        self.clients = clients;
        sockets
    }

    /// The sockets that have got their CONNECT, by namespace.
    fn sockets(&self) -> Vec<(String, Vec<Socket>)> {
        let contexts = self.contexts.iter().filter_map(Weak::upgrade);
        let namespaces = contexts.flat_map(|context| context.namespaces());
        namespaces
            .map(|namespace| {
                let sessions = namespace.sessions().into_iter();
                let sockets = sessions.filter_map(|session| {
                    let raw = session.socket().filter(RawSocket::is_connected)?;
                    session.is_connected().then(|| Socket::new(raw, session))
                });
                (namespace.path().to_owned(), sockets.collect())
            })
            .collect()
    }
}

impl Told {
    fn of(socket: &Socket) -> Self {
        Self {
            transport: transport(socket),
            rooms: socket.rooms().into_iter().collect(),
            data: data_of(socket),
        }
    }

    fn differences(
        &mut self,
        (namespace, id): &Key,
        socket: &Socket,
        most: usize,
        events: &mut Vec<Event>,
    ) {
        let now = Self::of(socket);
        if self.transport != now.transport {
            self.transport = now.transport;
            events.push(Event::new_transport(namespace, *id, now.transport));
        }
        if self.data != now.data {
            self.data = now.data;
            events.push(Event::new_data(namespace, *id, Data::of(socket)));
        }
        let left = self.rooms.difference(&now.rooms);
        let left: Vec<String> = left
            .take(most.saturating_sub(events.len()))
            .cloned()
            .collect();
        for room in left {
            events.push(Event::left(namespace, &room, *id));
            self.rooms.remove(&room);
        }
        let joined = now.rooms.difference(&self.rooms);
        let joined: Vec<String> = joined
            .take(most.saturating_sub(events.len()))
            .cloned()
            .collect();
        for room in joined {
            events.push(Event::joined(namespace, &room, *id));
            self.rooms.insert(room);
        }
    }

    fn leave_all(&mut self, (namespace, id): &Key, most: usize, events: &mut Vec<Event>) {
        while events.len() < most
            && let Some(room) = self.rooms.pop_first()
        {
            events.push(Event::left(namespace, &room, *id));
        }
    }
}

fn key(socket: &Socket) -> Key {
    (socket.namespace().to_owned(), socket.id())
}

fn data_of(socket: &Socket) -> Option<String> {
    let shared = socket.session().user_data().shared()?;
    Some(shared.get().to_owned())
}

/// Why a socket has left, as text. What came and went while the reasons were not kept has the most frequent one.
fn reason(reasons: &HashMap<SocketId, DisconnectReason>, socket: SocketId) -> String {
    let known = reasons.get(&socket).copied();
    known
        .unwrap_or(DisconnectReason::TransportClose)
        .to_string()
}
