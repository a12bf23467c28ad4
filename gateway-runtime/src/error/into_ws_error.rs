//! `IntoWsError` is the bound on the errors that handlers and hooks return.

use super::WsError;

/// An error that a handler may return: every type that converts into [`WsError`].
///
/// For an error that your crate declares, derive [`WsError`](derive@crate::WsError), or implement `From` for `WsError`,
/// and use `?`; for any other error, see [`OrWsError`](crate::OrWsError).
///
/// ```
/// use gateway_runtime::{IntoWsError, WsError};
///
/// #[derive(WsError)]
/// enum BuyError {
///     #[ws_error(message = "the shop is closed")]
///     Closed,
/// }
///
/// assert_eq!(BuyError::Closed.into_ws_error().code(), "closed");
///
/// struct OutOfStock;
///
/// impl From<OutOfStock> for WsError {
///     fn from(_: OutOfStock) -> Self {
///         Self::new("out_of_stock", "there is none left")
///     }
/// }
///
/// assert_eq!(OutOfStock.into_ws_error().code(), "out_of_stock");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be answered to a client",
    label = "this error does not convert into `WsError`",
    note = "return `Result<_, WsError>`: `.or_bad_request(\"..\")?`, `.or_not_found(\"..\")?` and their like say what the \
            client is told, `.or_internal()?` keeps the error for the log, and `WsError::bad_request(\"..\")` makes \
            an error of a text",
    note = "a type that your own crate declares may derive `WsError` instead, or implement `From<{Self}> for WsError`",
    note = "`?` converts every error into `Box<dyn Error + Send + Sync>`, and into `anyhow::Error` (feature \
            `anyhow`), which are answered as internal errors"
)]
pub trait IntoWsError {
    /// Converts the error.
    fn into_ws_error(self) -> WsError;
}

#[diagnostic::do_not_recommend]
impl<E: Into<WsError>> IntoWsError for E {
    fn into_ws_error(self) -> WsError {
        self.into()
    }
}
