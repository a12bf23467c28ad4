//! `trust_proxies` and `allowed_hosts` are the builder's methods for how clients reach the app.

use super::GatewayAppBuilder;
use crate::{options::AllowedHosts, proxies::TrustedProxies};

impl GatewayAppBuilder {
    /// Believes the proxies of these networks about the addresses of their clients: Express's `trust proxy`, and nginx's
    /// `set_real_ip_from`. Default: no proxy is believed, and the address of a client is that of its connection's peer.
    ///
    /// ```
    /// use gateway_runtime::{GatewayApp, ProxyHeader, TrustedProxies};
    ///
    /// // By `X-Forwarded-For`:
    /// let builder = GatewayApp::builder().trust_proxies(["10.0.0.0/8", "fd00::/8"]);
    /// // By `Forwarded`:
    /// let proxies = TrustedProxies::new(["10.0.0.0/8"]).header(ProxyHeader::Forwarded);
    /// let builder = GatewayApp::builder().trust_proxies(proxies);
    /// ```
    ///
    /// The address is what [`Handshake::remote_address`](crate::Handshake::remote_address) gives, what throttles and limits
    /// count by, and what the log names. [`TrustedProxies`] says how it is found. **Name only networks whose every
    /// machine you trust**: whoever connects from there may choose its address. The last call counts. A text that is not a
    /// network is an error when the app is built. See [Keeping out](crate::guide::operations::keeping_out).
    #[must_use]
    pub fn trust_proxies(
        mut self, /* chain the calls */
        proxies: impl Into<TrustedProxies>,
    ) -> Self {
        self.plan.options.admission.proxies = Some(proxies.into());
        self
    }

    /// Refuses requests to the gateways that name another host than these: `"example.com"`, `"*.example.com"` for all names
    /// below it, `"localhost:3000"` for this port alone, `"[::1]"`. A port counts only if it is written. Default: any
    /// host.
    ///
    /// ```
    /// use gateway_runtime::GatewayApp;
    ///
    /// let builder = GatewayApp::builder().allowed_hosts(["chat.example.com", "localhost"]);
    /// ```
    ///
    /// This is for apps that are reached without a proxy, above all on a developer's machine or in a network at home. A page
    /// can let its own name point at such an app's address, *rebinding* the name, and is of the app's own origin then, as
    /// far as its browser and [`Cors`](crate::Cors) can see. But it cannot change the `Host` of its requests.
    ///
    /// Such a request is answered with 403, code 4 (`Host not allowed`), counted, and logged at most once a minute. All
    /// requests below the path of the gateways are looked at, the files of
    /// [`serve_client`](Self::serve_client) too; your own routes are not. A proxy in front has to pass the `Host` on.
    /// Schemes are not compared, since the app does not know its own: whether a page has come over TLS is for the proxy to
    /// decide. The last call counts. A text that is not a host is an error when the app is built.
    #[must_use]
    pub fn allowed_hosts<H: AsRef<str>>(
        mut self, /* chain the calls */
        hosts: impl IntoIterator<Item = H>,
    ) -> Self {
        self.plan.options.allowed_hosts = Some(AllowedHosts::new(hosts));
        self
    }
}
