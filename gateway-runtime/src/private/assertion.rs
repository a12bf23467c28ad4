//! `assert_gateway` compiles for gateways alone.

use crate::gateway::Gateway;

/// Checks that the struct of a marked `impl` block is marked too.
pub const fn assert_gateway<G: Gateway>() {}
