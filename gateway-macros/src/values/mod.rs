//! `values` reads what stands after the name of an option, one file for each kind of value: whole
//! numbers, durations, strings out of a list, one string or several, options without a value,
//! options that are on or off.
//!
//! Each reader takes the option as it was written and returns the value, or reports what the option
//! takes. A value with rules of its own, such as a path or an origin, is read in
//! `gateway/understand/options/` with the help of these.

mod choice;
mod duration;
mod flag;
mod literal;
mod number;
mod strings;
mod switch;

pub(crate) use choice::choice;
pub(crate) use duration::{Milliseconds, duration, every, period};
pub(crate) use flag::flag;
pub(crate) use literal::string;
pub(crate) use number::{count, limit, port};
pub(crate) use strings::strings;
pub(crate) use switch::switch;
