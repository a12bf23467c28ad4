//! `AppContract` is the contract of a test's app, with the schemas that were needed so far.

use std::sync::LazyLock;

use super::schemas::Schemas;
use crate::contract::Contract;

/// The contract of an app. It is made when somebody asks for it, once.
pub(in crate::testing) struct AppContract {
    contract: LazyLock<Contract, Box<dyn FnOnce() -> Contract + Send>>,
    schemas: Schemas,
}

impl AppContract {
    pub(in crate::testing) fn new(make: Box<dyn FnOnce() -> Contract + Send>) -> Self {
        Self {
            contract: LazyLock::new(make),
            schemas: Schemas::default(),
        }
    }

    pub(super) fn get(&self) -> &Contract {
        &self.contract
    }

    pub(super) fn schemas(&self) -> &Schemas {
        &self.schemas
    }
}
