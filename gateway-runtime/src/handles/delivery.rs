//! `Delivery` says how far a broadcast got.

use crate::error::SharingError;

/// How far a broadcast got. An incomplete delivery is an `Ok` too, since some clients were served.
#[derive(Debug)]
#[non_exhaustive]
pub struct Delivery {
    /// How many clients of this server missed the broadcast, because their connection's buffer was full.
    /// Clients of other servers are not counted.
    pub missed: usize,
    /// Whether the other servers got the broadcast. Always `Ok` when there are no other servers.
    pub shared: Result<(), SharingError>,
}

impl Delivery {
    /// Everyone got the broadcast, as far as this server knows.
    pub(crate) const COMPLETE: Self = Self {
        missed: 0,
        shared: Ok(()),
    };
}
