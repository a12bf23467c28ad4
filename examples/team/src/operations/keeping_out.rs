//! `KeepingOut` is how many clients may come, by which names, and behind which proxies.

use std::time::Duration;

use gateway_runtime::GatewayAppBuilder;

use crate::settings::variable;

/// What one machine carries with ease. The default is 100,000.
const CONNECTIONS: usize = 10_000;
/// Of these, those that were not let in yet.
const HANDSHAKES: usize = 2_000;
/// Connections of one address. One office or one mobile network may be one address.
const CONNECTIONS_OF_ADDRESS: usize = 500;
/// New connections of one address in a second. After a restart, everybody in an office comes back within five.
const CONNECTS_OF_ADDRESS: u32 = 100;
/// The team's, that of the Admin UI, and some to spare.
const NAMESPACES: usize = 8;

/// The names of this machine, unless the environment has others: another page cannot let its own name point here.
const HOSTS: &str = "localhost,127.0.0.1,[::1]";

/// What the environment says about the world outside.
pub(crate) struct KeepingOut {
    proxies: Vec<String>,
    hosts: Vec<String>,
}

impl KeepingOut {
    pub(crate) fn from_env() -> Self {
        Self {
            proxies: list(&variable("TRUST_PROXIES").unwrap_or_default()),
            hosts: list(&variable("ALLOWED_HOSTS").unwrap_or_else(|| HOSTS.into())),
        }
    }

    pub(crate) fn switch_on(self, builder: GatewayAppBuilder) -> GatewayAppBuilder {
        let builder = builder
            .max_connections(CONNECTIONS)
            .max_handshakes_pending(HANDSHAKES)
            .max_connections_per_address(CONNECTIONS_OF_ADDRESS)
            .max_connects_per_address(CONNECTS_OF_ADDRESS, Duration::from_secs(1))
            .max_namespaces_per_connection(NAMESPACES)
            .allowed_hosts(self.hosts);
        if self.proxies.is_empty() {
            builder
        } else {
            builder.trust_proxies(self.proxies)
        }
    }
}

/// What stands between commas.
fn list(text: &str) -> Vec<String> {
    let parts = text.split(',').map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
