//! `Direction` is who writes a value: whom a change of its schema breaks.

/// Which way a value goes between clients that know the old contract and the app that has the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::contract::changes) enum Direction {
    /// Clients send the value, and the new app has to accept what the old contract allows.
    Sent,
    /// Clients get the value, and have to understand what the new contract allows.
    Received,
}
