//! `SharingError` is why the other servers were not reached.

use super::BoxError;

/// The backend that servers share rooms through could not be reached.
///
/// It was not tried again. If the backend was silent and not gone, the other servers may get it yet,
/// once.
#[derive(Debug, thiserror::Error)]
#[error("the other servers were not reached: {0}")]
pub struct SharingError(#[source] pub(crate) BoxError);
