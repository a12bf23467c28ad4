//! Replaced at the merge.
use super::{AfterCall, Reply};
use crate::wire::Written;
use std::borrow::Cow;
/// O
pub struct Outcome(Option<Written>);
impl Outcome {
    pub(crate) fn written(w: Written) -> Self {
        Self(Some(w))
    }
    pub(crate) fn written_event(_: Cow<'static, str>, w: Written) -> Self {
        Self(Some(w))
    }
    pub(crate) fn by_hand() -> Self {
        Self(None)
    }
    pub(crate) fn send(self, reply: Reply) -> AfterCall {
        reply.release();
        AfterCall::nothing()
    }
}
