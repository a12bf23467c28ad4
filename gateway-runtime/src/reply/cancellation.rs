//! Why a handler's future is dropped before its end, for the reply that is dropped with it.
//!
//! The reply is owned by the future, so nobody else can answer; and it learns of its end by being
//! dropped, as it learns of a panic. What it is told comes the same way: by the thread that drops.

use std::cell::Cell;

use crate::error::WsError;

/// Why.
#[derive(Clone, Copy)]
pub(crate) enum Cancellation {
    /// The handler's `timeout` is over.
    Timeout,
}

impl Cancellation {
    /// What the client is told.
    pub(super) fn into_error(self) -> WsError {
        match self {
            Self::Timeout => WsError::timeout("the handler did not answer in time"),
        }
    }
}

thread_local! {
    static CURRENT: Cell<Option<Cancellation>> = const { Cell::new(None) };
}

/// Why what is dropped right now is dropped.
pub(super) fn current() -> Option<Cancellation> {
    CURRENT.get()
}

/// Drops `future`; replies in it answer with the reason.
pub(crate) fn cancel<T>(future: T, cancellation: Cancellation) {
    /// Forgets the reason, also when a user's value panics in its drop.
    struct Forget;

    impl Drop for Forget {
        fn drop(&mut self) {
            CURRENT.set(None);
        }
    }

    let _forget = Forget;
    CURRENT.set(Some(cancellation));
    drop(future);
}
