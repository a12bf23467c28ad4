//! `max_connections`, `max_waiting_answers` and the builder's other methods for how much clients can make the app hold.

use std::time::Duration;

use super::{GatewayAppBuilder, finite};

impl GatewayAppBuilder {
    /// How many connections there may be, of all clients and to all ports. Connections of Socket.IO are counted: a client
    /// that polls is one, however many connections of TCP it has. A further client is refused with 503 and
    /// `Retry-After`; the official client tries again by itself. Default: 100,000 connections. Node has no such limit.
    ///
    /// A place comes back when its connection ends. A connection that ends before it has joined a namespace is kept by the
    /// protocol library, and counted, until the [`connect_timeout`](Self::connect_timeout) is over.
    #[must_use]
    pub fn max_connections(mut self /* chain the calls */, connections: usize) -> Self {
        self.plan.options.admission.max_connections = connections;
        self
    }

    /// How many connections there may be of one address. A further client of the address is refused with 429 and
    /// `Retry-After`. Default: any number.
    ///
    /// **No limit by default**, since many people may share an address: all that use one mobile network, one university,
    /// one hotel. And behind a proxy that the app does not [trust](Self::trust_proxies), all clients have the proxy's: the
    /// log says so where it is likely. Of an IPv6 address the first 64 bits count, which a provider gives to one
    /// customer. Some tens are enough for a household with several pages each; some thousands for a large network.
    #[must_use]
    pub fn max_connections_per_address(
        mut self, /* chain the calls */
        connections: usize,
    ) -> Self {
        self.plan.options.admission.max_connections_per_address = Some(connections);
        self
    }

    /// How many connections may wait at a time until they are let into their first namespace. A further client is
    /// refused with 503 and `Retry-After`. Default: 20,000 connections.
    ///
    /// An honest client asks for its namespace at once, and is in as soon as the guards have returned; whoever does not ask
    /// is counted until the [`connect_timeout`](Self::connect_timeout) is over.
    #[must_use]
    pub fn max_handshakes_pending(mut self /* chain the calls */, handshakes: usize) -> Self {
        self.plan.options.admission.max_handshakes_pending = handshakes;
        self
    }

    /// How often clients of one address may connect: `connects` in each `time`, all of which may come at once. A further one
    /// is refused with 429, and `Retry-After` tells when there may be one again. Default: any number, for the reasons of
    /// [`max_connections_per_address`](Self::max_connections_per_address).
    ///
    /// ```
    /// use std::time::Duration;
    /// use gateway_runtime::GatewayApp;
    ///
    /// let builder = GatewayApp::builder().max_connects_per_address(100, Duration::from_secs(1));
    /// ```
    ///
    /// Refused connects do not count. When the server is started again, all clients of an address come back within some
    /// seconds: `connects` should be as many as those.
    #[must_use]
    pub fn max_connects_per_address(
        mut self, /* chain the calls */
        connects: u32,
        time: Duration,
    ) -> Self {
        self.plan.options.admission.max_connects_per_address = Some((connects, finite(time)));
        self
    }

    /// How many namespaces a connection may be in at a time, of all kinds. A client that wants to join one more gets a
    /// `connect_error`. Default: 1,000 namespaces, or as many as
    /// [`max_dynamic_namespaces_per_connection`](Self::max_dynamic_namespaces_per_connection) if that is more.
    #[must_use]
    pub fn max_namespaces_per_connection(
        mut self, /* chain the calls */
        namespaces: usize,
    ) -> Self {
        self.plan.options.admission.max_namespaces_per_connection = Some(namespaces);
        self
    }

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
