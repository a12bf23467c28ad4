//! An answer that is an event.

use std::borrow::Cow;

use crate::event::ServerEvent;

/// NestJS's `WsResponse`: a handler that returns it emits the event to the calling socket. A client
/// that asked for an acknowledgement gets an empty one.
///
/// ```
/// use gateway_runtime::WsResponse;
///
/// let response = WsResponse::new("pong", 7);
/// assert_eq!((&*response.event, response.data), ("pong", 7));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WsResponse<T> {
    /// The event's name.
    pub event: Cow<'static, str>,
    /// Its payload.
    pub data: T,
}

impl<T> WsResponse<T> {
    /// The event `event` with `data`.
    pub fn new(event: impl Into<Cow<'static, str>>, data: T) -> Self {
        Self {
            event: event.into(),
            data,
        }
    }
}

impl<E: ServerEvent> WsResponse<E> {
    /// A declared event, under its own name.
    pub fn event(event: E) -> Self {
        Self {
            event: Cow::Borrowed(E::NAME),
            data: event,
        }
    }
}
