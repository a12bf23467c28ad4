//! The end of an app: the signals that demand it, the order of the shutdown, and its deadline.

mod process_deadline;
mod shutdown;
mod signals;

pub(super) use shutdown::shutdown;
pub(super) use signals::{Signal, Signals};
