//! The app's adapter: one place that decides for all gateways.

use super::Sharing;
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
/// One that extends another holds it and asks it first, as a class in NestJS calls `super`:
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

    /// How rooms are shared between servers; not at all, unless an adapter says otherwise. It is called
    /// once, when the app is built.
    fn sharing(&self) -> Sharing {
        Sharing::none()
    }
}

/// The adapter of an app that is not told another: one server, which shares nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct InMemoryAdapter;

impl WebSocketAdapter for InMemoryAdapter {}

/// One that is chosen at run time.
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
