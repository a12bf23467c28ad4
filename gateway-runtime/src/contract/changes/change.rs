//! `Change` is one difference between two contracts, with its `Verdict`.

use std::fmt;

/// What a change means for clients that know the old contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Clients go on as before.
    Compatible,
    /// Clients go on as before, unless they rely on more than the types say: on a code that was never sent until now,
    /// or on a limit.
    Notable,
    /// Some clients fail.
    Breaking,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Compatible => "compatible",
            Self::Notable => "notable",
            Self::Breaking => "breaking",
        })
    }
}

/// A difference between two contracts. Its [`Display`](fmt::Display) is one line: the verdict, the place, and what the
/// change means for clients.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// What the change means for clients that know the old contract.
    pub verdict: Verdict,
    /// Where the change is: the namespace, the message or event, the argument, and the members that lead to it.
    pub place: String,
    /// What the change breaks, and for whom, as a sentence.
    pub what: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.verdict, self.place, self.what)
    }
}
