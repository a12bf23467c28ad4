//! `Document` collects the parts of an AsyncAPI document.

use serde_json::{Map, Value, json};

use super::{errors, keys::key, schemas::component, servers};
use crate::contract::{Contract, Endpoint, ErrorForm};

/// The parts of a document, each by its key.
pub(super) struct Document {
    pub(super) form: ErrorForm,
    pub(super) channels: Map<String, Value>,
    pub(super) operations: Map<String, Value>,
    pub(super) messages: Map<String, Value>,
    /// What belongs to whole namespaces: an extension.
    pub(super) namespaces: Vec<Value>,
    servers: Map<String, Value>,
    schemas: Map<String, Value>,
}

impl Document {
    /// A document with the types of a contract and with the errors that every message may fail with.
    pub(super) fn new(contract: &Contract) -> Self {
        let schemas = contract.types.iter();
        let schemas = schemas.map(|(name, schema)| (key(name), component(schema)));
        Self {
            form: contract.errors,
            channels: Map::new(),
            operations: Map::new(),
            messages: errors::of_runtime(contract.errors.cause),
            namespaces: Vec::new(),
            servers: Map::new(),
            schemas: schemas.collect(),
        }
    }

    pub(super) fn add_server(&mut self, name: &str, endpoint: &Endpoint) {
        self.servers.insert(key(name), servers::server(endpoint));
    }

    pub(super) fn finish(self, info: &Value) -> Value {
        json!({
            "asyncapi": "3.0.0",
            "info": info,
            "defaultContentType": "application/json",
            "servers": self.servers,
            "channels": self.channels,
            "operations": self.operations,
            "components": { "messages": self.messages, "schemas": self.schemas },
            "x-namespaces": self.namespaces,
        })
    }
}
