//! `OutcomeEnd` is how the answer of a method ended.

use crate::error::Failure;

/// How a stream of events ended: see [`Outcome::on_end`](crate::Outcome::on_end).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum OutcomeEnd<'a> {
    /// All its events were sent.
    Completed,
    /// It yielded this error, which the client is told.
    Failed(&'a Failure),
    /// It was dropped before its end: the client left, the app shuts down, an event could not be written, or the
    /// outcome was not sent.
    Dropped,
}
