//! The way down to socketioxide: outside semver, since its traits and versions show through.

pub use socketioxide;
pub use socketioxide_core;

pub use crate::adapter::{AnyAdapter, SocketioxideEmitter as Emitter};
