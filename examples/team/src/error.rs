//! `TeamError` is what can go wrong in this application.

use gateway_runtime::prelude::*;

use crate::room::MOST_ROOMS;

/// The error of the gateway's methods. Clients are told the code, the message, and what stands in the variant; the front end has all
/// of them as types.
#[derive(Debug, thiserror::Error, WsError)]
pub(crate) enum TeamError {
    #[error("there is no user {0}")]
    #[ws_error(code = "not_found")]
    NoSuchUser(String),
    #[error("{0} is not online")]
    Offline(String),
    #[error("a tab can be in {MOST_ROOMS} rooms at a time")]
    #[ws_error(code = "conflict")]
    TooManyRooms,
    /// The log has the reason.
    #[error("clients could not be reached")]
    #[ws_error(
        code = "unavailable",
        message = "the others could not be told; try again"
    )]
    Emit(#[from] EmitError),
}
