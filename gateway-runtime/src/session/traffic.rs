//! `Traffic` is what passes through the namespaces of an app while somebody looks: how much, and the events themselves.

use std::{
    collections::HashMap,
    mem,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use crate::{
    protocol::{Contents, DisconnectReason, Packet, SocketId},
    sync::lock,
    wire::emitted,
};

/// How many seconds are counted apart, before whoever looks takes the counts.
const MOST_SECONDS: usize = 60;

/// Of how many sockets that have left the reason is known, before whoever looks takes them.
const MOST_REASONS: usize = 10_000;

/// How many bytes an event may have to be kept.
const MOST_BYTES: u64 = 16 * 1024;

/// While nobody looks, nothing is counted and nothing is kept, at the price of one load for each packet.
pub(crate) struct Traffic {
    keeps_events: bool,
    is_watched: AtomicBool,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    counted: Vec<Counted>,
    /// How many more events are kept.
    room: usize,
    events: Vec<Passed>,
    reasons: HashMap<SocketId, DisconnectReason>,
}

/// How much passed within one second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The second, since 1970.
    pub(crate) second: u64,
    pub(crate) packets_in: u64,
    pub(crate) packets_out: u64,
    pub(crate) bytes_in: u64,
    pub(crate) bytes_out: u64,
}

/// An event that passed.
pub(crate) struct Passed {
    pub(crate) direction: Direction,
    pub(crate) namespace: String,
    pub(crate) socket: SocketId,
    pub(crate) content: Content,
    pub(crate) at: SystemTime,
}

/// What an event carried.
pub(crate) enum Content {
    Whole(Packet),
    /// More than anybody wants to read, and than may be kept: its name and its bytes.
    Large(String, u64),
}

impl Content {
    fn of(packet: &Packet) -> Self {
        match size(packet) {
            0..=MOST_BYTES => Self::Whole(packet.clone()),
            bytes => Self::Large(emitted(packet).0, bytes),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Received,
    Sent,
}

impl Traffic {
    /// `keeps_events` is whether events are kept, and not only counted.
    pub(crate) fn new(keeps_events: bool) -> Self {
        Self {
            keeps_events,
            is_watched: AtomicBool::new(false),
            seen: Mutex::default(),
        }
    }

    /// Whether somebody looks.
    #[inline]
    pub(crate) fn is_watched(&self) -> bool {
        self.is_watched.load(Relaxed)
    }

    /// Begins to look, or stops. Nothing stays of what was seen before.
    pub(crate) fn watch(&self, is_watched: bool) {
        self.is_watched.store(is_watched, Relaxed);
        let before = mem::take(&mut *lock(&self.seen));
        drop(before);
    }

    /// A client has sent an event.
    #[cold]
    pub(crate) fn received(&self, namespace: &str, socket: SocketId, packet: &Packet) {
        let (at, mut seen) = (SystemTime::now(), lock(&self.seen));
        let size = size(packet);
        seen.count(at, |counted| {
            counted.packets_in += 1;
            counted.bytes_in += size;
        });
        seen.keep(Direction::Received, namespace, socket, packet, at);
    }

    /// An event or an answer is sent to sockets of this server. Nobody looks at the answers themselves.
    #[cold]
    pub(crate) fn sent(
        &self,
        namespace: &str,
        sockets: Vec<SocketId>,
        packet: Option<Packet>,
        is_event: bool,
    ) {
        let Some(packet) = packet else { return };
        let (at, mut seen) = (SystemTime::now(), lock(&self.seen));
        let receivers = sockets.len() as u64;
        let size = size(&packet);
        seen.count(at, |counted| {
            counted.packets_out += receivers;
            counted.bytes_out += receivers.saturating_mul(size);
        });
        if is_event {
            for socket in sockets {
                seen.keep(Direction::Sent, namespace, socket, &packet, at);
            }
        }
    }

    /// A socket has left. Of a connection that ends, the sockets in all namespaces leave for the same reason.
    #[cold]
    pub(crate) fn left(&self, socket: SocketId, reason: DisconnectReason) {
        let mut seen = lock(&self.seen);
        if seen.reasons.len() < MOST_REASONS {
            seen.reasons.insert(socket, reason);
        }
    }

    /// Lets so many events be kept from now on.
    pub(crate) fn give_room(&self, events: usize) {
        lock(&self.seen).room = if self.keeps_events { events } else { 0 };
    }

    /// What was kept since the last call.
    pub(crate) fn take_events(&self) -> Vec<Passed> {
        mem::take(&mut lock(&self.seen).events)
    }

    /// Why sockets have left since the last call.
    pub(crate) fn take_reasons(&self) -> HashMap<SocketId, DisconnectReason> {
        mem::take(&mut lock(&self.seen).reasons)
    }

    /// What was counted since the last call.
    pub(crate) fn take_counted(&self) -> Vec<Counted> {
        mem::take(&mut lock(&self.seen).counted)
    }
}

impl Seen {
    fn count(&mut self, at: SystemTime, add: impl FnOnce(&mut Counted)) {
        let second = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let is_new = self.counted.last().is_none_or(|last| last.second != second);
        if is_new && self.counted.len() < MOST_SECONDS {
            self.counted.push(Counted {
                second,
                ..Counted::default()
            });
        }
        if let Some(last) = self.counted.last_mut() {
            add(last);
        }
    }

    fn keep(
        &mut self,
        direction: Direction,
        namespace: &str,
        socket: SocketId,
        packet: &Packet,
        at: SystemTime,
    ) {
        if self.room == 0 {
            return;
        }
        self.room -= 1;
        self.events.push(Passed {
            direction,
            namespace: namespace.to_owned(),
            socket,
            content: Content::of(packet),
            at,
        });
    }
}

/// The bytes of a payload, with its attachments: not what the wire adds.
fn size(packet: &Packet) -> u64 {
    let bytes = match packet.contents() {
        Contents::Text(text) => text.len(),
        Contents::Attached(text, attachments) => {
            text.len() + attachments.iter().map(bytes::Bytes::len).sum::<usize>()
        }
        Contents::Packed(bytes) => bytes.len(),
    };
    bytes as u64
}
