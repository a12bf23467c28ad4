//! What can go wrong at run time, and what of it a client is told.

mod body;
mod context;
mod delivery;
mod emit_error;
mod field_error;
mod into_ws_error;
mod ws_error;

pub(crate) use body::ErrorBody;
pub use context::ErrorContext;
pub(crate) use delivery::ErrorPolicy;
pub use delivery::{ErrorCause, ErrorDelivery};
pub use emit_error::EmitError;
pub use field_error::FieldError;
pub use into_ws_error::IntoWsError;
pub use ws_error::WsError;

/// Any error, as the standard library boxes it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
