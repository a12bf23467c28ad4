//! `File` is one file of the explorer, in memory.

use axum::body::{Body, Bytes};
use http::{
    HeaderValue, Method, Response,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
    request::Parts,
};

/// A file below the explorer's path.
pub(super) struct File {
    /// The name, which is empty for the page itself.
    pub(super) name: &'static str,
    content_type: HeaderValue,
    contents: Bytes,
}

impl File {
    /// `name` decides on the type of the contents.
    pub(super) fn new(name: &'static str, contents: impl Into<Bytes>) -> Self {
        let content_type = match name.rsplit('.').next().unwrap_or_default() {
            "" => "text/html; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "json" => "application/json",
            "svg" => "image/svg+xml",
            "yaml" => "application/yaml; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        };
        Self {
            name,
            content_type: HeaderValue::from_static(content_type),
            contents: contents.into(),
        }
    }

    pub(super) fn answer(&self, request: &Parts) -> Response<Body> {
        let mut response = Response::new(if request.method == Method::HEAD {
            Body::empty()
        } else {
            Body::from(self.contents.clone())
        });
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, self.content_type.clone());
        headers.insert(CONTENT_LENGTH, HeaderValue::from(self.contents.len()));
        response
    }
}
