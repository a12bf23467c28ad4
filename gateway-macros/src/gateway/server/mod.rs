//! The options about the server that a gateway is on: `port = 81`, `cors(origin = "*")`.
//!
//! A server may have several gateways, of which each says a part; the runtime puts them together.

mod cors;
mod elsewhere;
mod expand;
mod origin;
mod path;
mod strings;
mod transports;

use proc_macro2::{Ident, Literal};
use syn::LitStr;

pub(crate) use cors::{Cors, cors};
pub(crate) use elsewhere::elsewhere;
pub(crate) use expand::server;
pub(crate) use path::path;
pub(crate) use transports::transports;

/// What was given; the rest is the runtime's to decide.
#[derive(Default)]
pub(crate) struct ServerOptions {
    pub(crate) port: Option<Literal>,
    /// With its leading slash and without one at its end.
    pub(crate) path: Option<LitStr>,
    /// Variants of the runtime's `Transport`.
    pub(crate) transports: Option<Vec<Ident>>,
    pub(crate) cors: Option<Cors>,
    /// In milliseconds.
    pub(crate) ping_interval: Option<u64>,
    /// In milliseconds.
    pub(crate) ping_timeout: Option<u64>,
    /// In milliseconds.
    pub(crate) connect_timeout: Option<u64>,
    /// In bytes.
    pub(crate) max_payload: Option<Literal>,
    /// In attachments.
    pub(crate) max_attachments: Option<Literal>,
    /// In packets.
    pub(crate) max_buffer_size: Option<Literal>,
}
