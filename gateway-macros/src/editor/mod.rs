//! `editor` prints for rust-analyzer what rustc does not need, and keeps from it what is for rustc
//! alone. rust-analyzer is the one that sets `cfg(rust_analyzer)`, which rustc does not know: so
//! what is printed here stands where the lint about unknown conditions is off.

mod compiler_only;
mod mentions;
mod names;
mod words;

pub(crate) use compiler_only::compiler_only;
pub(crate) use mentions::{fields_mentions, function_mentions, mentions};
