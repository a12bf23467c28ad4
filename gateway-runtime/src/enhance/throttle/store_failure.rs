//! `StoreFailure` is why a store of a user could not decide: for the log.

use std::borrow::Cow;

use crate::error::BoxError;

/// Why a store could not decide.
#[derive(Debug, thiserror::Error)]
#[error("the store of the throttle{} failed", .name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default())]
pub(super) struct StoreFailure {
    pub(super) name: Option<Cow<'static, str>>,
    #[source]
    pub(super) failure: BoxError,
}
