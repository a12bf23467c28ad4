//! `Written` is what an event or an acknowledgement carries, as it goes out: any payload is written by one
//! serializer that knows both formats.
//!
//! What writes is not generic but for a line here and there, and only that line is compiled for each type of
//! a user. Socketioxide's own writers would be compiled three times for each.

mod arguments;
mod buffer;
mod compound;
mod output;
mod writer;
mod written;

pub(super) use arguments::Arguments;
pub(crate) use written::Written;

#[cfg(test)]
mod tests;
