//! The end of an app: the signals that demand it, the order of the shutdown, and its deadline.

mod clients;
mod drain;
mod process_deadline;
mod shutdown;
mod signals;
mod waves;

pub(super) use drain::let_go;
pub(super) use shutdown::shutdown;
pub(super) use signals::{Signal, Signals};
