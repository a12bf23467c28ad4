//! What can go wrong at run time, and what of it a client is told.

mod body;
mod emit_error;
mod into_ws_error;
mod ws_error;

pub(crate) use body::ErrorBody;
pub use emit_error::EmitError;
pub use into_ws_error::IntoWsError;
pub use ws_error::WsError;

/// Any error, as the standard library boxes it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
