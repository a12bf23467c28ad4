//! `Cancellation` is why a handler's future is dropped before its end.
//!
//! The future owns the reply, so nobody else can answer. A reply learns of its end by being dropped, as it learns of
//! a panic, and it reads the reason from a variable of the thread that drops it.

use std::cell::Cell;

use crate::error::WsError;

/// The reason.
#[derive(Clone, Copy)]
pub(crate) enum Cancellation {
    /// The handler's `timeout` is over.
    Timeout,
}

impl Cancellation {
    /// The error for the client.
    pub(super) fn into_error(self) -> WsError {
        match self {
            Self::Timeout => WsError::timeout("the handler did not answer in time"),
        }
    }
}

thread_local! {
    static CURRENT: Cell<Option<Cancellation>> = const { Cell::new(None) };
}

/// The reason for what this thread drops at the moment.
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
