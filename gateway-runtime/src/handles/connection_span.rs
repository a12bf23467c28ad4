//! `ConnectionSpan` makes the span of a connection, as the app wants it.

use std::sync::Arc;

use tracing::Span;

use super::Handshake;

/// See the [module](self).
pub(crate) type ConnectionSpan = Arc<dyn Fn(&Handshake) -> Span + Send + Sync>;
