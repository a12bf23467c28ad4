//! `Policy` are the headers that keep the explorer's page to what it needs.

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{CONTENT_SECURITY_POLICY, HOST, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
    request::Parts,
    uri::Authority,
};

use super::client::Client;
use crate::{app::endpoint::CDN_CLIENT, contract::Contract};

/// No other site may load the explorer's files.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// What the page may load, and whom it may connect to.
pub(super) struct Policy {
    /// The policy without the other ports.
    beginning: String,
    /// The ports of gateways that are not served where the page is.
    ports: Vec<u16>,
}

impl Policy {
    pub(super) fn new(contract: &Contract, client: &Client) -> Self {
        let cdn = match client {
            Client::Own(_) => String::new(),
            Client::Cdn => format!(" {CDN_CLIENT}"),
        };
        let endpoints = contract.endpoints.values();
        let mut ports: Vec<u16> = endpoints.filter_map(|endpoint| endpoint.port).collect();
        ports.sort_unstable();
        ports.dedup();
        Self {
            // The page writes text alone, so that it needs no trusted types.
            beginning: format!(
                "default-src 'none'; script-src 'self'{cdn}; style-src 'self'; img-src 'self'; base-uri 'none'; \
                 form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
                 connect-src 'self'"
            ),
            ports,
        }
    }

    /// Writes the headers of the answer to `request`.
    pub(super) fn write(&self, headers: &mut HeaderMap, request: &Parts) {
        let mut policy = self.beginning.clone();
        if let Some(host) = host(request) {
            for port in &self.ports {
                for scheme in ["http", "ws", "https", "wss"] {
                    policy.extend([" ", scheme, "://", &host, ":", &port.to_string()]);
                }
            }
        }
        if let Ok(policy) = HeaderValue::try_from(policy) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    }
}

/// The host that the request is for, without a port. Only what names a host: it becomes a part of the policy.
fn host(request: &Parts) -> Option<String> {
    let authority = match request.uri.authority() {
        Some(authority) => authority.clone(),
        None => Authority::try_from(request.headers.get(HOST)?.as_bytes()).ok()?,
    };
    let host = authority.host();
    let names_host = |letter: char| letter.is_ascii_alphanumeric() || ".-_:[]".contains(letter);
    (!host.is_empty() && host.chars().all(names_host)).then(|| host.to_owned())
}
