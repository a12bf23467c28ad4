//! `logged` is the interceptor that writes one record for each message: who sent what, how long it took, how it ended.

use std::time::Instant;

use gateway_runtime::prelude::*;
use tracing::info;

use crate::error::TeamError;
use crate::user::User;

/// Sees the messages that limits and guards have let through.
#[interceptor]
pub(crate) async fn logged(
    call: Call,
    next: Next,
    #[guarded] user: User,
) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let outcome = next.run().await;
    let (event, user, took) = (call.event(), user.name, start.elapsed());
    match &outcome {
        Ok(answer) => info!(event, user, ?took, answer = ?answer.kind(), "handled"),
        Err(failure) => {
            let error = failure.downcast_ref::<TeamError>();
            let error = error.map(tracing::field::display);
            info!(event, user, ?took, failed = ?failure.kind(), error, "failed");
        }
    }
    outcome
}
