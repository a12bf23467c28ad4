//! The errors: what can go wrong at start-up and at run time, and what of that a client is told.
//!
//! - [`WsError`] is the only error that reaches a client. [`OrWsError`] turns any `Result` or `Option` into one
//!   with a `WsError`; [`KnownError`] is what `?` turns into one. [`IntoWsError`] is the bound on what handlers and
//!   hooks return, [`LoggedOutput`] on what the app calls without a client; [`FieldError`] is a part of a failed validation.
//! - [`Failure`] is an error of a message before it is converted, as interceptors and filters see it.
//! - [`AppError`] is why an app does not start.
//! - [`EmitError`] is why a handle could not send; [`SharingError`] is why other servers missed something,
//!   and [`SharedDataError`] why what a socket has shared cannot be read.
//!
//! This room imports from no other room. How an error is written for a client, and which errors the app
//! chooses to deliver otherwise, is decided in `reply` and `session`.

mod app_error;
mod chain;
mod emit_error;
mod failure;
mod field_error;
mod into_ws_error;
mod known_error;
mod logged_output;
mod or_ws_error;
mod shared_data_error;
mod sharing_error;
mod ws_error;

pub use app_error::AppError;
pub(crate) use chain::in_a_line;
pub use emit_error::EmitError;
pub use failure::{Caught, Failure, FailureKind};
pub use field_error::FieldError;
pub use into_ws_error::IntoWsError;
pub use known_error::KnownError;
pub use logged_output::LoggedOutput;
pub use or_ws_error::OrWsError;
pub use shared_data_error::SharedDataError;
pub use sharing_error::SharingError;
pub use ws_error::WsError;

/// Any error, as the standard library boxes it.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;
