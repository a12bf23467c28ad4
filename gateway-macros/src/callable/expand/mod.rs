//! `statements` and `require` print how the parameters of a function are taken, and what they need of the app.

mod context;
mod described;
mod parameters;
mod requirements;

pub(crate) use context::Context;
pub(crate) use described::{described, described_of_handler};
pub(crate) use parameters::{gate, imports, statements, variables};
pub(crate) use requirements::require;
