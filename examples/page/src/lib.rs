//! `Page` serves the page of an example, with what all of them share: the official client and the look.

mod client;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::Html;
use axum::routing::get;

use client::Client;

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";

/// The page of an example: three files that are part of its binary.
///
/// The markup loads them as `/{name}.css` and `/{name}.js`, after `/page.css`, the look that all
/// examples have, and `/socket.io.min.js`, the official client.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The example's name.
    pub name: &'static str,
    /// The markup, served at `/`.
    pub html: &'static str,
    /// The styles that this page adds to the look that all pages share.
    pub css: &'static str,
    /// The page's script.
    pub script: &'static str,
}

impl Page {
    /// The routes of the page, and of everything that the page loads.
    pub fn routes(self) -> Router {
        let client = Client::find();
        Router::new()
            .route("/", get(Html(self.html)))
            .route(
                "/page.css",
                get(([(CONTENT_TYPE, CSS)], include_str!("../page.css"))),
            )
            .route(
                &format!("/{}.css", self.name),
                get(([(CONTENT_TYPE, CSS)], self.css)),
            )
            .route(
                &format!("/{}.js", self.name),
                get(([(CONTENT_TYPE, JAVASCRIPT)], self.script)),
            )
            .route("/socket.io.min.js", get(move || async move { client }))
    }
}
