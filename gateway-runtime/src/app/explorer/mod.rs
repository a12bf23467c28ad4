//! `Explorer` is the page that shows the contract, as an app serves it: the page's files, and for whom they are.

mod client;
mod file;
mod files;
mod policy;

use std::{
    ops::ControlFlow,
    sync::atomic::{AtomicBool, Ordering},
};

use axum::body::Body;
use http::{
    HeaderValue, Method, Request, Response, StatusCode,
    header::{CACHE_CONTROL, LOCATION},
    request::Parts,
};

use super::endpoint::ClientBundle;
use crate::{
    contract::{Audience, Contract},
    mistakes::LineLimit,
};
use client::Client;
use file::File;
use files::files;
use policy::Policy;

pub(super) use files::urls;

/// Where the explorer is to be, and for whom.
pub(super) struct PlannedExplorer {
    /// With a slash at its beginning and without one at its end.
    pub(super) path: String,
    pub(super) audience: Audience,
    /// What the page shows. It is there when the app is built.
    pub(super) contract: Option<Contract>,
}

/// The explorer of an app that runs.
pub(super) struct Explorer {
    path: String,
    audience: Audience,
    files: Vec<File>,
    policy: Policy,
    /// Limits the lines about requests that are refused.
    refusals: LineLimit,
    is_announced: AtomicBool,
}

impl Explorer {
    /// Writes the page's files. `bundle` holds the files of the JavaScript client, if the app serves them.
    pub(super) fn new(planned: PlannedExplorer, bundle: Option<&ClientBundle>) -> Self {
        let PlannedExplorer {
            path,
            audience,
            contract,
        } = planned;
        let contract = contract.unwrap_or_default();
        let client = Client::of(bundle);
        Self {
            policy: Policy::new(&contract, &client),
            files: files(&path, &contract, &client),
            path,
            audience,
            refusals: LineLimit::default(),
            is_announced: AtomicBool::new(false),
        }
    }

    /// The path, without a slash at its end.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The paths of all that the explorer answers.
    pub(super) fn urls(&self) -> impl Iterator<Item = String> {
        urls(&self.path)
    }

    /// Answers a request for the explorer. A request for something else goes on, and so does one that is refused: its
    /// answer is that of an unknown path.
    pub(super) fn answer<B>(&self, request: Request<B>) -> ControlFlow<Response<Body>, Request<B>> {
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let found = Found::of(&self.path, &self.files, request.uri().path());
        let Some(found) = found.filter(|_| is_read) else {
            return ControlFlow::Continue(request);
        };
        let (parts, body) = request.into_parts();
        if let Err(why) = self.audience.admit(&parts) {
            self.refusals.log(|| {
                format!(
                    "the explorer is for {}, and a request for it is answered like one to an unknown path: {why}",
                    self.audience
                )
            });
            return ControlFlow::Continue(Request::from_parts(parts, body));
        }
        ControlFlow::Break(self.found(&found, &parts))
    }

    fn found(&self, found: &Found<'_>, request: &Parts) -> Response<Body> {
        let mut response = match found {
            Found::WithoutSlash => redirection(&self.path),
            Found::File(file) => file.answer(request),
        };
        let headers = response.headers_mut();
        self.policy.write(headers, request);
        // What the app is after its next start is another contract.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// Logs where the explorer is, unless that was done before.
    pub(super) fn announce(&self, place: &str) {
        if self.is_announced.swap(true, Ordering::Relaxed) {
            return;
        }
        let audience = &self.audience;
        if audience.is_public() {
            tracing::warn!("the explorer of the contract is {place}, for {audience}");
        } else {
            tracing::info!("the explorer of the contract is {place}, for {audience}");
        }
    }
}

/// What a request to the explorer is for.
enum Found<'a> {
    File(&'a File),
    /// The page, without the slash that the page's relative links need.
    WithoutSlash,
}

impl<'a> Found<'a> {
    fn of(path: &str, files: &'a [File], target: &str) -> Option<Self> {
        let rest = target.strip_prefix(path)?;
        if rest.is_empty() {
            return Some(Self::WithoutSlash);
        }
        let name = rest.strip_prefix('/')?;
        let mut files = files.iter();
        files.find(|file| file.name == name).map(Self::File)
    }
}

/// From `/contract` to `/contract/`. The target is relative, since a proxy or a router around the app may have removed
/// the beginning of the path.
fn redirection(path: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    let last = path.rsplit('/').next().unwrap_or_default();
    if let Ok(target) = HeaderValue::try_from(format!("{last}/")) {
        response.headers_mut().insert(LOCATION, target);
    }
    response
}

#[cfg(test)]
mod tests;
