//! The functions behind the fuzz targets of this repository (`fuzz/`). Each reads bytes as the app reads what strangers send,
//! and panics if something does not hold. They are no part of the crate's API.

mod head;
mod params;
mod servers;

use crate::wire;

pub use head::head;
pub use params::params;
pub use servers::servers;

/// A packet of JSON.
pub fn text(data: &[u8]) {
    wire::fuzz::text(data);
}

/// The number of attachments, and a packet of JSON.
pub fn attached(data: &[u8]) {
    wire::fuzz::attached(data);
}

/// A packet of `MessagePack`.
pub fn packed(data: &[u8]) {
    wire::fuzz::packed(data);
}
