//! `SharingError` is why other servers were not reached.

use super::BoxError;

/// The backend through which servers share rooms could not be reached.
///
/// What was to be shared is not sent again. If the backend was silent and not gone, it may still arrive at
/// the other servers, at most once.
#[derive(Debug, thiserror::Error)]
#[error("the other servers were not reached: {0}")]
pub struct SharingError(#[source] pub(crate) BoxError);
