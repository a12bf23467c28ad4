//! What can go wrong at run time, and what of it a client is told.

mod app_error;
mod emit_error;
mod field_error;
mod into_ws_error;
mod sharing_error;
mod ws_error;

pub use app_error::AppError;
pub use emit_error::EmitError;
pub use field_error::FieldError;
pub use into_ws_error::IntoWsError;
pub use sharing_error::SharingError;
pub use ws_error::WsError;

/// Any error, as the standard library boxes it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
