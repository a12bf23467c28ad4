//! `unavailable` is the answer of an HTTP route whose verb has failed.

use axum::http::StatusCode;
use gateway_runtime::EmitError;

/// 503, with the error in words.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the form that `map_err` takes"
)]
#[must_use]
pub fn unavailable(error: EmitError) -> (StatusCode, String) {
    (StatusCode::SERVICE_UNAVAILABLE, error.to_string())
}
