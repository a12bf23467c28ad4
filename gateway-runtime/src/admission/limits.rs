//! `AdmissionLimits` are the limits of an app's connections, as the builder sets them.

use std::time::Duration;

use crate::proxies::TrustedProxies;

/// The limits of an app's connections, which the methods of
/// [`GatewayAppBuilder`](crate::GatewayAppBuilder) document.
#[derive(Clone, Debug)]
pub(crate) struct AdmissionLimits {
    pub(crate) max_connections: usize,
    /// `None`: any number. So it is by default, since a proxy that is not trusted, a mobile network and a university are
    /// one address each.
    pub(crate) max_connections_per_address: Option<usize>,
    pub(crate) max_handshakes_pending: usize,
    /// How many connects there may be in which time. `None`: any number, for the same reason.
    pub(crate) max_connects_per_address: Option<(u32, Duration)>,
    /// `None`: as many as [`MAX_NAMESPACES`], or as a connection may have of one pattern, if that is more.
    pub(crate) max_namespaces_per_connection: Option<usize>,
    pub(crate) proxies: Option<TrustedProxies>,
}

/// How many namespaces a connection may be in, unless the app says otherwise.
pub(crate) const MAX_NAMESPACES: usize = 1_000;

impl Default for AdmissionLimits {
    fn default() -> Self {
        Self {
            // More than one process serves in practice: each connection is a file of the process, and takes some tens of
            // kilobytes with what the app keeps for it.
            max_connections: 100_000,
            max_connections_per_address: None,
            // Some seconds of a crowd that comes back all at once: honest clients send CONNECT with their next packet.
            max_handshakes_pending: 20_000,
            max_connects_per_address: None,
            max_namespaces_per_connection: None,
            proxies: None,
        }
    }
}
