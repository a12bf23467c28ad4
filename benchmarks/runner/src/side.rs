//! The two servers.

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Handwritten,
    Gateway,
}

impl Side {
    /// The order of odd rounds is the other way round, so that a slow spell of the machine does not meet
    /// always the same.
    pub(crate) fn in_round(round: usize) -> [Self; 2] {
        if round.is_multiple_of(2) {
            [Self::Handwritten, Self::Gateway]
        } else {
            [Self::Gateway, Self::Handwritten]
        }
    }

    /// The server's binary.
    pub(crate) fn binary(self) -> &'static str {
        match self {
            Self::Handwritten => "handwritten-echo",
            Self::Gateway => "gateway-echo",
        }
    }
}
