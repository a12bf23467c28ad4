//! `OutcomeItem` is one event of a method's answer.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::content::Content;
use crate::{
    error::WsError,
    reply::NameOfEvent,
    wire::{Payload, Written},
};

/// One event of a stream that a method answers with: see [`Outcome::map_items`](crate::Outcome::map_items).
#[derive(Clone, Debug)]
pub struct OutcomeItem {
    pub(super) event: Cow<'static, str>,
    pub(super) content: Content,
}

impl OutcomeItem {
    /// The event `event` with `value`.
    #[must_use]
    pub fn new(event: impl NameOfEvent, value: impl Payload + Send + Sync + 'static) -> Self {
        Self {
            event: event.into_name(),
            content: Content::made(value),
        }
    }

    /// The same, written behind its name.
    pub(crate) fn written(event: Cow<'static, str>, arguments: Written) -> Self {
        Self {
            event,
            content: Content::Written(arguments),
        }
    }

    /// The event's name.
    #[must_use]
    pub fn event(&self) -> &str {
        &self.event
    }

    /// Its data, decoded: the first argument, if there are several.
    ///
    /// # Errors
    /// An internal error, if the data is something else than a `T`.
    pub fn value<T: DeserializeOwned>(&self) -> Result<T, WsError> {
        self.content.value(Some(&self.event))
    }

    /// The event with other data, as [`Outcome::map`](crate::Outcome::map) changes it.
    ///
    /// # Errors
    /// An internal error, if the data is something else than a `T`, or if the changed one cannot be written.
    pub fn map<T: DeserializeOwned, U: Payload>(
        self,
        change: impl FnOnce(T) -> U,
    ) -> Result<Self, WsError> {
        Ok(Self {
            content: self.content.map(Some(&self.event), change)?,
            event: self.event,
        })
    }

    pub(super) fn into_parts(self) -> (Cow<'static, str>, Content) {
        (self.event, self.content)
    }
}
