//! `HostCheck` decides by the `Host` of a request whether it was meant for this app.

use std::sync::Arc;

use http::{Request, header::HOST};

use crate::{
    admission::{Admission, KeptOut},
    mistakes::Quoted,
    options::AllowedHosts,
};

/// The hosts by which an endpoint may be named.
pub(crate) struct HostCheck {
    allowed: AllowedHosts,
    admission: Arc<Admission>,
}

impl HostCheck {
    /// `None` if the app does not say which hosts it has.
    pub(crate) fn new(allowed: Option<&AllowedHosts>, admission: &Arc<Admission>) -> Option<Self> {
        Some(Self {
            allowed: allowed?.clone(),
            admission: Arc::clone(admission),
        })
    }

    /// Whether the request was meant for the app. One that was not is counted, and logged now and then.
    pub(super) fn allows<B>(&self, request: &Request<B>) -> bool {
        let is_allowed = self.allowed.allow(request.uri(), request.headers());
        if !is_allowed {
            self.admission.refuse(KeptOut::Host, || host_of(request));
        }
        is_allowed
    }
}

/// What the request names, for the log.
fn host_of<B>(request: &Request<B>) -> String {
    let hosts = request.headers().get_all(HOST).iter();
    let hosts = hosts.map(|host| String::from_utf8_lossy(host.as_bytes()));
    let in_address = request.uri().authority();
    let named: Vec<_> = in_address
        .map(|authority| authority.as_str().into())
        .into_iter()
        .chain(hosts)
        .collect();
    format!("{}", Quoted(&named.join(", ")))
}
