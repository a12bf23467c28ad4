//! `HttpError` is the answer to a request that cannot be served: `{ "status": "error", "message": ".." }`.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use gateway_runtime::prelude::*;
use tracing::error;

use crate::auth::Refusal;

/// The error of a request.
pub(crate) struct HttpError {
    code: StatusCode,
    message: String,
}

#[derive(Serialize)]
struct Body {
    status: &'static str,
    message: String,
}

impl HttpError {
    pub(crate) fn new(code: StatusCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message }
    }
}

impl From<JsonRejection> for HttpError {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.status(), rejection.body_text())
    }
}

impl From<Refusal> for HttpError {
    fn from(refusal: Refusal) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, refusal.to_string())
    }
}

/// What is wrong with the fields of a body.
impl From<garde::Report> for HttpError {
    fn from(report: garde::Report) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, report.to_string())
    }
}

impl From<EmitError> for HttpError {
    fn from(error: EmitError) -> Self {
        error!(%error, "nobody could be told");
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "nobody could be told; try again",
        )
    }
}

impl From<jsonwebtoken::errors::Error> for HttpError {
    fn from(error: jsonwebtoken::errors::Error) -> Self {
        error!(%error, "a token could not be signed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error")
    }
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let body = Body {
            status: "error",
            message: self.message,
        };
        (self.code, Json(body)).into_response()
    }
}
