//! `liveness` and `readiness` are the answers to requests for an app's health.

use axum::body::Body;
use http::{
    HeaderValue, Method, Response, StatusCode,
    header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE},
};

use super::{Health, HealthState};

pub(super) fn liveness(health: &Health) -> Response<Body> {
    let state = health.state();
    answer(state, state != HealthState::Ended)
}

pub(super) fn readiness(health: &Health) -> Response<Body> {
    let state = health.state();
    answer(state, state == HealthState::Ready)
}

/// The answer at the app's own path.
pub(crate) fn answer_readiness(health: &Health, method: &Method) -> Response<Body> {
    if matches!(*method, Method::GET | Method::HEAD) {
        return readiness(health);
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    let reading = HeaderValue::from_static("GET, HEAD");
    response.headers_mut().insert(ALLOW, reading);
    response
}

fn answer(state: HealthState, is_well: bool) -> Response<Body> {
    // Neither text has a letter that JSON escapes.
    let body = format!(r#"{{"state":"{}","reason":"{state}"}}"#, state.name());
    let mut response = Response::new(Body::from(body));
    if !is_well {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
