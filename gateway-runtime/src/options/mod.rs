//! The options of a server: ports, paths, CORS, heartbeat, limits.

mod declared;

pub use declared::{DeclaredCors, DeclaredServer};
