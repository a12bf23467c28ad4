//! The app's adapter: one place that decides for all gateways.

use super::Sharing;

/// One place that decides for all gateways of an app: NestJS's `WebSocketAdapter`, given to
/// [`GatewayAppBuilder::adapter`](crate::GatewayAppBuilder::adapter).
pub trait WebSocketAdapter: Send + Sync + 'static {
    /// How rooms are shared between servers; not at all, unless an adapter says otherwise.
    fn sharing(&self) -> Sharing {
        Sharing::none()
    }
}

/// The adapter of an app that is not told another: one server, which shares nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct InMemoryAdapter;

impl WebSocketAdapter for InMemoryAdapter {}
