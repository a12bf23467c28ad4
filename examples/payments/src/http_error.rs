//! `HttpError` is the answer to a request that cannot be served: `{ "status": "error", "message": ".." }`.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use gateway_runtime::prelude::*;
use tracing::error;

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
    pub(crate) fn not_found() -> Self {
        Self {
            code: StatusCode::NOT_FOUND,
            message: "no such route".into(),
        }
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self {
            code: StatusCode::METHOD_NOT_ALLOWED,
            message: "this route has other methods".into(),
        }
    }
}

impl From<PathRejection> for HttpError {
    fn from(rejection: PathRejection) -> Self {
        Self {
            code: rejection.status(),
            message: rejection.body_text(),
        }
    }
}

impl From<JsonRejection> for HttpError {
    fn from(rejection: JsonRejection) -> Self {
        Self {
            code: rejection.status(),
            message: rejection.body_text(),
        }
    }
}

impl From<EmitError> for HttpError {
    fn from(error: EmitError) -> Self {
        error!(%error, "a payment could not be told to anybody");
        Self {
            code: StatusCode::SERVICE_UNAVAILABLE,
            message: "nobody could be told of the payment; try again".into(),
        }
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
