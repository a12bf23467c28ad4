//! TODO head.

mod disconnect_reason;
mod socket_id;

pub use disconnect_reason::DisconnectReason;
pub use socket_id::{InvalidSocketId, SocketId};
