//! `Side` is one of the two servers that are compared.

/// A server that is compared with the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Handwritten,
    Gateway,
}

impl Side {
    /// Both sides in the order of a round. Odd rounds have the other order, so that slow moments of the machine
    /// do not always meet the same side.
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
