//! `Printer::reference` gives the type that a `$ref` refers to.

use crate::contract::typescript::{Printer, ty::Type};

/// What references begin with.
const TYPES: &str = "#/types/";

impl Printer<'_> {
    /// The name of the type, or `unknown` if the contract has no such type.
    pub(super) fn reference(&self, reference: &str) -> Type {
        referred(reference)
            .and_then(|name| self.names.of_type(&name))
            .map_or(Type::Unknown, Type::name)
    }
}

/// The name of the type that is referred to: a JSON pointer writes `~` and `/` as `~0` and `~1`.
pub(in crate::contract::typescript) fn referred(reference: &str) -> Option<String> {
    let name = reference.strip_prefix(TYPES)?;
    Some(name.replace("~1", "/").replace("~0", "~"))
}
