//! `Outcome::send` answers a message with an outcome.

use super::{Kind, Outcome, OutcomeItem, content::Content};
use crate::{
    error::{Failure, WsError},
    reply::{
        AfterCall, Reply,
        stream::{Ended, drive},
    },
};

impl Outcome {
    /// Sends the outcome as the answer that `reply` owes; a stream in the task that is given back.
    pub(crate) fn send(self, reply: Reply) -> AfterCall {
        if let Kind::ByHand = self.0 {
            if reply.is_by_hand() {
                reply.release();
            } else {
                // An interceptor has kept it, and returned it for another message.
                reply.refuse(WsError::internal(
                    "an outcome by hand belongs to another message",
                ));
            }
            return AfterCall::nothing();
        }
        // A client that a method has answered through its `Ack` gets no second answer.
        let Some(reply) = reply.taken_back() else {
            return AfterCall::nothing();
        };
        match self.0 {
            Kind::Answer(Content::Written(written)) => reply.send_written(written),
            Kind::Answer(Content::Made(value)) => reply.send(&*value),
            Kind::Event(event) => match event.into_parts() {
                (event, Content::Written(written)) => reply.emit_written(&event, written),
                (event, Content::Made(value)) => reply.emit(&event, &*value),
            },
            Kind::Empty => reply.send(&()),
            Kind::Stream(items) => {
                let at_shutdown = items.at_shutdown;
                return AfterCall::task(drive(items.into_events(), at_shutdown, reply, emit));
            }
            Kind::ByHand => reply.release(),
        }
        AfterCall::nothing()
    }
}

/// Emits an item of an outcome's stream.
fn emit(reply: &Reply, item: Result<OutcomeItem, Failure>) -> Result<(), Ended> {
    let (event, content) = item.map_err(Ended::Failed)?.into_parts();
    let route = reply.route();
    Ok(match content {
        Content::Written(written) => route.emit_written(&event, written),
        Content::Made(value) => route.emit(&event, &*value),
    }?)
}
