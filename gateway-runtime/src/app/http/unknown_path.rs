//! `UnknownPath` is a request of a Socket.IO client to a path where no gateway is, for the log.

use std::{net::SocketAddr, sync::Arc};

use http::{Request, Response, StatusCode};

use crate::{
    app::{endpoint::Endpoint, shared::Shared},
    mistakes::{Quoted, alternatives},
};

/// A request that goes to the routes, although it looks like one for gateways.
pub(super) struct UnknownPath {
    sent: String,
    app: Arc<Shared>,
    /// The endpoints of the listener.
    endpoints: Arc<[Arc<Endpoint>]>,
}

impl UnknownPath {
    /// `None` if the request is none of a Socket.IO client: its query does not say which version of Engine.IO the
    /// client speaks.
    pub(super) fn of<B>(
        request: &Request<B>,
        app: &Arc<Shared>,
        endpoints: &Arc<[Arc<Endpoint>]>,
    ) -> Option<Box<Self>> {
        let mut parameters = request.uri().query()?.split('&');
        parameters.find(|parameter| parameter.starts_with("EIO="))?;
        Some(Box::new(Self {
            sent: request.uri().path().to_owned(),
            app: Arc::clone(app),
            endpoints: Arc::clone(endpoints),
        }))
    }

    /// Logs the request, unless a route has answered it.
    pub(super) fn answered<B>(&self, response: &Response<B>) {
        if response.status() == StatusCode::NOT_FOUND {
            self.app.unknown_paths.log(|| self.line());
        }
    }

    fn line(&self) -> String {
        let sent = Quoted(&self.sent);
        let paths: Vec<&str> = self.endpoints.iter().map(|one| &*one.path).collect();
        if paths.is_empty() {
            let endpoints = self.app.endpoints.iter();
            let elsewhere: Vec<String> = endpoints.filter_map(|one| self.at_port(one)).collect();
            return format!(
                "a client was answered with 404: it asks for the path {sent} at a port without gateways; they are \
                 at {}",
                elsewhere.join(" and ")
            );
        }
        format!(
            "a client was answered with 404: it asks for the path {sent}, where no gateway is{}; this is the \
             client's option `path`",
            alternatives(self.sent.trim_end_matches('/'), "path", &paths)
        )
    }

    /// The port that an endpoint has beside the app's own, and the endpoint's path.
    fn at_port(&self, endpoint: &Endpoint) -> Option<String> {
        let port = endpoint.port?;
        let addresses = self.app.addresses.get();
        let bound = addresses.and_then(|addresses| addresses.by_port.get(&port));
        let number = bound.map_or(port.number(), SocketAddr::port);
        Some(format!("port {number} with the path {}", endpoint.path))
    }
}
