//! `max_waiting_answers` and the builder's other methods for how much clients can make the app hold.

use super::GatewayAppBuilder;

impl GatewayAppBuilder {
    /// How many namespaces the pattern of a dynamic namespace may stand for at a time. A client that would make
    /// one more gets a `connect_error`. Default: 10,000 namespaces.
    #[must_use]
    pub fn max_dynamic_namespaces(mut self /* chain the calls */, limit: usize) -> Self {
        self.plan.options.max_dynamic_namespaces = limit;
        self
    }

    /// How many namespaces of one pattern a connection may be in at a time, so that no client can take all that
    /// there may be. A client that wants to join one more gets a `connect_error`. Default: 100 namespaces.
    ///
    /// A namespace that the connection was the last to leave counts until it is removed, a second later.
    #[must_use]
    pub fn max_dynamic_namespaces_per_connection(
        mut self, /* chain the calls */
        limit: usize,
    ) -> Self {
        self.plan.options.max_dynamic_namespaces_per_connection = limit;
        self
    }

    /// How many answers may wait for one socket while its client does not read. A socket for which one more
    /// would wait is disconnected. Default: 16,384 answers.
    #[must_use]
    pub fn max_waiting_answers(mut self /* chain the calls */, answers: usize) -> Self {
        self.plan.options.max_waiting_answers = answers;
        self
    }
}
