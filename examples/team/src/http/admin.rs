//! `Admin` is the admin whose token stands in a request's header `authorization`.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::Http;
use super::error::HttpError;
use crate::user::{Role, User};

/// An extractor of axum: a route that takes it is for admins only.
pub(super) struct Admin(pub(super) User);

impl FromRequestParts<Http> for Admin {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, http: &Http) -> Result<Self, HttpError> {
        let header = parts.headers.get(AUTHORIZATION);
        let header = header.and_then(|header| header.to_str().ok());
        let token = header
            .and_then(|header| header.strip_prefix("Bearer "))
            .ok_or_else(|| HttpError::new(StatusCode::UNAUTHORIZED, "log in first"))?;
        let user = http.auth.user_of(token).await?;
        if user.role == Role::Admin {
            Ok(Self(user))
        } else {
            Err(HttpError::new(
                StatusCode::FORBIDDEN,
                "your role may not do this",
            ))
        }
    }
}
