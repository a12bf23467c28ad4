//! `announce` is the route by which an admin tells everyone something.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use garde::Validate;
use gateway_runtime::prelude::*;

use super::Http;
use super::admin::Admin;
use super::error::HttpError;
use crate::events::Announcement;

#[derive(Deserialize, Validate)]
pub(super) struct Announce {
    #[garde(length(chars, min = 1, max = 500))]
    text: String,
}

/// `POST /announce` with `{ "text" }` and the header `authorization: Bearer <token>`.
pub(super) async fn announce(
    State(http): State<Http>,
    Admin(user): Admin,
    body: Result<Json<Announce>, JsonRejection>,
) -> Result<StatusCode, HttpError> {
    let Json(body) = body?;
    body.validate()?;
    let announcement = Announcement {
        from: user.name,
        text: body.text,
    };
    http.announcements.announce(&announcement).await?;
    Ok(StatusCode::NO_CONTENT)
}
