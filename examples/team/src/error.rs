//! `TeamError` is what can go wrong in this application.

use gateway_runtime::prelude::*;

use crate::room::MOST_ROOMS;

/// The error of the gateway's methods. It knows nothing of the wire: the filter `told` says what a client is told of it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TeamError {
    #[error("there is no user {0}")]
    NoSuchUser(String),
    #[error("{0} is not online")]
    Offline(String),
    #[error("a tab can be in {MOST_ROOMS} rooms at a time")]
    TooManyRooms,
    #[error("clients could not be reached")]
    Emit(#[from] EmitError),
}

/// For the places that no filter reaches: clients are told nothing, and the log has the error.
impl From<TeamError> for WsError {
    fn from(error: TeamError) -> Self {
        Self::internal(error)
    }
}
