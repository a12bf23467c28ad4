//! `OuterLayers` are the tower layers around everything that an app serves.

use std::{convert::Infallible, sync::Arc};

use axum::{Router, extract::Request, response::IntoResponse, routing::Route};
use tower_layer::Layer;
use tower_service::Service;

/// The layers in the order in which the builder was given them; each wraps those before it.
#[derive(Clone, Default)]
pub(super) struct OuterLayers(Vec<Arc<dyn Fn(Router) -> Router + Send + Sync>>);

impl OuterLayers {
    /// Adds a layer around all that are there.
    pub(super) fn push<L>(&mut self, layer: L)
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.0
            .push(Arc::new(move |router| router.layer(layer.clone())));
    }

    /// Whether there are no layers.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `router` with all layers around it.
    pub(super) fn around(&self, router: Router) -> Router {
        self.0.iter().fold(router, |router, layer| layer(router))
    }
}
