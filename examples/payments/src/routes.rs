//! `payments` are the HTTP routes that a payment provider calls when a payment has succeeded.
//!
//! Everything is answered in JSON, errors too. A real application verifies the provider's signature
//! before it believes a request.

use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use axum::routing::post;
use axum::{Json, Router};
use gateway_runtime::prelude::*;
use tracing::warn;

use crate::gateway::Status;
use crate::http_error::HttpError;
use crate::service::{PaymentService, Sockets};
use crate::user::UserId;

/// The routes of the payment service.
pub(crate) fn payments(service: PaymentService) -> Router {
    Router::new()
        .route("/payments/{user_id}/success", post(to_user))
        .route("/payments/success", post(to_sockets))
        .fallback(async || HttpError::not_found())
        .method_not_allowed_fallback(async || HttpError::method_not_allowed())
        .with_state(service)
}

/// `POST /payments/7/success` tells every client of the user.
async fn to_user(
    State(service): State<PaymentService>,
    user: Result<Path<UserId>, PathRejection>,
) -> Result<Json<Told>, HttpError> {
    let Path(user) = user?;
    Ok(Json(service.succeeded(&user).await?.into()))
}

/// The body of a request: `{ "sockets": ["<id>", ..] }`.
#[derive(Deserialize)]
struct ToSockets {
    sockets: Sockets,
}

/// `POST /payments/success` tells the clients with these ids.
async fn to_sockets(
    State(service): State<PaymentService>,
    body: Result<Json<ToSockets>, JsonRejection>,
) -> Result<Json<Told>, HttpError> {
    let Json(ToSockets { sockets }) = body?;
    Ok(Json(service.succeeded_for(&sockets).await?.into()))
}

/// The answer to the provider: who was told of the payment.
#[derive(Serialize)]
struct Told {
    /// The status of the payment.
    status: Status,
    /// Whether the clients of the other servers are told too. Those of this server are told in any case.
    shared: bool,
    /// How many clients of this server missed it, because they do not read what they are sent.
    missed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'static str>,
}

impl From<Delivery> for Told {
    fn from(delivery: Delivery) -> Self {
        // The reason is only for the log, since it may have addresses.
        let message = delivery.shared.as_ref().err().map(|error| {
            warn!(%error, "a payment reached the clients of this server only");
            "the clients of other servers were not told"
        });
        Self {
            status: Status::Success,
            shared: delivery.shared.is_ok(),
            missed: delivery.missed,
            message,
        }
    }
}
