//! `Printer::declaration` prints a type that schemas refer to.

use super::{Printer, cycles, docs, remarks, ty::Type};
use crate::contract::Schema;

impl Printer<'_> {
    /// The type `name` of the contract.
    pub(super) fn declaration(&self, name: &str, schema: &Schema) -> String {
        let identifier = self.names.of_type(name).unwrap_or_default();
        let ty = if cycles::is_circular(self.contract, name) {
            Type::Unknown
        } else {
            self.type_of(schema)
        };
        let docs = docs::paragraphs([
            remarks::docs_of(schema).as_str(),
            remarks::wide_integers([schema]),
        ]);
        docs::comment(&docs, "") + &exported(identifier, &ty)
    }
}

/// A type under a name. An interface where it can be one, since editors show the name of an interface and the members
/// of any other object.
pub(super) fn exported(name: &str, ty: &Type) -> String {
    match ty {
        Type::Object(members) if !members.is_empty() => {
            format!("export interface {name} {}\n", ty.print(0))
        }
        _ => format!("export type {name} = {};\n", ty.print(0)),
    }
}
