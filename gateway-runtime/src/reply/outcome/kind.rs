//! `OutcomeKind` is what kind of answer an outcome is.

/// What kind of answer an [`Outcome`](crate::Outcome) is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutcomeKind {
    /// An acknowledgement with a value.
    Answer,
    /// An event for the calling socket, then an empty acknowledgement.
    Event,
    /// An empty acknowledgement.
    Empty,
    /// A stream or a list of events, then an empty acknowledgement.
    Stream,
    /// The method took an [`Ack`](crate::Ack): what it answers goes to the client directly, and nothing else is
    /// answered.
    ByHand,
}
