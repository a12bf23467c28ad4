//! `Types` collects the schemas of the types that a contract speaks of.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};

use super::names;
use crate::contract::{Contract, Schema};

/// The schemas of types, in both directions: what clients write is described as `Deserialize` reads it, and what they get
/// as `Serialize` writes it. A field with a default may be left out in the first, and is always there in the second.
pub struct Types {
    read: SchemaGenerator,
    written: SchemaGenerator,
    /// The types without a schema, since they were last asked for.
    unknown: Vec<&'static str>,
}

/// The direction of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Clients write it.
    Read,
    /// Clients get it.
    Written,
}

impl Way {
    /// Where references of this direction lead, before types have their names.
    pub(super) const fn definitions(self) -> &'static str {
        match self {
            Self::Read => "#/read/",
            Self::Written => "#/written/",
        }
    }
}

impl Default for Types {
    fn default() -> Self {
        let settings = |way: Way| {
            let mut settings = SchemaSettings::draft2020_12();
            settings.definitions_path = way.definitions().into();
            settings
        };
        Self {
            read: settings(Way::Read).for_deserialize().into_generator(),
            written: settings(Way::Written).for_serialize().into_generator(),
            unknown: Vec::new(),
        }
    }
}

impl Types {
    /// The schema of `T`.
    ///
    /// Both generators see each type, so that two types of one name are numbered in the same order in both.
    pub fn schema<T: JsonSchema + ?Sized>(&mut self, way: Way) -> Schema {
        let read = self.read.subschema_for::<T>();
        let written = self.written.subschema_for::<T>();
        match way {
            Way::Read => read.to_value(),
            Way::Written => written.to_value(),
        }
    }

    /// The schema of a type of which nothing is known.
    pub fn unknown(&mut self, name: &'static str) -> Schema {
        if !self.unknown.contains(&name) {
            self.unknown.push(name);
        }
        Schema::Bool(true)
    }

    /// The types without a schema, since this was last asked for.
    pub(crate) fn take_unknown(&mut self) -> Vec<&'static str> {
        std::mem::take(&mut self.unknown)
    }

    /// Gives the types their names, and the contract the types that its schemas refer to.
    pub(crate) fn finish(mut self, contract: &mut Contract) {
        let definitions = [
            (Way::Read, self.read.take_definitions(true)),
            (Way::Written, self.written.take_definitions(true)),
        ];
        names::give(definitions, contract);
    }
}
