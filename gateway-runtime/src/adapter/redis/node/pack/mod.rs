//! `pack` is `MessagePack` as Node's servers write and read it (with `notepack.io`), and payloads in it.
//!
//! Payloads are converted as they are read, and no tree of them is built: JSON text is what this server's clients read and
//! what its handles write, and `MessagePack` is what travels between the servers.

mod from_json;
mod packed;
mod reader;
mod to_json;
mod writer;

pub(super) use packed::for_packed_clients;
pub(super) use reader::{Item, Reader};
pub(super) use to_json::to_json;
pub(super) use writer::Writer;

/// What was read is not what it should be.
#[derive(Debug)]
pub(super) struct Malformed;

/// What reading gives.
pub(super) type Read<T> = Result<T, Malformed>;
