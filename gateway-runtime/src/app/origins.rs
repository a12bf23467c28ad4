//! Which pages may connect: the check of the `Origin` of every request, WebSocket handshakes included.

use std::{collections::HashSet, sync::Mutex};

use http::{HeaderValue, Request, header::ORIGIN};
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};

use crate::{
    options::{Cors, Origin, is_own},
    sync::lock,
};

/// How many refused origins are remembered, so that each is logged once.
const REMEMBERED: usize = 100;

/// The origins of a server.
pub(super) struct Origins {
    allowed: Allowed,
    refused: Mutex<HashSet<String>>,
}

enum Allowed {
    Any,
    /// Besides the server's own.
    Named(Vec<Origin>),
}

impl Origins {
    pub(super) fn new(cors: Option<&Cors>) -> Self {
        let named = match cors {
            None => Some(Vec::new()),
            Some(cors) => cors.named(),
        };
        Self {
            allowed: named.map_or(Allowed::Any, Allowed::Named),
            refused: Mutex::default(),
        }
    }

    /// Whether whoever sent the request may talk to the server. Only browsers send an origin.
    pub(super) fn accept<B>(&self, request: &Request<B>) -> bool {
        let Allowed::Named(named) = &self.allowed else {
            return true;
        };
        request.headers().get_all(ORIGIN).iter().all(|origin| {
            let accepted = origin.to_str().is_ok_and(|origin| {
                is_own(origin, request.uri(), request.headers())
                    || named.iter().any(|named| named.as_str() == origin)
            });
            if !accepted {
                self.report(origin);
            }
            accepted
        })
    }

    /// Once for each origin: whoever knocks again and again must not fill the log.
    fn report(&self, origin: &HeaderValue) {
        let origin = String::from_utf8_lossy(origin.as_bytes()).into_owned();
        let mut refused = lock(&self.refused);
        if refused.len() < REMEMBERED && refused.insert(origin.clone()) {
            tracing::warn!(
                origin,
                "a page of a foreign origin was refused; the option `cors` lets it connect, and a proxy in \
                 front has to pass on the `Host` of its requests"
            );
        }
    }
}

/// What tells browsers that their pages may poll; nothing where only the server's own may.
pub(super) fn layer(cors: Option<&Cors>) -> Option<CorsLayer> {
    let cors = cors?;
    let origin = match cors.named() {
        None => AllowOrigin::any(),
        Some(named) => AllowOrigin::list(
            named
                .iter()
                .filter_map(|origin| HeaderValue::from_str(origin.as_str()).ok()),
        ),
    };
    Some(
        CorsLayer::new()
            .allow_origin(origin)
            .allow_credentials(cors.credentials)
            .allow_methods([http::Method::GET, http::Method::POST])
            // Clients send headers of their own: `extraHeaders`.
            .allow_headers(AllowHeaders::mirror_request()),
    )
}
