//! `Stopped` stops tokio's clock for as long as somebody waits for rest.

use std::cell::Cell;

use tokio::time::{self, Instant};

thread_local! {
    /// How many wait for rest while it is we who have stopped the clock. A runtime whose clock can be stopped has one
    /// thread.
    static WAITING: Cell<usize> = const { Cell::new(0) };
}

/// The clock stands for as long as one of these lives. The last of them lets the clock run again, unless it was the
/// test that had stopped it; also if who waits gives up.
pub(super) struct Stopped {
    is_by_us: bool,
}

impl Stopped {
    pub(super) fn new() -> Self {
        let waiting = WAITING.get();
        if waiting == 0 {
            if is_stopped() {
                return Self { is_by_us: false };
            }
            time::pause();
        }
        WAITING.set(waiting + 1);
        Self { is_by_us: true }
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        if self.is_by_us {
            let waiting = WAITING.get() - 1;
            WAITING.set(waiting);
            if waiting == 0 {
                time::resume();
            }
        }
    }
}

/// Whether tokio's clock stands, which tokio does not tell: it does if it has not moved while the system's clock has.
pub(in crate::testing) fn is_stopped() -> bool {
    let (tokio, system) = (Instant::now(), std::time::Instant::now());
    while system.elapsed().is_zero() {}
    Instant::now() == tokio
}
