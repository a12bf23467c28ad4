//! `Client` is the official client, as the examples' pages load it.

use std::env;
use std::fs;
use std::path::Path;

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};

use crate::JAVASCRIPT;

/// Where browsers get the client if npm has not installed it: the official CDN.
const CDN: &str = "https://cdn.socket.io/4.8.3/socket.io.min.js";

/// `socket.io-client`, as a browser loads it.
#[derive(Clone)]
pub(crate) enum Client {
    /// The file of the npm package.
    Installed(Bytes),
    /// The client is not installed: a browser that is online gets it from the CDN.
    Cdn,
}

impl Client {
    /// Looks for the npm package where `npm ci` puts it: in this package's folder, the current folder and all
    /// folders above them, each time in `tests/js` first.
    pub(crate) fn find() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let current = env::current_dir().unwrap_or_default();
        package
            .ancestors()
            .chain(current.ancestors())
            .flat_map(|folder| [folder.join("tests/js"), folder.to_path_buf()])
            .map(|folder| folder.join("node_modules/socket.io-client/dist/socket.io.min.js"))
            .find_map(|file| fs::read(file).ok())
            .map_or(Self::Cdn, |script| Self::Installed(script.into()))
    }
}

impl IntoResponse for Client {
    fn into_response(self) -> Response {
        match self {
            Self::Installed(script) => ([(CONTENT_TYPE, JAVASCRIPT)], script).into_response(),
            Self::Cdn => (StatusCode::FOUND, [(LOCATION, CDN)]).into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The version of the client in the lock file of the JavaScript tests.
    fn tested_version() -> Option<&'static str> {
        let lock = include_str!("../../../tests/js/package-lock.json");
        let (_, entry) = lock.split_once(r#""node_modules/socket.io-client""#)?;
        let (_, version) = entry.split_once(r#""version": ""#)?;
        let (version, _) = version.split_once('"')?;
        Some(version)
    }

    #[test]
    fn the_cdn_serves_the_version_that_is_tested() {
        let url = tested_version()
            .map(|version| format!("https://cdn.socket.io/{version}/socket.io.min.js"));
        assert_eq!(url.as_deref(), Some(CDN));
    }

    #[test]
    fn without_the_package_the_browser_is_sent_to_the_cdn() {
        let response = Client::Cdn.into_response();
        assert_eq!(response.status(), StatusCode::FOUND);
        assert_eq!(response.headers()[LOCATION], CDN);
    }
}
