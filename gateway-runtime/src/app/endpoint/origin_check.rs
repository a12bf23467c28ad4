//! `OriginCheck` decides by the `Origin` of a request whether its page may connect. It checks WebSocket
//! handshakes too, since browsers let any page send them.

use std::{collections::HashSet, sync::Mutex};

use http::{HeaderMap, HeaderValue, Request, Uri, header::ORIGIN};

use crate::{
    options::{Allowed, Cors, NamedOrigin, OriginPredicate, is_own},
    panics::called,
    sync::lock,
};

/// How many refused origins are remembered, so that each is logged once.
const REMEMBERED: usize = 100;

/// The origins that may connect to an endpoint.
pub(super) struct OriginCheck {
    rule: Rule,
    refused: Mutex<HashSet<String>>,
}

enum Rule {
    Any,
    /// These origins, besides the origin of the endpoint itself.
    Named(Vec<NamedOrigin>),
    /// The origins that a function of the user's accepts, besides the origin of the endpoint itself.
    Matching(OriginPredicate),
}

/// Who has sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sender {
    /// A page that the option `cors` allows.
    Allowed,
    /// A page of the endpoint's own origin, or no browser: `cors` does not decide about it.
    NotAsked,
    /// A page of any other origin.
    Foreign,
}

impl OriginCheck {
    pub(super) fn new(cors: Option<&Cors>) -> Self {
        let rule = match cors.map(|cors| &cors.allowed) {
            None => Rule::Named(Vec::new()),
            Some(Allowed::Any) => Rule::Any,
            Some(Allowed::Named(named)) => Rule::Named(Allowed::read(named)),
            Some(Allowed::Matching(predicate)) => Rule::Matching(predicate.clone()),
        };
        Self {
            rule,
            refused: Mutex::default(),
        }
    }

    /// Who has sent the request. Only browsers send an origin, and they send one.
    pub(super) fn sender<B>(&self, request: &Request<B>) -> Sender {
        let (uri, headers) = (request.uri(), request.headers());
        let mut sender = None;
        for origin in headers.get_all(ORIGIN) {
            match self.sender_of(origin, uri, headers) {
                Sender::Foreign => return Sender::Foreign,
                Sender::Allowed if sender != Some(Sender::NotAsked) => {
                    sender = Some(Sender::Allowed);
                }
                _ => sender = Some(Sender::NotAsked),
            }
        }
        sender.unwrap_or(Sender::NotAsked)
    }

    fn sender_of(&self, origin: &HeaderValue, uri: &Uri, headers: &HeaderMap) -> Sender {
        if matches!(self.rule, Rule::Any) {
            return Sender::Allowed;
        }
        match origin.to_str() {
            Ok(origin) if self.allows(origin) => Sender::Allowed,
            Ok(origin) if is_own(origin, uri, headers) => Sender::NotAsked,
            _ => Sender::Foreign,
        }
    }

    fn allows(&self, origin: &str) -> bool {
        match &self.rule {
            Rule::Any => true,
            Rule::Named(named) => named.iter().any(|named| named.matches(origin)),
            Rule::Matching(predicate) => called(|| predicate.accepts(origin)).unwrap_or_else(|panic| {
                if self.is_new(origin) {
                    tracing::error!(
                        origin,
                        panic,
                        "the function that was given to `Cors::matching` has panicked, which refuses the page"
                    );
                }
                false
            }),
        }
    }

    /// Logs the origin of a request that was refused, the first time.
    pub(super) fn report<B>(&self, request: &Request<B>) {
        // A browser sends one; if a request has several, they are written as one header would have them.
        let origins = request.headers().get_all(ORIGIN).iter();
        let origins: Vec<_> = origins
            .map(|origin| String::from_utf8_lossy(origin.as_bytes()))
            .collect();
        let origin = origins.join(", ");
        if self.is_new(&origin) {
            tracing::warn!(
                origin,
                "a page of a foreign origin was refused; the option `cors` lets it connect, and a proxy in \
                 front has to pass on the `Host` of its requests"
            );
        }
    }

    /// Whether nothing was logged about the origin yet: a page that tries again and again must not fill the log.
    fn is_new(&self, origin: &str) -> bool {
        let mut refused = lock(&self.refused);
        refused.len() < REMEMBERED && refused.insert(origin.to_owned())
    }
}
