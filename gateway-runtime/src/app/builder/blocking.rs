//! `max_blocking` and `warn_slow` are the builder's methods for what blocks.

use std::time::Duration;

use super::GatewayAppBuilder;
use crate::watchdog::Watchdog;

impl GatewayAppBuilder {
    /// How many methods marked [`blocking`](crate::attributes::subscribe_message::blocking) may run at a time, for all
    /// gateways of the app together. A message over it waits for its turn. A method whose `timeout` is over counts for
    /// as long as it holds its thread. Default: 64 methods. With 0 the app does not start.
    ///
    /// The threads are those of tokio's blocking pool, which the whole process shares: 512, unless
    /// [`max_blocking_threads`](tokio::runtime::Builder::max_blocking_threads) says otherwise. On Node such work belongs
    /// into worker threads, of which there are as many as a program starts.
    #[must_use]
    pub fn max_blocking(mut self /* chain the calls */, methods: usize) -> Self {
        self.plan.options.max_blocking = methods;
        self
    }

    /// How long a handler, a hook, a guard, a timer or a listener may hold its thread before the log has a warning: from one
    /// `.await` that has to wait to the next. The warning comes while the thread is held, also if that never ends, with
    /// gateway and method and with the remedy; once a minute at the most for each method. `None` and
    /// [`Duration::MAX`] are no warning at all. Default: 100 ms if this crate is compiled with debug assertions, as in
    /// `cargo run` and `cargo test`, and no warning in release builds. With 0 the app does not start.
    ///
    /// One thread of the process looks, 20 times a second, or oftener if `time` is less than 100 ms; it sleeps while nothing
    /// happens. So a warning may be late by about half of `time`, or by 50 ms. For a message it costs two stores for each
    /// poll. See [Work that blocks](crate::guide::operations::blocking). Node warns of nothing: there a held event loop is seen from
    /// outside, as in `perf_hooks.monitorEventLoopDelay`.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use gateway_runtime::prelude::*;
    ///
    /// let in_production = GatewayApp::builder().warn_slow(Duration::from_millis(250));
    /// let never = GatewayApp::builder().warn_slow(None);
    /// # drop((in_production, never));
    /// ```
    #[must_use]
    pub fn warn_slow(
        mut self, /* chain the calls */
        time: impl Into<Option<Duration>>,
    ) -> Self {
        self.plan.options.watchdog = Watchdog::new(time.into());
        self
    }
}
