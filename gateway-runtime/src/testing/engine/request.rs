//! `ClientRequest` is what a client asks for when it connects: path, query, headers.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, header::HOST};
use http_body_util::Full;

/// The host that clients name, unless the test chooses another one. An origin of this host is the server's own.
pub(in crate::testing) const LOCALHOST: &str = "localhost";

/// Path, query and headers of the requests of one client.
#[derive(Clone, Debug, Default)]
pub(in crate::testing) struct ClientRequest {
    pub(in crate::testing) path: String,
    /// What the test adds, each with its `&`.
    pub(in crate::testing) query: String,
    pub(in crate::testing) headers: HeaderMap,
}

impl ClientRequest {
    /// The target of a request over this transport; with the session's id, if there is a session.
    pub(super) fn target(&self, transport: &str, session: Option<&str>) -> String {
        let session = session.map(|id| format!("&sid={id}")).unwrap_or_default();
        let (path, query) = (&self.path, &self.query);
        format!("{path}/?EIO=4&transport={transport}{session}{query}")
    }

    /// The headers, with a host.
    pub(super) fn headers(&self) -> HeaderMap {
        let mut headers = self.headers.clone();
        headers
            .entry(HOST)
            .or_insert(HeaderValue::from_static(LOCALHOST));
        headers
    }

    /// A request of a client that polls.
    ///
    /// # Errors
    /// Path or query are none.
    pub(super) fn polling(
        &self,
        method: Method,
        session: Option<&str>,
        body: String,
    ) -> Result<Request<Full<Bytes>>, http::Error> {
        let mut request = Request::builder()
            .method(method)
            .uri(self.target("polling", session))
            .body(Full::new(Bytes::from(body)))?;
        *request.headers_mut() = self.headers();
        Ok(request)
    }
}
