//! `Session` is one socket of the running server, and the way out to its client: everything may know a session,
//! while only the dispatch knows the way in.
//!
//! A session is owned by the handlers that are installed on its socket, so it never owns the socket:
//! the two would keep each other alive.

mod auth;
mod closed_connections;
mod context;
mod dynamic_namespaces;
mod error_policy;
mod lifecycle;
mod link;
mod missed;
mod namespace;
mod outbox;
mod outgoing;
#[cfg(feature = "testing")]
mod pausing;
#[cfg(feature = "testing")]
mod recording_namespaces;
mod send;
mod shutdown;
#[cfg(feature = "admin-ui")]
mod traffic;
mod user_data;
#[cfg(feature = "contract")]
mod watch;

pub(crate) use context::{NamespaceContext, Served};
pub(crate) use dynamic_namespaces::{DynamicLimits, DynamicNamespaces, GONE, Presence};
#[cfg(test)]
pub(crate) use dynamic_namespaces::{EMPTY, SHARE_TAKEN};
pub(crate) use error_policy::ErrorPolicy;
pub use error_policy::{ErrorCause, ErrorDelivery};
pub(crate) use lifecycle::Lifecycle;
pub(crate) use link::{Destination, Link};
pub(crate) use namespace::Namespace;
pub(crate) use outgoing::Outgoing;
#[cfg(feature = "testing")]
pub(crate) use recording_namespaces::RecordingNamespaces;
pub use shutdown::Shutdown;
#[cfg(feature = "admin-ui")]
pub(crate) use traffic::{Content, Counted, Direction, Passed, Traffic};
pub(crate) use user_data::GivenValue;
#[cfg(feature = "contract")]
pub use watch::UndeclaredEvent;
#[cfg(feature = "contract")]
pub(crate) use watch::Watch;

#[cfg(any(feature = "admin-ui", feature = "redis"))]
use std::time::SystemTime;
use std::{
    pin::pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use tokio::{sync::Notify, time::sleep};
use tracing::Span;

use crate::protocol::{DisconnectReason, Packet, RawSocket, Room, WeakSocket};
use auth::Auth;
use outbox::Outbox;
use user_data::UserData;

/// How often a stream looks whether its client has caught up.
const CATCHING_UP: Duration = Duration::from_millis(4);

/// One socket in one namespace: what handles and answers reach.
pub(crate) struct Session {
    /// For those who have the session alone.
    socket: WeakSocket,
    context: Arc<NamespaceContext>,
    /// The namespace that the socket is in; of a pattern it is one of many.
    namespace: Arc<Namespace>,
    /// What the client sent with CONNECT.
    auth: Auth,
    /// When the client asked to come in.
    #[cfg(any(feature = "admin-ui", feature = "redis"))]
    issued: SystemTime,
    /// What users keep with the socket, until its disconnect hooks have returned.
    user_data: UserData,
    outbox: Outbox,
    /// The socket has left, or was cut off: nothing more is sent.
    ended: AtomicBool,
    /// The client does not read: no further handler runs.
    cut_off: AtomicBool,
    /// The disconnect hooks have returned, or there will be none: nothing more is made for the socket.
    hooks_are_over: AtomicBool,
    /// Notified when `ended` is set: streams wait for it.
    end: Notify,
    /// The rooms as they were when the socket left, for the disconnect hooks.
    left_rooms: OnceLock<Vec<Room>>,
    /// The span that the guards, hooks and messages of the socket are in; not set if nobody collects such spans.
    span: OnceLock<Span>,
    #[cfg(feature = "testing")]
    pauses: pausing::Pauses,
}

impl Session {
    pub(crate) fn new(
        context: Arc<NamespaceContext>,
        namespace: Arc<Namespace>,
        socket: &RawSocket,
        auth: Option<&Packet>,
    ) -> Self {
        Self {
            socket: socket.downgrade(),
            outbox: Outbox::new(context.max_waiting_answers, context.heartbeat),
            context,
            namespace,
            auth: Auth::new(auth),
            #[cfg(any(feature = "admin-ui", feature = "redis"))]
            issued: SystemTime::now(),
            user_data: UserData::default(),
            ended: AtomicBool::new(false),
            cut_off: AtomicBool::new(false),
            hooks_are_over: AtomicBool::new(false),
            end: Notify::new(),
            left_rooms: OnceLock::new(),
            span: OnceLock::new(),
            #[cfg(feature = "testing")]
            pauses: pausing::Pauses::default(),
        }
    }

    /// The socket, unless it is gone.
    pub(crate) fn socket(&self) -> Option<RawSocket> {
        self.socket.upgrade()
    }

    /// What the namespace's sessions have in common.
    pub(crate) fn context(&self) -> &Arc<NamespaceContext> {
        &self.context
    }

    /// The namespace that the socket is in.
    pub(crate) fn namespace(&self) -> &Arc<Namespace> {
        &self.namespace
    }

    /// What users keep with the socket.
    pub(crate) fn user_data(&self) -> &UserData {
        &self.user_data
    }

    /// Keeps a value that was made for the socket, unless there is one by now, and returns the one that is kept; `None`
    /// once the disconnect hooks have returned. The caller drops what is not kept, outside of the lock.
    pub(crate) fn keep_made<T: Send + Sync + 'static>(&self, value: &Arc<T>) -> Option<Arc<T>> {
        let is_over = || self.hooks_are_over.load(Relaxed);
        self.user_data.keep_made(value, is_over)
    }

    /// Drops what users keep with the socket: its disconnect hooks have returned, or there will be none.
    pub(crate) fn clear_user_data(&self) {
        // Before the lock, under which it is read.
        self.hooks_are_over.store(true, Relaxed);
        self.user_data.clear();
    }

    /// What the client sent with CONNECT.
    pub(crate) fn auth(&self) -> &Auth {
        &self.auth
    }

    /// When the client asked to come in.
    #[cfg(any(feature = "admin-ui", feature = "redis"))]
    pub(crate) fn issued(&self) -> SystemTime {
        self.issued
    }

    /// Waits until nothing can be sent any more.
    pub(crate) async fn gone(&self) {
        loop {
            let mut end = pin!(self.end.notified());
            // Listening begins here, before the look, so that the end is not missed in between.
            end.as_mut().enable();
            if !self.is_connected() {
                return;
            }
            end.await;
        }
    }

    /// Waits until the client has taken what waits for it, or has left.
    pub(crate) async fn outbox_is_empty(&self) {
        while self.outbox.is_busy() && self.is_connected() {
            sleep(CATCHING_UP).await;
        }
    }

    /// Sets the span of the socket, before any code of the program runs for the socket.
    pub(crate) fn begin_span(&self, span: Span) {
        // It is called once.
        let _ = self.span.set(span);
    }

    /// The span of the socket; a disabled one if nobody collects it.
    pub(crate) fn span(&self) -> Span {
        self.span.get().cloned().unwrap_or_else(Span::none)
    }

    /// The rooms at the end, once the socket has left.
    pub(crate) fn left_rooms(&self) -> Option<&[Room]> {
        self.left_rooms.get().map(Vec::as_slice)
    }

    /// Whether the socket was ended because its client does not read, so that no further handler may run.
    pub(crate) fn is_cut_off(&self) -> bool {
        self.cut_off.load(Relaxed)
    }

    /// Whether anything can be sent.
    pub(crate) fn is_connected(&self) -> bool {
        !self.ended.load(Relaxed)
    }

    /// Whether something waits for the client to read.
    pub(crate) fn owes_something(&self) -> bool {
        self.outbox.is_busy()
    }

    /// How much waits for the client to read.
    #[cfg(feature = "metrics")]
    pub(crate) fn waiting(&self) -> usize {
        self.outbox.waiting()
    }

    /// The socket has left; false if it had left before.
    pub(crate) fn leave(&self, reason: DisconnectReason, rooms: Vec<Room>) -> bool {
        if self.left_rooms.set(rooms).is_err() {
            return false;
        }
        if reason != DisconnectReason::ServerShuttingDown {
            // The client may be back at once, over the same connection and under the same id, as
            // another session: nothing of this one may reach it.
            self.ended.store(true, Relaxed);
            self.end.notify_waiters();
            self.outbox.clear();
        }
        true
    }
}
