//! `Measured` is the start of an app that counts and measures what it does.

use std::{sync::Arc, time::Instant};

use tokio::runtime::Handle;

use super::{common::Common, gauges::gauges};
use crate::{
    app::{endpoint::Endpoint, plan::AppOptions},
    metrics,
    session::Lifecycle,
    spawn::spawn_on,
};

/// See the [module](self).
pub(super) struct Measured {
    since: Instant,
}

impl Measured {
    /// Begins to measure, if the app wants that: before there are namespaces, which look their handles up.
    pub(super) fn begin(options: &AppOptions, lifecycle: &Lifecycle) -> Option<Self> {
        if !options.is_measured {
            return None;
        }
        metrics::describe();
        lifecycle.begin_to_measure();
        Some(Self {
            since: Instant::now(),
        })
    }

    /// Reads the gauges from now on, and notes how long the start has taken.
    pub(super) fn started(self, endpoints: &[Arc<Endpoint>], common: &Common, runtime: &Handle) {
        spawn_on(runtime, gauges(endpoints, common));
        metrics::started(self.since.elapsed());
    }
}
