//! `Content` is the arguments of an answer or an event: written already, or a value that is written when it is sent.

use std::{fmt, sync::Arc};

use serde::de::DeserializeOwned;

use crate::{
    error::WsError,
    protocol::Form,
    wire::{Payload, Written},
};

/// The arguments. Those of an event stand behind its name where they are written.
#[derive(Clone)]
pub(super) enum Content {
    /// In the form of some namespace, mostly of that of the method.
    Written(Written),
    /// Not written yet, since only who sends knows the form.
    Made(Arc<dyn Payload + Send + Sync>),
}

impl Content {
    pub(super) fn made(value: impl Payload + Send + Sync + 'static) -> Self {
        Self::Made(Arc::new(value))
    }
}

impl Content {
    /// The first argument.
    pub(super) fn value<T: DeserializeOwned>(&self, event: Option<&str>) -> Result<T, WsError> {
        let first = match self {
            Self::Written(written) => written.first(event.is_some()),
            Self::Made(value) => written(event, &**value)?.first(event.is_some()),
        };
        first.map_err(|error| WsError::internal(format!("an outcome cannot be read: {error}")))
    }

    /// The same with another first argument.
    pub(super) fn map<T: DeserializeOwned, U: Payload>(
        self,
        event: Option<&str>,
        change: impl FnOnce(T) -> U,
    ) -> Result<Self, WsError> {
        let written = match self {
            Self::Written(written) => written,
            Self::Made(value) => written(event, &*value)?,
        };
        match written.changed(event, change) {
            Ok(changed) => Ok(Self::Written(changed)),
            Err(error) => Err(WsError::internal(format!(
                "an outcome cannot be changed: {error}"
            ))),
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Written(written) => written.fmt(f),
            Self::Made(_) => f.write_str("a value that is not written yet"),
        }
    }
}

/// Writes a value to read it: as JSON, which any namespace can make its own form of.
fn written(event: Option<&str>, value: &dyn Payload) -> Result<Written, WsError> {
    Written::new(Form::Json, event, value).map_err(WsError::internal)
}
