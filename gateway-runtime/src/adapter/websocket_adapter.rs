//! `WebSocketAdapter` decides ports, options and sharing for all gateways of an app.

use super::sharing::Sharing;
use crate::options::ServerOptions;

/// One place that decides for all gateways of an app: NestJS's `WebSocketAdapter`, given to
/// [`GatewayAppBuilder::adapter`](crate::GatewayAppBuilder::adapter).
///
/// Both methods have a default, so that an adapter says only what it changes:
///
/// ```
/// use gateway_runtime::{Cors, GatewayApp, ServerOptions, WebSocketAdapter};
///
/// /// Port 81 for all gateways, and pages from anywhere.
/// struct AppAdapter;
///
/// impl WebSocketAdapter for AppAdapter {
///     fn configure(&self, options: ServerOptions) -> ServerOptions {
///         options.port(81).cors(Cors::any())
///     }
/// }
///
/// let builder = GatewayApp::builder().adapter(AppAdapter);
/// ```
///
/// An adapter that extends another holds it and calls it first, as a class in NestJS calls `super`:
///
/// ```
/// use gateway_runtime::{ServerOptions, Sharing, WebSocketAdapter};
///
/// struct OnPort<A>(u16, A);
///
/// impl<A: WebSocketAdapter> WebSocketAdapter for OnPort<A> {
///     fn configure(&self, options: ServerOptions) -> ServerOptions {
///         self.1.configure(options).port(self.0)
///     }
///
///     fn sharing(&self) -> Sharing {
///         self.1.sharing()
///     }
/// }
/// ```
pub trait WebSocketAdapter: Send + Sync + 'static {
    /// Decides the options of a gateway's server. It is called once for each gateway, with what the
    /// gateway's attribute says, and may change or keep any of it; what the builder says comes after it
    /// (see [`options`](crate::options)).
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        options
    }

    /// Decides how rooms are shared between servers. By default they are not shared. It is called once,
    /// when the app is built.
    fn sharing(&self) -> Sharing {
        Sharing::none()
    }
}

/// The adapter of an app that names no other: its rooms are not shared with other servers.
#[derive(Clone, Copy, Debug, Default)]
pub struct InMemoryAdapter;

impl WebSocketAdapter for InMemoryAdapter {}

/// An adapter that is chosen at run time.
impl WebSocketAdapter for Box<dyn WebSocketAdapter> {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        (**self).configure(options)
    }

    fn sharing(&self) -> Sharing {
        (**self).sharing()
    }
}

/// `None` is the [`InMemoryAdapter`].
impl<A: WebSocketAdapter> WebSocketAdapter for Option<A> {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        match self {
            Some(adapter) => adapter.configure(options),
            None => options,
        }
    }

    fn sharing(&self) -> Sharing {
        self.as_ref().map(A::sharing).unwrap_or_default()
    }
}
