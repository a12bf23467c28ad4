//! `WsResponse` is an answer that is an event; `NameOfEvent` is the bound on the event's name.

use std::borrow::Cow;

use crate::event::ServerEvent;

/// NestJS's `WsResponse`: a handler that returns it emits the event to the calling socket. A client
/// that asked for an acknowledgement gets an empty one. An `Option` of it may be missing, and a `Vec` is several events.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Serialize, ServerEvent)]
/// #[event("stock-changed")]
/// struct StockChanged { left: u32 }
///
/// #[websocket_gateway]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("ping")]
///     fn ping(&self, #[message_body] number: u32) -> WsResponse<u32> {
///         WsResponse::new("pong", number)
///     }
///
///     #[subscribe_message("buy")]
///     async fn buy(&self) -> Result<WsResponse<StockChanged>, WsError> {
///         Ok(WsResponse::event(StockChanged { left: 2 }))
///     }
///
///     /// Perhaps an event.
///     #[subscribe_message("look")]
///     fn look(&self, #[message_body] known: u32) -> Option<WsResponse<StockChanged>> {
///         (known != 2).then(|| WsResponse::event(StockChanged { left: 2 }))
///     }
///
///     /// Several events, in this order.
///     #[subscribe_message("count")]
///     fn count(&self, #[message_body] to: u32) -> Vec<WsResponse<u32>> {
///         (1..=to).map(|number| WsResponse::new("number", number)).collect()
///     }
/// }
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
    pub fn new(event: impl NameOfEvent, data: T) -> Self {
        Self {
            event: event.into_name(),
            data,
        }
    }
}

/// What names the event of a [`WsResponse`] or an [`Outcome`](crate::Outcome): a text that is `'static`, borrowed or owned.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the name of an event",
    label = "not a text",
    note = "the name of an event is a text: write `\"name\"`, or a constant `pub const NAME: &str = \"name\";` in place of the \
            member of an `enum`",
    note = "to keep the `enum`, implement `From<{Self}> for Cow<'static, str>`"
)]
pub trait NameOfEvent {
    /// The name.
    #[doc(hidden)]
    fn into_name(self) -> Cow<'static, str>;
}

#[diagnostic::do_not_recommend]
impl<T: Into<Cow<'static, str>>> NameOfEvent for T {
    fn into_name(self) -> Cow<'static, str> {
        self.into()
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
