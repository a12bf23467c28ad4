//! `Connection` is the connection of a client, for all its namespaces: what has come, and what is sent.

mod inbox;
mod state;
mod transcript;
mod watcher;

use std::{
    collections::HashSet,
    fmt,
    panic::Location,
    sync::{
        Arc, Mutex, Weak,
        atomic::{AtomicBool, AtomicI64, Ordering::Relaxed},
    },
};

use tokio::sync::Notify;

use super::{
    engine::{Line, Outgoing, Receiver},
    rest::{PATIENCE, soon},
    settling::Settling,
};
use crate::{
    options::Parser,
    panics::called,
    protocol::{Packet, SocketId},
    sync::lock,
    wire::{ClientPacket, Frame, PacketKind},
};
pub use inbox::End;
pub(super) use inbox::{Event, Inbox};
use state::{Question, State};
use transcript::Direction;
pub(super) use watcher::Watcher;

/// Answers an event of the server: the arguments of the acknowledgement, or why there is none.
pub(super) type Answerer = Arc<dyn Fn(&Packet) -> Result<Packet, String> + Send + Sync>;

/// The connection of a client.
pub(super) struct Connection {
    parser: Parser,
    settling: Arc<Settling>,
    /// `None` unless the test has asked for one.
    watcher: Option<Arc<dyn Watcher>>,
    /// Where the test connects the client.
    caller: &'static Location<'static>,
    state: Mutex<State>,
    /// Notified of everything that comes.
    changed: Notify,
    reads: AtomicBool,
    next_acknowledgement: AtomicI64,
}

/// Why what is expected does not come.
#[derive(Debug)]
pub(super) enum Missing {
    /// The socket has left the namespace.
    Left(End),
    /// It has not come in time.
    Late,
    /// Something is wrong with what has come.
    Broken(String),
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Left(End::ByClient) => f.write_str("this client has left the namespace"),
            Self::Left(End::ByServer) => f.write_str("the server has disconnected this client"),
            Self::Left(End::ConnectionLost) => f.write_str("the connection has ended"),
            Self::Late => write!(f, "nothing came within {PATIENCE:?}"),
            Self::Broken(what) => f.write_str(what),
        }
    }
}

impl Connection {
    pub(super) fn new(
        parser: Parser,
        settling: &Arc<Settling>,
        watcher: Option<Arc<dyn Watcher>>,
        caller: &'static Location<'static>,
    ) -> Arc<Self> {
        Arc::new(Self {
            parser,
            settling: Arc::clone(settling),
            watcher,
            caller,
            state: Mutex::default(),
            changed: Notify::new(),
            reads: AtomicBool::new(true),
            next_acknowledgement: AtomicI64::new(0),
        })
    }

    /// Who is told what comes over the connection's line. The line's tasks do not keep the connection, which owns them.
    pub(super) fn receiver(self: &Arc<Self>) -> Receiver {
        let connection: Weak<Self> = Arc::downgrade(self);
        Arc::new(move |frame| {
            if let Some(connection) = connection.upgrade() {
                match frame {
                    Some(frame) => connection.take(frame),
                    None => connection.lost(),
                }
            }
        })
    }

    /// The line is open.
    pub(super) fn opened(self: &Arc<Self>, line: Line) {
        let mut state = lock(&self.state);
        if !state.is_lost {
            state.line = Some(line);
        }
        drop(state);
        self.settling.add(self);
    }

    pub(super) fn parser(&self) -> Parser {
        self.parser
    }

    pub(super) fn settling(&self) -> &Settling {
        &self.settling
    }

    /// A number that no acknowledgement has had.
    pub(super) fn next_acknowledgement(&self) -> i64 {
        self.next_acknowledgement.fetch_add(1, Relaxed)
    }

    /// The line is lost, and the server is told nothing.
    pub(super) fn lose(&self) {
        let line = lock(&self.state).line.take();
        // Its end ends tasks, under no lock.
        drop(line);
        self.lost();
    }

    fn lost(&self) {
        let mut state = lock(&self.state);
        if !state.is_lost {
            state.is_lost = true;
            state
                .transcript
                .note(Direction::From, "(the connection has ended)");
            for inbox in state.inboxes.values_mut() {
                inbox.end(End::ConnectionLost);
            }
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// Takes what has come.
    fn take(&self, frame: Frame) {
        let mut state = lock(&self.state);
        let packet = match state.reader.read(self.parser, frame) {
            Ok(Some(packet)) => packet,
            Ok(None) => return,
            Err(error) => {
                state.broken = Some(format!("the server has sent what cannot be read: {error}"));
                drop(state);
                return self.changed.notify_waiters();
            }
        };
        state.transcript.note(Direction::From, &packet.readable());
        if let Some(watcher) = &self.watcher
            && let Err(why) = watcher.gets(&packet)
        {
            state.broken.get_or_insert(why);
        }
        let question = state.take(packet);
        drop(state);
        if let Some(question) = question {
            self.answer(question);
        }
        self.close_if_left();
        self.changed.notify_waiters();
    }

    /// Answers a question of the server as the test has said.
    fn answer(&self, question: Question) {
        let Question {
            answerer,
            namespace,
            packet,
            id,
        } = question;
        // The test's own code, which may fail the test: a panic here would only end the task that reads.
        let answered = called(|| answerer(&packet))
            .unwrap_or_else(|panic| Err(format!("the answer of the test has panicked: {panic}")));
        match answered {
            Ok(answer) => self.send(&ClientPacket {
                namespace,
                kind: PacketKind::Acknowledgement(answer, id),
            }),
            Err(why) => self.fail(why),
        }
    }

    /// Notes what is wrong, for the next expectation.
    pub(super) fn fail(&self, what: String) {
        lock(&self.state).broken.get_or_insert(what);
        self.changed.notify_waiters();
    }

    /// Shows a packet that is about to be sent to who watches the connection.
    ///
    /// # Errors
    /// Why the packet may not be sent.
    pub(super) fn may_send(&self, packet: &ClientPacket) -> Result<(), String> {
        match &self.watcher {
            Some(watcher) => watcher.sends(packet),
            None => Ok(()),
        }
    }

    /// What is wrong with what has come, if anything is; the test is told of it.
    pub(super) fn broken(&self) -> Option<String> {
        let mut state = lock(&self.state);
        state.is_noticed |= state.broken.is_some();
        state.broken.clone()
    }

    /// Whether somebody watches the connection.
    #[cfg(feature = "testing-contract")]
    pub(super) fn is_watched(&self) -> bool {
        self.watcher.is_some()
    }

    /// What is wrong with what has come, and the test was not told of; with where the client connects. The test is told
    /// now.
    pub(super) fn unnoticed(&self) -> Option<(String, &'static Location<'static>)> {
        let mut state = lock(&self.state);
        if state.is_noticed {
            return None;
        }
        state.is_noticed = state.broken.is_some();
        Some((state.broken.clone()?, self.caller))
    }

    /// Sends a packet, unless the line has ended.
    pub(super) fn send(&self, packet: &ClientPacket) {
        let mut state = lock(&self.state);
        state.note_sent(&packet.readable());
        match &packet.kind {
            // What came for an earlier stay is not of this one.
            PacketKind::Connect(_) => *state.inbox(&packet.namespace) = Inbox::default(),
            PacketKind::Disconnect => state.inbox(&packet.namespace).end(End::ByClient),
            _ => {}
        }
        if let Some(line) = &state.line {
            for frame in packet.frames(self.parser) {
                line.send(Outgoing::Message(frame));
            }
        }
    }

    /// Sends a message of Engine.IO as it is.
    pub(super) fn send_raw(&self, frame: Frame) {
        let mut state = lock(&self.state);
        match &frame {
            Frame::Text(text) => state.note_sent(text),
            Frame::Binary(bytes) => state.note_sent(&format!("<{} bytes>", bytes.len())),
        }
        if let Some(line) = &state.line {
            line.send(Outgoing::Message(frame));
        }
    }

    /// Sends a packet of Engine.IO as it is.
    pub(super) fn send_engine(&self, packet: &str) {
        if let Some(line) = &lock(&self.state).line {
            line.send(Outgoing::Raw(packet.to_owned()));
        }
    }

    /// Closes the line.
    pub(super) fn close(&self) {
        if let Some(line) = &lock(&self.state).line {
            line.send(Outgoing::Close);
        }
    }

    /// Closes the line once the client has left its last namespace, as the official client does.
    pub(super) fn close_if_left(&self) {
        let state = lock(&self.state);
        let mut inboxes = state.inboxes.values();
        let has_left = !state.inboxes.is_empty() && inboxes.all(Inbox::has_ended);
        if has_left && let Some(line) = &state.line {
            line.send(Outgoing::Close);
        }
    }

    /// Sets who answers an event of the server.
    pub(super) fn answer_with(&self, namespace: &str, event: &str, answerer: Answerer) {
        let key = (namespace.to_owned(), event.to_owned());
        let replaced = lock(&self.state).answerers.insert(key, answerer);
        drop(replaced);
    }

    /// Whether pings are answered.
    pub(super) fn answer_pings(&self, answers: bool) {
        if let Some(line) = &lock(&self.state).line {
            line.answer_pings(answers);
        }
    }

    /// Whether the client takes what comes.
    pub(super) fn read(&self, reads: bool) {
        self.reads.store(reads, Relaxed);
        if let Some(line) = &lock(&self.state).line {
            line.read(reads);
        }
    }

    /// The sockets of this connection, if it does not read.
    pub(super) fn sockets_that_do_not_read(&self) -> HashSet<SocketId> {
        if self.reads.load(Relaxed) {
            return HashSet::new();
        }
        let state = lock(&self.state);
        let inboxes = state.inboxes.values();
        inboxes.filter_map(|inbox| inbox.socket).collect()
    }

    /// The inbox of a namespace, looked at once.
    pub(super) fn look<T>(&self, namespace: &str, look: impl FnOnce(&mut Inbox) -> T) -> T {
        look(lock(&self.state).inbox(namespace))
    }

    /// Waits until `look` finds something in the inbox of a namespace.
    ///
    /// # Errors
    /// It cannot come any more, or has not come in time.
    pub(super) async fn until<T>(
        &self,
        namespace: &str,
        mut look: impl FnMut(&mut Inbox) -> Option<T>,
    ) -> Result<T, Missing> {
        let found = soon(async {
            loop {
                let mut changed = std::pin::pin!(self.changed.notified());
                // The wait begins before the look, so that nothing is missed in between.
                changed.as_mut().enable();
                if let Some(found) = self.found(namespace, &mut look) {
                    return found;
                }
                changed.await;
            }
        });
        found.await.unwrap_or(Err(Missing::Late))
    }

    /// What a look finds; nothing if there may still come something.
    fn found<T>(
        &self,
        namespace: &str,
        look: &mut impl FnMut(&mut Inbox) -> Option<T>,
    ) -> Option<Result<T, Missing>> {
        let mut state = lock(&self.state);
        if let Some(broken) = state.broken.clone() {
            state.is_noticed = true;
            return Some(Err(Missing::Broken(broken)));
        }
        let is_lost = state.is_lost;
        let inbox = state.inbox(namespace);
        if let Some(found) = look(inbox) {
            return Some(Ok(found));
        }
        match inbox.ended {
            Some(end) => Some(Err(Missing::Left(end))),
            None if is_lost => Some(Err(Missing::Left(End::ConnectionLost))),
            None => None,
        }
    }

    /// What was sent and has come so far.
    pub(super) fn transcript(&self) -> String {
        lock(&self.state).transcript.to_string()
    }
}
