//! How far a broadcast got.

use crate::error::SharingError;

/// How far a broadcast got. It is an `Ok`: clients were served.
#[derive(Debug)]
#[non_exhaustive]
pub struct Delivery {
    /// How many clients of this server missed it, because their connection's buffer was full. Those of
    /// other servers are not counted.
    pub missed: usize,
    /// Whether it was handed to the other servers. Always `Ok` when there are none.
    pub shared: Result<(), SharingError>,
}

impl Delivery {
    /// Everyone got it, as far as this server knows.
    pub(crate) const COMPLETE: Self = Self {
        missed: 0,
        shared: Ok(()),
    };
}
