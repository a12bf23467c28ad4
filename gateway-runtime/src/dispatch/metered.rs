//! `Metered` is a handler whose messages are measured.
//!
//! It stands around the handler, so that an app which measures nothing has no branch for it.

use std::sync::Arc;

use crate::{
    message::{BoundHandler, Message},
    metrics::{EventMetrics, Meter},
    reply::Work,
};

/// See the [module](self).
pub(crate) struct Metered {
    pub(crate) handler: Box<dyn BoundHandler>,
    pub(crate) metrics: Arc<EventMetrics>,
}

impl BoundHandler for Metered {
    fn start(&self, mut message: Message) -> Work {
        message.route_mut().meter = Some(Meter::begin(&self.metrics));
        self.handler.start(message)
    }
}
