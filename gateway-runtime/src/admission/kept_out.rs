//! `KeptOut` is the reason why a client is kept out.

/// The reason why a session, or a client that wants to join a namespace, is kept out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeptOut {
    /// `max_connections`
    Connections,
    /// `max_connections_per_address`
    ConnectionsOfAddress,
    /// `max_handshakes_pending`
    HandshakesPending,
    /// `max_connects_per_address`
    ConnectsOfAddress,
    /// `max_namespaces_per_connection`
    Namespaces,
    /// `max_payload`, of the `auth` for all namespaces of a connection
    Auth,
    /// `allowed_hosts`
    Host,
    /// `cors`
    Origin,
}

impl KeptOut {
    /// All reasons, each at the place of its number.
    pub(crate) const ALL: [Self; 8] = [
        Self::Connections,
        Self::ConnectionsOfAddress,
        Self::HandshakesPending,
        Self::ConnectsOfAddress,
        Self::Namespaces,
        Self::Auth,
        Self::Host,
        Self::Origin,
    ];

    /// The method of the builder that keeps clients out for this reason, which is a name for the log and for metrics.
    pub(crate) fn option(self) -> &'static str {
        match self {
            Self::Connections => "max_connections",
            Self::ConnectionsOfAddress => "max_connections_per_address",
            Self::HandshakesPending => "max_handshakes_pending",
            Self::ConnectsOfAddress => "max_connects_per_address",
            Self::Namespaces => "max_namespaces_per_connection",
            Self::Auth => "max_payload",
            Self::Host => "allowed_hosts",
            Self::Origin => "cors",
        }
    }

    /// Whether this is about one address, and not about all clients.
    pub(crate) fn is_of_address(self) -> bool {
        matches!(self, Self::ConnectionsOfAddress | Self::ConnectsOfAddress)
    }

    /// What happens to the client, and what helps: the end of the log line.
    pub(crate) fn line(self) -> &'static str {
        match self {
            Self::Connections => {
                "there are as many connections as `max_connections` allows, and further clients are refused (503)"
            }
            Self::ConnectionsOfAddress => {
                "an address has as many connections as `max_connections_per_address` allows, and is refused more (429)"
            }
            Self::HandshakesPending => {
                "as many connections as `max_handshakes_pending` allows have joined no namespace yet, and further \
                 clients are refused (503)"
            }
            Self::ConnectsOfAddress => {
                "an address connects more often than `max_connects_per_address` allows, and is refused (429)"
            }
            Self::Namespaces => {
                "a connection is in as many namespaces as `max_namespaces_per_connection` allows, and is refused more \
                 (`connect_error`)"
            }
            Self::Auth => {
                "a connection has sent more `auth` for its namespaces than four times `max_payload`, and is refused more \
                 (`connect_error`)"
            }
            Self::Host => {
                "a request names a host that is not one of the `allowed_hosts`, and is refused (403)"
            }
            Self::Origin => {
                "a page of a foreign origin was refused (403); the option `cors` lets it connect, and a proxy in front has \
                 to pass on the `Host` of its requests"
            }
        }
    }
}
