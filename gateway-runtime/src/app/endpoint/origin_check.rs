//! `OriginCheck` decides by the `Origin` of a request whether its page may connect. It checks WebSocket
//! handshakes too, since browsers let any page send them.

use std::{sync::Arc, time::Duration};

use http::{HeaderMap, HeaderValue, Request, Uri, header::ORIGIN};

use super::new_origins::NewOrigins;
use crate::{
    admission::{Admission, KeptOut},
    mistakes::Quoted,
    options::{Allowed, Cors, NamedOrigin, OriginPredicate, is_own},
    panics::called,
    seldom::Seldom,
};

/// The least time between two lines about a function that panics: strangers decide how often it is asked.
const BETWEEN_PANICS: Duration = Duration::from_mins(1);

/// The origins that may connect to an endpoint.
pub(super) struct OriginCheck {
    rule: Rule,
    admission: Arc<Admission>,
    refused: NewOrigins,
    panics: Seldom,
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
    pub(super) fn new(cors: Option<&Cors>, admission: &Arc<Admission>) -> Self {
        let rule = match cors.map(|cors| &cors.allowed) {
            None => Rule::Named(Vec::new()),
            Some(Allowed::Any) => Rule::Any,
            Some(Allowed::Named(named)) => Rule::Named(Allowed::read(named)),
            Some(Allowed::Matching(predicate)) => Rule::Matching(predicate.clone()),
        };
        Self {
            rule,
            admission: Arc::clone(admission),
            refused: NewOrigins::default(),
            panics: Seldom::new(BETWEEN_PANICS),
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
                if self.panics.is_due() {
                    tracing::error!(
                        origin = %Quoted(origin),
                        panic,
                        "the function that was given to `Cors::matching` has panicked, which refuses the page; this is \
                         logged once a minute at the most"
                    );
                }
                false
            }),
        }
    }

    /// Counts a request that was refused, and logs its origin the first time in a minute.
    pub(super) fn report<B>(&self, request: &Request<B>) {
        let refused = self.admission.count(KeptOut::Origin);
        // A browser sends one; if a request has several, they are written as one header would have them.
        let origins = request.headers().get_all(ORIGIN).iter();
        let origins: Vec<_> = origins
            .map(|origin| String::from_utf8_lossy(origin.as_bytes()))
            .collect();
        let origin = origins.join(", ");
        if self.refused.is_new(&origin) {
            tracing::warn!(origin = %Quoted(&origin), refused, "{}", KeptOut::Origin.line());
        }
    }
}
