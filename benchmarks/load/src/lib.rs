//! A load generator for Socket.IO servers that keep this contract, in the namespace `/bench`, over
//! WebSocket, at `/socket.io/`:
//!
//! | a client emits | the server does |
//! |---|---|
//! | `echo` `{id: int, text: string}` with an acknowledgement | acknowledges with the same object |
//! | `join` `"room"` with an acknowledgement | joins the socket to the room, then acknowledges |
//! | `say` `{text: string}` | emits `said` `{text}` to everyone in the room `room` |
//!
//! One thread drives all connections and implements the protocol itself, so that the generator needs less of a
//! processor than the server. Every reply is compared with what was sent.

mod connection;
pub mod contract;
mod failure;
mod frame;
mod number;
mod packet;
pub mod pool;
pub mod rehearsal;
pub mod scenario;
pub mod server;
pub mod usage;

pub use failure::Failure;
