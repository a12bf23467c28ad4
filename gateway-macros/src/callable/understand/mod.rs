//! `parameters` and `check_signature` understand a function's signature, and report what is wrong with it.

mod args;
mod guarded;
mod message_body;
mod param;
mod parameter_name;
mod parameters;
mod signature;
mod source;

pub(crate) use args::check_args;
pub(crate) use parameters::parameters;
pub(crate) use signature::check_signature;
