//! `ErrorCodes` is an error whose codes are known.

use super::Types;
use crate::contract::Errors;

/// An error whose codes are known: what `#[derive(WsError)]` implements.
pub trait ErrorCodes {
    /// Adds the codes.
    fn describe(types: &mut Types, errors: &mut Errors);
}
