//! `BoundHandler` is what is called with a message: a method together with its instance, or with everything that
//! stands in front of it.

use super::Message;
use crate::reply::Work;

/// What handles the messages of one event.
pub(crate) trait BoundHandler: Send + Sync {
    /// Handles the message and answers. This is the only dynamic call on the way of a message that nothing stands in
    /// front of.
    fn start(&self, message: Message) -> Work;
}
