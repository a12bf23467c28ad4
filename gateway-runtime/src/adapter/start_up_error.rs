//! `cannot_share` and `cannot_reach` are the errors of a start-up that fails without its backend.

use std::fmt;

use crate::error::AppError;

/// The start-up fails because of `problem`.
pub(super) fn cannot_share(problem: String) -> AppError {
    AppError::one("rooms cannot be shared between servers", problem)
}

/// The start-up fails because `backend`, such as "PostgreSQL", cannot be reached. `address` is without
/// credentials.
pub(super) fn cannot_reach(backend: &str, address: &str, cause: impl fmt::Display) -> AppError {
    cannot_share(format!(
        "{backend} at `{address}` cannot be reached: {cause}"
    ))
}
