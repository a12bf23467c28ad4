//! `Outbox` keeps what has to be sent to a client until its connection's buffer has room.
//!
//! Socketioxide has no notification for room in the buffer, so waiting parcels are tried again by one
//! task for each socket, in order. Once a parcel waits, all later ones queue behind it.

use std::{
    collections::VecDeque,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::Duration,
};

use tokio::time::Instant;

use crate::{
    panics::called,
    protocol::{RawSocket, SendError, WeakSocket},
    sync::lock,
};

/// One thing to send; it is called again as long as the buffer is full.
pub(super) type Parcel = Box<dyn FnMut(&RawSocket) -> Result<(), SendError> + Send>;

/// How often the task only yields before it sleeps.
const YIELDS: u32 = 3;
/// The longest sleep between two tries.
const LONGEST_SLEEP: Duration = Duration::from_millis(32);

/// More waits than may wait, or for longer than the heartbeat allows.
pub(super) struct Overflow;

/// The queue of a socket.
pub(super) struct Outbox {
    /// Whether something waits: the only thing that the hot path looks at.
    busy: AtomicBool,
    state: Mutex<Queue>,
    limit: usize,
    /// A client that has not read for this long is gone by the heartbeat's own measure.
    patience: Duration,
}

struct Queue {
    parcels: VecDeque<Parcel>,
    /// When the queue last became busy or got something through.
    progress: Instant,
    /// Nothing is accepted any more.
    closed: bool,
}

impl Outbox {
    pub(super) fn new(limit: usize, patience: Duration) -> Self {
        let state = Queue {
            parcels: VecDeque::new(),
            progress: Instant::now(),
            closed: false,
        };
        Self {
            busy: AtomicBool::new(false),
            state: Mutex::new(state),
            limit,
            patience,
        }
    }

    /// Sends behind what waits; the first to wait gets a [`Drain`] to run.
    pub(super) fn wait(&self, parcel: Parcel) -> Result<Option<Drain>, Overflow> {
        let mut state = lock(&self.state);
        if state.closed {
            return Ok(None);
        }
        if state.parcels.len() >= self.limit {
            return Err(Overflow);
        }
        Ok(self.push(&mut state, parcel))
    }

    /// Sends behind everything else, without a limit; nothing is accepted afterwards.
    pub(super) fn send_last(
        &self,
        socket: &RawSocket,
        parcel: fn(&RawSocket) -> Result<(), SendError>,
    ) -> Option<Drain> {
        if !self.is_busy() && sent(&parcel(socket)) {
            lock(&self.state).closed = true;
            return None;
        }
        let mut state = lock(&self.state);
        if state.closed {
            return None;
        }
        state.closed = true;
        self.push(&mut state, Box::new(parcel))
    }

    /// Whether something waits.
    pub(super) fn is_busy(&self) -> bool {
        self.busy.load(SeqCst)
    }

    /// How much waits.
    #[cfg(feature = "metrics")]
    pub(super) fn waiting(&self) -> usize {
        if self.is_busy() {
            lock(&self.state).parcels.len()
        } else {
            0
        }
    }

    /// Gives up what waits.
    pub(super) fn clear(&self) {
        let parcels = std::mem::take(&mut lock(&self.state).parcels);
        // Dropped outside the lock, since there may be many.
        drop(parcels);
    }

    fn push(&self, state: &mut Queue, parcel: Parcel) -> Option<Drain> {
        state.parcels.push_back(parcel);
        if self.busy.swap(true, SeqCst) {
            return None;
        }
        state.progress = Instant::now();
        Some(Drain)
    }

    /// The first parcel; or the queue is empty and not busy any more, in one critical section.
    fn next(&self) -> Option<Parcel> {
        let mut state = lock(&self.state);
        let parcel = state.parcels.pop_front();
        if parcel.is_none() {
            self.busy.store(false, SeqCst);
        }
        parcel
    }

    /// Something got through.
    fn progressed(&self) {
        lock(&self.state).progress = Instant::now();
    }

    /// Puts `parcel` back; true when nothing has got through for too long.
    fn put_back(&self, parcel: Parcel) -> bool {
        let mut state = lock(&self.state);
        state.parcels.push_front(parcel);
        state.progress.elapsed() > self.patience
    }
}

/// The duty to run the queue until it is empty: there is one at a time.
#[must_use]
pub(super) struct Drain;

impl Drain {
    /// Tries the queue until it is empty or the socket is gone; `stuck` is called when nothing gets
    /// through for longer than the heartbeat allows.
    pub(super) async fn run(self, outbox: &Outbox, socket: WeakSocket, stuck: impl Fn(&RawSocket)) {
        let mut failures = 0;
        while let (Some(parcel), Some(socket)) = (outbox.next(), socket.upgrade()) {
            let Some(parcel) = tried(parcel, &socket) else {
                failures = 0;
                outbox.progressed();
                continue;
            };
            if outbox.put_back(parcel) {
                stuck(&socket);
            }
            drop(socket);
            failures += 1;
            if failures <= YIELDS {
                tokio::task::yield_now().await;
            } else {
                let exponent = (failures - YIELDS - 1).min(5);
                tokio::time::sleep(Duration::from_millis(1 << exponent).min(LONGEST_SLEEP)).await;
            }
        }
    }
}

/// Tries a parcel and gives it back if it has to wait. A panic in it, or in the drop of what it
/// holds, must not end the task that the queue relies on.
fn tried(mut parcel: Parcel, socket: &RawSocket) -> Option<Parcel> {
    let outcome = called(move || {
        // A socket that has left may be back on the same connection as another one: what was meant for
        // the first must not reach the second.
        if !socket.is_connected() || sent(&parcel(socket)) {
            return None;
        }
        Some(parcel)
    });
    outcome.unwrap_or_else(|panic| {
        tracing::error!(panic, "what waited to be sent panicked");
        None
    })
}

/// Whether a parcel is done with: sent, or never to be sent because the socket is gone or the value
/// cannot be written.
fn sent(result: &Result<(), SendError>) -> bool {
    !matches!(result, Err(SendError::Full))
}
