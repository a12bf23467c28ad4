//! `OriginCheck` decides by the `Origin` of a request whether its page may connect. It checks WebSocket
//! handshakes too, since browsers let any page send them.

use std::{collections::HashSet, sync::Mutex};

use http::{HeaderValue, Request, header::ORIGIN};

use crate::{
    options::{Cors, Origin, is_own},
    sync::lock,
};

/// How many refused origins are remembered, so that each is logged once.
const REMEMBERED: usize = 100;

/// The origins that may connect to an endpoint.
pub(super) struct OriginCheck {
    allowed: Allowed,
    refused: Mutex<HashSet<String>>,
}

enum Allowed {
    Any,
    /// These origins, besides the origin of the endpoint itself.
    Named(Vec<Origin>),
}

impl OriginCheck {
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

    /// Whether the sender of the request may talk to the endpoint. Only browsers send an origin.
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

    /// Logs a refused origin the first time: a page that tries again and again must not fill the log.
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
