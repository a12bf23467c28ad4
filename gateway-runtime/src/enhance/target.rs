//! `Target` is what a call is for: a method of a gateway, with the metadata of both.

use std::{
    any::{Any, TypeId},
    sync::Arc,
};

use super::MetadataSet;

/// What enhancers know of the method that they stand around. It is made once, when the app starts.
#[derive(Default)]
pub(crate) struct Target {
    /// The gateway's name; `None` for a global guard of connections, and for an event that nobody handles.
    pub(crate) gateway: Option<&'static str>,
    pub(crate) method: Option<&'static str>,
    /// The method's metadata.
    pub(crate) of_method: Arc<MetadataSet>,
    /// The gateway's metadata.
    pub(crate) of_gateway: Arc<MetadataSet>,
}

impl Target {
    /// The metadata of one type: the method's, else the gateway's.
    pub(crate) fn metadata(&self, of: TypeId) -> Option<&Arc<dyn Any + Send + Sync>> {
        self.all_metadata(of).next()
    }

    /// All metadata of one type, the method's first.
    pub(crate) fn all_metadata(
        &self,
        of: TypeId,
    ) -> impl Iterator<Item = &Arc<dyn Any + Send + Sync>> {
        self.of_method.of(of).chain(self.of_gateway.of(of))
    }

    /// Gateway and method, for the log.
    pub(crate) fn name(&self) -> String {
        match (self.gateway, self.method) {
            (Some(gateway), Some(method)) => format!("{gateway}::{method}"),
            (Some(gateway), None) => gateway.to_owned(),
            _ => "the app".to_owned(),
        }
    }
}
