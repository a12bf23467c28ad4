//! `Chain` is a method with everything that stands around it.
//!
//! The order is: limits, guards, the interceptors' first halves, the method's parameters and bodies, the method, the
//! interceptors' second halves from the inside out; and one filter on a failure of any of them.
//!
//! - Limits and guards ([`gates`]) are called in place. What gives a decision at once costs no future.
//! - Without interceptors the method answers by itself, and filters are told of failures by the message's reply
//!   ([`failures`]). With interceptors ([`around`]) the answer is caught at the route and sent when they have seen it.

mod around;
mod failures;
mod gates;
mod layers;

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use tokio::time::Instant;

use super::{Filters, Target, interceptor::AnyInterceptor};
use crate::{
    message::{BoundHandler, Message},
    reply::{Extra, SeesFailures, Work},
};

use gates::Gate;
pub(crate) use layers::Layers;

/// See the [module](self).
pub(crate) struct Chain {
    target: Arc<Target>,
    /// Gateway and method, for the log.
    name: String,
    gates: Vec<Gate>,
    interceptors: Vec<Arc<dyn AnyInterceptor>>,
    filters: Filters,
    method: Box<dyn BoundHandler>,
    /// The `timeout` of the method, if interceptors are to see that it is over; else the dispatch holds it. It begins with
    /// the first guard.
    timeout: Option<Duration>,
    /// Whether a filter may read what the client sent.
    keeps_packet: bool,
    /// What the routes of messages have from the start: who sees their failures.
    extra: Option<Arc<Extra>>,
}

impl Chain {
    /// The interceptor with this number; nothing, if the method is next.
    pub(super) fn interceptor(&self, index: usize) -> Option<&Arc<dyn AnyInterceptor>> {
        self.interceptors.get(index)
    }

    pub(super) fn target(&self) -> &Arc<Target> {
        &self.target
    }

    /// Lets the filters see the failures of a message, from now on.
    #[inline]
    fn watch(&self, message: &mut Message) {
        let Some(watched) = &self.extra else { return };
        message.watch(watched);
        if self.keeps_packet {
            message.keep_packet();
        }
    }

    /// When the `timeout` is over that begins now.
    fn deadline(&self) -> Option<Instant> {
        let timeout = self.timeout?;
        // A time that no clock reaches is no limit.
        Instant::now().checked_add(timeout)
    }

    /// Calls what is behind the guards.
    #[inline]
    fn pass(self: &Arc<Self>, message: Message, deadline: Option<Instant>) -> Work {
        if self.interceptors.is_empty() {
            return self.method.start(message);
        }
        let chain = Arc::clone(self);
        Work::later(chain.intercepted(Box::new(message), deadline))
    }
}

impl BoundHandler for Arc<Chain> {
    fn start(&self, mut message: Message) -> Work {
        self.watch(&mut message);
        let deadline = self.deadline();
        self.through_gates(message, deadline)
    }
}

/// The extra of a chain's messages.
fn watched(chain: &Weak<Chain>) -> Arc<Extra> {
    let filters: Weak<dyn SeesFailures> = chain.clone();
    Arc::new(Extra::with_filters(filters))
}
