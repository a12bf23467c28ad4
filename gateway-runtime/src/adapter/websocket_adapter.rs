//! `WebSocketAdapter` decides ports, options and sharing for all gateways of an app.

use super::sharing::Sharing;
use crate::options::ServerOptions;

/// One place that decides the options of all gateways, and how rooms are shared between servers. Give it to
/// [`GatewayAppBuilder::adapter`](crate::GatewayAppBuilder::adapter).
///
/// This is NestJS's `class MyAdapter extends IoAdapter` with its `createIOServer`. It is less than NestJS's
/// interface `WebSocketAdapter`, which can also plug in another protocol: here the protocol is always Socket.IO.
/// What `createIOServer` does with `server.use(..)` is a guard, `#[guard(connection)]`: see
/// [Guards](crate::guide::guards).
///
/// Both methods have a default, so an adapter implements only what it changes:
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
    /// Decides the options of a gateway's server. The method is called once for each gateway, with the options
    /// that the gateway's attribute sets, and returns them with its changes. Options that the builder sets win over
    /// these (see [`options`](crate::options)).
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        options
    }

    /// Decides how rooms are shared between servers. By default they are not shared. The method is called once,
    /// when the app is built.
    fn sharing(&self) -> Sharing {
        Sharing::none()
    }
}

/// The adapter of an app that chooses no other: its rooms are not shared with other servers.
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
