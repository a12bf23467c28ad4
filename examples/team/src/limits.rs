//! `of_user` is the key by which limits count: all tabs of a user share a limit.

use gateway_runtime::prelude::*;

use crate::user::User;

/// Limits are checked before the guards of a message, so this is the user that the guard gave when the client connected.
pub(crate) fn of_user(call: &Call) -> String {
    match call.given::<User>() {
        Some(user) => user.name,
        None => call.socket().id().to_string(),
    }
}
