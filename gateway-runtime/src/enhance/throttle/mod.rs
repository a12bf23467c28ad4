//! Replaced at the merge.
use super::Target;
use crate::{error::WsError, message::Message};
use std::{pin::Pin, sync::Arc, time::Duration};
/// T
pub struct Throttle(u32, Duration);
/// B
pub enum ThrottleBy {}
pub(crate) struct Limiter(Throttle);
pub(crate) struct Subject<'a>(&'a Message);
impl<'a> Subject<'a> {
    pub(crate) fn of_message(message: &'a Message, _: &Arc<Target>) -> Self {
        Self(message)
    }
}
pub(crate) enum Limited {
    Allowed,
    Refused(WsError),
    Later(Pin<Box<dyn Future<Output = Result<(), WsError>> + Send>>),
}
impl Limiter {
    pub(crate) fn new(t: Throttle) -> Self {
        Self(t)
    }
    pub(crate) fn name(&self) -> Option<&str> {
        None
    }
    pub(crate) fn check(&self, _: Subject<'_>) -> Limited {
        Limited::Allowed
    }
}
