//! `TrustedProxies` are the proxies in front of an app whose word about clients counts.

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, HeaderName, header::FORWARDED};
use ipnet::IpNet;

use super::{
    entry::{address_in, forwarded_address_in},
    network::network,
};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies in front of the app whose word about the addresses of clients counts: what
/// [`trust_proxies`](crate::GatewayAppBuilder::trust_proxies) takes. Express has them as `trust proxy`.
///
/// ```
/// use gateway_runtime::{ProxyHeader, TrustedProxies};
///
/// let proxies = TrustedProxies::new(["10.0.0.0/8", "fd00::/8"]).header(ProxyHeader::Forwarded);
/// ```
///
/// A client is found from the right of the header, as proxies append to it: as long as an address is that of a trusted
/// proxy, the entry that this proxy has written is looked at. The first address that is not trusted is the client's. What
/// stands to the left of it is what the client itself has sent, and counts for nothing. An entry that is no address, such
/// as `unknown`, ends the search at the proxy that wrote it.
///
/// All lines of the header count, since some proxies append a line of their own. Entries may have ports, brackets and
/// quotes; an IPv4 address that is written as IPv6 (`::ffff:192.0.2.7`) is the IPv4 address.
///
/// **One header counts, and never another one.** A proxy passes on the headers that it does not know, so that a client
/// could write the other one itself.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies {
    networks: Vec<IpNet>,
    header: ProxyHeader,
    /// What is wrong with the networks.
    problems: Vec<String>,
}

/// The header in which proxies write down the addresses of clients: see [`TrustedProxies`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, which nginx, Traefik, Caddy and the load balancers of clouds set.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl TrustedProxies {
    /// The proxies of these networks: `"10.0.0.0/8"`, `"fd00::/8"`, or single addresses. They set `X-Forwarded-For`, unless
    /// [`header`](Self::header) says otherwise.
    ///
    /// A text that is no network, and a network of all addresses (`0.0.0.0/0`), is an error when the app is built.
    #[must_use]
    pub fn new<N: AsRef<str>>(networks: impl IntoIterator<Item = N>) -> Self {
        let mut proxies = Self::default();
        for text in networks {
            match network(text.as_ref().trim()) {
                Ok(network) => proxies.networks.push(network),
                Err(problem) => proxies.problems.push(problem),
            }
        }
        if proxies.networks.is_empty() && proxies.problems.is_empty() {
            let problem = "`trust_proxies` is empty, which trusts no proxy; name the proxy's network, as in `10.0.0.0/8`, \
                           or leave the call out";
            proxies.problems.push(problem.to_owned());
        }
        proxies
    }

    /// The header that the proxies set. Default: [`ProxyHeader::XForwardedFor`].
    #[must_use]
    pub fn header(mut self, header: ProxyHeader) -> Self {
        self.header = header;
        self
    }

    /// What is wrong with the networks.
    pub(crate) fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The address of the client whose request with these `headers` has come over a connection of `peer`.
    pub(crate) fn client(&self, headers: &HeaderMap, peer: SocketAddr) -> SocketAddr {
        let mut known = peer;
        let lines = headers.get_all(self.header.name());
        // All lines, the last first.
        let lines: Vec<_> = lines.iter().collect();
        let mut entries = lines
            .iter()
            .rev()
            // Of bytes: what a client has sent may be no text, and stands in the line in which the proxy goes on.
            .flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
        while self.trusts(known.ip()) {
            match entries.next().and_then(|entry| self.header.read(entry)) {
                Some(address) => known = address,
                None => break,
            }
        }
        known
    }

    fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.networks
            .iter()
            .any(|network| network.contains(&address))
    }
}

impl ProxyHeader {
    fn name(self) -> HeaderName {
        match self {
            Self::XForwardedFor => X_FORWARDED_FOR,
            Self::Forwarded => FORWARDED,
        }
    }

    fn read(self, entry: &[u8]) -> Option<SocketAddr> {
        // What is no text is no address either.
        let entry = str::from_utf8(entry).ok()?;
        match self {
            Self::XForwardedFor => address_in(entry),
            Self::Forwarded => forwarded_address_in(entry),
        }
    }
}

/// Whether a request says that a proxy has passed it on, whoever may have written that.
pub(crate) fn seems_passed_on(headers: &HeaderMap) -> bool {
    headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(FORWARDED)
}

impl<N: AsRef<str>, const COUNT: usize> From<[N; COUNT]> for TrustedProxies {
    fn from(networks: [N; COUNT]) -> Self {
        Self::new(networks)
    }
}

impl<N: AsRef<str>> From<&[N]> for TrustedProxies {
    fn from(networks: &[N]) -> Self {
        Self::new(networks)
    }
}

impl<N: AsRef<str>> From<Vec<N>> for TrustedProxies {
    fn from(networks: Vec<N>) -> Self {
        Self::new(networks)
    }
}
