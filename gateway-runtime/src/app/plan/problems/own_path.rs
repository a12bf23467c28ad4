//! `unusable_path` and `has_route` judge a path at which the app itself answers, beside the routes and the gateways.

use std::{
    convert::Infallible,
    future::{Ready, ready},
    task::{Context, Poll},
};

use axum::{Router, body::Body, extract::Request, response::Response};
use futures_util::FutureExt as _;
use tower_layer::Layer;
use tower_service::Service;

use crate::registry::GatewayRecord;

/// What is wrong with a path, as the end of a sentence. `example` is a path that would be right.
pub(super) fn unusable_path(path: &str, example: &str) -> Option<String> {
    let is_written = |letter: char| letter.is_ascii_alphanumeric() || "-._~".contains(letter);
    if path == "/" {
        Some(format!(
            "and it needs one of its own; give it a name, as in `{example}`"
        ))
    } else if path.contains("//") {
        Some("which has an empty segment; write one slash between two".to_owned())
    } else if path
        .split('/')
        .any(|segment| segment == "." || segment == "..")
        || !path
            .chars()
            .all(|letter| letter == '/' || is_written(letter))
    {
        Some("which no request can have; use letters, digits, `-`, `.` and `/`".to_owned())
    } else {
        None
    }
}

pub(super) fn is_below(path: &str, url: &str) -> bool {
    url.strip_prefix(path)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

pub(super) fn names(gateways: &[&GatewayRecord]) -> String {
    let names: Vec<String> = gateways
        .iter()
        .map(|gateway| format!("`{}`", gateway.name))
        .collect();
    if names.is_empty() {
        return "the app's own endpoint".to_owned();
    }
    names.join(" and ")
}

/// Whether the router has a route for the path that does not take every other path as well: a route such as `/{*file}`
/// says less of the path than the app does.
pub(super) fn has_route(router: &Router, path: &str) -> bool {
    let (_, rest) = path
        .trim_start_matches('/')
        .split_once('/')
        .unwrap_or_default();
    let elsewhere = match path.matches('/').count() {
        1 => "/x8R2vQ5k".to_owned(),
        _ => format!("/x8R2vQ5k/{rest}"),
    };
    takes(router, path) && !takes(router, &elsewhere)
}

/// Whether a route of the router takes a request to this path. The route is not called.
fn takes(router: &Router, path: &str) -> bool {
    if !router.has_routes() {
        return false;
    }
    let Ok(request) = Request::builder().uri(path).body(Body::empty()) else {
        return false;
    };
    // Without its fallbacks, which are code of the user.
    let router = router.clone().reset_fallback();
    let answer = router.route_layer(Taken).call(request).now_or_never();
    answer.is_some_and(|Ok(response)| response.extensions().get::<Taken>().is_some())
}

/// What stands in the place of each route: the answer says that a route takes the request.
#[derive(Clone)]
struct Taken;

impl<S> Layer<S> for Taken {
    type Service = Self;

    fn layer(&self, _: S) -> Self {
        Self
    }
}

impl Service<Request> for Taken {
    type Response = Response;
    type Error = Infallible;
    type Future = Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request) -> Self::Future {
        let mut response = Response::default();
        response.extensions_mut().insert(Self);
        ready(Ok(response))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_no_request_can_have_is_a_problem() {
        for (path, words) in [
            ("/", "one of its own; give it a name, as in `/contract`"),
            ("/a//b", "an empty segment"),
            ("/a b", "no request can have"),
            ("/a?b", "no request can have"),
            ("/a/../b", "no request can have"),
            ("/ä", "no request can have"),
            ("/<b>", "no request can have"),
            ("/{a}", "no request can have"),
        ] {
            let problem = unusable_path(path, "/contract").unwrap_or_default();
            assert!(problem.contains(words), "{path}: {problem}");
        }
        assert_eq!(unusable_path("/dev/contract-1.0", "/contract"), None);
    }
}
