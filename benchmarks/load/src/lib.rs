//! A load generator for Socket.IO servers that keep this contract, in the namespace `/bench`, over
//! WebSocket, at `/socket.io/`:
//!
//! | a client emits | the server does |
//! |---|---|
//! | `echo` `{id: int, text: string}` with an acknowledgement | acknowledges with the same object |
//! | `join` `"room"` with an acknowledgement | joins the socket to the room, then acknowledges |
//! | `say` `{text: string}` | emits `said` `{text}` to everyone in the room `room` |
//! | `shout` `{text: string}`, in the variant `crowd` | emits `said` `{text}` to everyone |
//!
//! Servers that share rooms also keep this one, for one another's clients:
//!
//! | a client emits | the server does |
//! |---|---|
//! | `spread` `{kind, number: int}` | emits to everyone in the room `room` an event that is called as the kind: |
//! | kind `small` | `{number, say: "hi"}` |
//! | kind `everyone` | the same, to everyone in the namespace |
//! | kind `object` | `{number, items}`, with 19 items `{id, name: "item ID", price: 1990, sold: false}`, ids from 10 on |
//! | kind `binary` | `{number, data}`, with 10,240 bytes of 0 to 250 in turn |
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
pub mod redis;
pub mod rehearsal;
pub mod scenario;
pub mod server;
pub mod usage;

pub use failure::Failure;
