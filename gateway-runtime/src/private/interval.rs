//! `interval` is what the expansion of a timer calls, beside what all methods call.

pub use super::init::Parameter;
pub use crate::{error::LoggedOutput as Returned, extract::InitContext as Context};
