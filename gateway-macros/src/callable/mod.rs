//! `Callable` is a function that the runtime calls with parameters which it takes from a message, a socket or
//! the app: a method of a gateway, or an enhancer's function.
//!
//! `understand` finds out where each parameter's value comes from and reports what is wrong, and `expand`
//! prints how the values are taken.

pub(crate) mod expand;
mod parameter;
mod role;
mod syntax;
pub(crate) mod understand;

pub(crate) use parameter::{Body, GivenBy, Parameter, Source, Validation};
pub(crate) use role::{GuardPoint, HookKind, Role};
pub(crate) use syntax::Callable;

/// What helps whoever has written `blocking` at a function that answers no client.
pub(crate) const NOT_BLOCKING: &str =
    "remove the word, and leave what blocks to `tokio::task::spawn_blocking(..).await`";
