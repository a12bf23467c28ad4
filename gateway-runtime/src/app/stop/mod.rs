//! The end of the app: the signals that demand it, the order in which it goes, and the deadline.

mod process_deadline;
mod shutdown;
mod signals;

pub(super) use shutdown::shutdown;
pub(super) use signals::Signals;
