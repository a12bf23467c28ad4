//! Log lines about clients' mistakes, such as the name of a namespace that does not exist: what exists instead, what
//! the client may have meant, and not more lines than somebody reads.
//!
//! Strangers decide what is in such a line, and how often there is one. So what they sent is written by
//! [`Quoted`], and the lines of one kind have a [`LineLimit`].

mod alternatives;
mod line_limit;
mod nearest;
mod quoted;

pub(crate) use alternatives::alternatives;
pub(crate) use line_limit::LineLimit;
pub(crate) use quoted::Quoted;
