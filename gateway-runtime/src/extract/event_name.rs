//! `EventName` is the name of the message's event, as a parameter.

use std::ops::Deref;

use super::FromMessage;
use crate::{error::WsError, message::Message};

/// The name of the event that the client emitted, for methods that subscribe to several events and for
/// `#[subscribe_message(fallback)]`.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Echo;
///
/// #[websocket_gateway]
/// impl Echo {
///     #[subscribe_message("ping", "beat")]
///     fn alive(&self, event: EventName) -> String {
///         format!("{}: alive", &*event)
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EventName(pub String);

impl Deref for EventName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

#[diagnostic::do_not_recommend]
impl FromMessage for EventName {
    fn from_message(message: &mut Message) -> Result<Self, WsError> {
        Ok(Self(message.event().to_owned()))
    }
}
