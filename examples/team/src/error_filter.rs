//! `told` is the filter that turns this application's errors into what clients are told.

use gateway_runtime::prelude::*;
use tracing::warn;

use crate::error::TeamError;
use crate::user::User;

/// Catches the errors of this type, as its first parameter says.
#[filter]
pub(crate) fn told(error: TeamError, call: Call, #[guarded] user: User) -> WsError {
    let message = error.to_string();
    match error {
        TeamError::NoSuchUser(name) => WsError::not_found(message).with_details(name),
        TeamError::Offline(name) => WsError::new("offline", message).with_details(name),
        TeamError::TooManyRooms => WsError::conflict(message),
        TeamError::Emit(error) => {
            warn!(event = call.event(), user = user.name, %error, "clients could not be reached");
            WsError::unavailable("the others could not be told; try again")
        }
    }
}
