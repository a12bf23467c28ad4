//! `event` is what the expansion of a listener calls, beside what all methods call.

pub use super::init::Parameter;
pub use crate::{error::LoggedOutput as Returned, extract::EventContext as Context};
