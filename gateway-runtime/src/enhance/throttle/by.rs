//! `ThrottleBy` says what a throttle counts by.

use std::{fmt, sync::Arc};

use crate::enhance::Call;

/// What a [`Throttle`](crate::Throttle) counts by: messages with the same key share one count.
///
/// In the attribute it is `by = "socket"`, `by = "ip"`, or `by = function`.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum ThrottleBy {
    /// Each socket has a count of its own. A client that connects anew is another socket, and so is the same client in
    /// another namespace.
    #[default]
    Socket,
    /// All sockets of one IP address share a count.
    ///
    /// The address is [`Handshake::remote_address`](crate::Handshake::remote_address). **Behind a proxy this is the
    /// proxy's address**, so that all clients share one count, unless the app
    /// [trusts the proxy](crate::GatewayAppBuilder::trust_proxies).
    ///
    /// Of an IPv6 address only the first 64 bits count, the part that a provider gives to a customer: a client can choose
    /// the rest anew for each connection. An IPv4 address that is written as IPv6 (`::ffff:192.0.2.7`) is the IPv4
    /// address.
    ///
    /// If the HTTP server does not tell the address, each socket has a count of its own, and the log has a warning.
    Address,
    /// What [`ThrottleBy::key`] made.
    Key(ThrottleKey),
}

impl ThrottleBy {
    /// Messages for which `function` returns the same text share a count. The function is called for each message, before
    /// any guard, so it should be short.
    ///
    /// ```
    /// use std::time::Duration;
    /// use gateway_runtime::{Throttle, ThrottleBy};
    ///
    /// // The program that the client is.
    /// let throttle = Throttle::new(100, Duration::from_secs(1)).by(ThrottleBy::key(|call| {
    ///     call.handshake().header("user-agent").unwrap_or_default().to_owned()
    /// }));
    /// ```
    #[must_use]
    pub fn key(function: impl Fn(&Call) -> String + Send + Sync + 'static) -> Self {
        Self::Key(ThrottleKey(Arc::new(function)))
    }
}

/// The function that [`ThrottleBy::key`] got.
#[derive(Clone)]
pub struct ThrottleKey(pub(super) Arc<KeyFunction>);

/// A function that makes the key of a message.
pub(crate) type KeyFunction = dyn Fn(&Call) -> String + Send + Sync;

impl fmt::Debug for ThrottleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ThrottleKey")
    }
}
