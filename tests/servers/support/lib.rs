//! Support of the servers under test: what their gateways have in common, whatever their theme is.
//!
//! The fixtures of `tests/ui` are built as dependants of this library too: through it they see the
//! dependencies of the package.

pub mod client_cue;
pub mod gate;
pub mod journal;
pub mod log;
pub mod memory;
pub mod recipients;
pub mod settings;
mod unavailable;

pub use unavailable::unavailable;
