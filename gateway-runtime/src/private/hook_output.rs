//! `HookOutput` is what a connection or disconnect hook returns.

use crate::error::{IntoWsError, WsError};

/// What a connection or disconnect hook returns.
#[diagnostic::on_unimplemented(
    message = "a hook returns `()` or `Result<(), E>`, not `{Self}`",
    label = "there is nobody to answer with this value",
    note = "the error `E` converts into `WsError`"
)]
pub trait HookOutput {
    /// Turns what the hook returned into a result.
    ///
    /// # Errors
    /// The error that the hook returned.
    #[doc(hidden)]
    fn into_result(self) -> Result<(), WsError>;
}

#[diagnostic::do_not_recommend]
impl HookOutput for () {
    fn into_result(self) -> Result<(), WsError> {
        Ok(())
    }
}

impl<E: IntoWsError> HookOutput for Result<(), E> {
    fn into_result(self) -> Result<(), WsError> {
        self.map_err(IntoWsError::into_ws_error)
    }
}
