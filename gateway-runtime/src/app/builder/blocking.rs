//! `max_blocking` is the builder's method for what blocks.

use super::GatewayAppBuilder;

impl GatewayAppBuilder {
    /// How many methods marked [`blocking`](crate::attributes::subscribe_message::blocking) may run at a time, for all
    /// gateways of the app together. A message over it waits for its turn. A method whose `timeout` is over counts for
    /// as long as it holds its thread. Default: 64 methods.
    ///
    /// The threads are those of tokio's blocking pool, which the whole process shares: 512, unless
    /// [`max_blocking_threads`](tokio::runtime::Builder::max_blocking_threads) says otherwise. On Node such work belongs
    /// into worker threads, of which there are as many as a program starts.
    #[must_use]
    pub fn max_blocking(mut self /* chain the calls */, methods: usize) -> Self {
        self.plan.options.max_blocking = methods;
        self
    }
}
