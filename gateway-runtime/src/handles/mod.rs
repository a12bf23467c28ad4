//! TODO head.

mod acknowledgements;
mod ask;
mod broadcast;
mod data;
mod delivery;
mod emit;
mod error_context;
mod handshake;
mod reach;
mod rooms;
mod server;
mod socket;

pub use acknowledgements::Acknowledgements;
pub use broadcast::Broadcast;
pub use delivery::Delivery;
pub use emit::Emit;
pub use error_context::ErrorContext;
pub use handshake::Handshake;
pub use rooms::Rooms;
pub use server::Server;
pub use socket::Socket;
