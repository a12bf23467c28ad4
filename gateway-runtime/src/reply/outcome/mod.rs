//! `Outcome` is the answer to a message as a value, which interceptors and filters see and change before it is sent.

mod content;
mod end;
mod item;
mod kind;
mod send;
mod stream;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use futures_core::Stream;
use serde::de::DeserializeOwned;

pub use end::OutcomeEnd;
pub use item::OutcomeItem;
pub use kind::OutcomeKind;

use self::{content::Content, stream::Items};
use super::{NameOfEvent, stream::AtShutdown};
use crate::{
    error::{Failure, WsError},
    wire::{Payload, Written},
};

/// What a method has answered, before it is sent.
///
/// Interceptors get it from the methods behind them, and may read it, change it, replace it or keep a copy of it; a
/// filter may answer with one in place of an error. What a method returned is in it as it goes out, so that who only
/// looks on costs no second encoding.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// # fn main() -> Result<(), WsError> {
/// let outcome = Outcome::answer(3);
/// assert_eq!(outcome.value::<u8>()?, 3);
///
/// let outcome = outcome.map(|number: u8| format!("number {number}"))?;
/// assert_eq!(outcome.value::<String>()?, "number 3");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Outcome(Kind);

#[derive(Debug)]
enum Kind {
    Answer(Content),
    Event(OutcomeItem),
    Empty,
    Stream(Items),
    ByHand,
}

impl Outcome {
    /// An acknowledgement with `value`, as if the method had returned it.
    ///
    /// The value is written when the outcome is sent; one that cannot be written is answered with an internal error
    /// then.
    #[must_use]
    pub fn answer(value: impl Payload + Send + Sync + 'static) -> Self {
        Self(Kind::Answer(Content::made(value)))
    }

    /// An event for the calling socket with an empty acknowledgement behind it, as if the method had returned a
    /// [`WsResponse`](crate::WsResponse).
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// let outcome = Outcome::emit("pong", 7);
    /// assert_eq!(outcome.event(), Some("pong"));
    /// assert_eq!(outcome.value::<u8>().unwrap(), 7);
    /// ```
    #[must_use]
    pub fn emit(event: impl NameOfEvent, value: impl Payload + Send + Sync + 'static) -> Self {
        Self(Kind::Event(OutcomeItem::new(event, value)))
    }

    /// An acknowledgement without arguments, as of a method that returns nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self(Kind::Empty)
    }

    /// What kind of answer it is.
    #[must_use]
    pub fn kind(&self) -> OutcomeKind {
        match &self.0 {
            Kind::Answer(_) => OutcomeKind::Answer,
            Kind::Event(_) => OutcomeKind::Event,
            Kind::Empty => OutcomeKind::Empty,
            Kind::Stream(_) => OutcomeKind::Stream,
            Kind::ByHand => OutcomeKind::ByHand,
        }
    }

    /// The name of the event, if it is one; those of a stream have their own.
    #[must_use]
    pub fn event(&self) -> Option<&str> {
        match &self.0 {
            Kind::Event(event) => Some(event.event()),
            _ => None,
        }
    }

    /// The value of an answer, or the data of an event, decoded: the first argument, if there are several.
    ///
    /// # Errors
    /// An internal error, if the value is something else than a `T`; if there is none, as in an empty
    /// acknowledgement, whose value may be read as an `Option`; and for a stream and an answer by hand in any case.
    pub fn value<T: DeserializeOwned>(&self) -> Result<T, WsError> {
        match &self.0 {
            Kind::Answer(answer) => answer.value(None),
            Kind::Event(event) => event.value(),
            Kind::Empty => Content::made(()).value(None),
            Kind::Stream(_) | Kind::ByHand => Err(WsError::internal(format!(
                "an outcome has no value: it is of the kind {:?}",
                self.kind()
            ))),
        }
    }

    /// The outcome with another value: `change` makes it of the one of an answer, or of the data of an event. An
    /// outcome of another kind stays as it is, and so do the arguments behind the first.
    ///
    /// Binary data is decoded as [`Bytes`](crate::Bytes). Where a `T` cannot hold it, above all a
    /// `serde_json::Value`, there is the object `{"_placeholder":true,"num":0}`, as JSON on its way has it, with the
    /// number of the data in the value. The data is sent wherever the changed value still has that object, and
    /// `change` may add more, as `Bytes`.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    /// use serde_json::{Value, json};
    ///
    /// # fn main() -> Result<(), WsError> {
    /// #[derive(Serialize)]
    /// struct File { name: &'static str, content: Bytes }
    /// #[derive(Deserialize)]
    /// struct Packed { data: SentFile }
    /// #[derive(Deserialize)]
    /// struct SentFile { name: String, content: Bytes }
    ///
    /// let outcome = Outcome::answer(File { name: "a.txt", content: Bytes::from_static(b"a") });
    /// let outcome = outcome.map(|data: Value| json!({ "data": data }))?;
    ///
    /// let Packed { data: SentFile { name, content } } = outcome.value()?;
    /// assert_eq!((&*name, &*content), ("a.txt", &b"a"[..]));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// An internal error, if the value is something else than a `T`, or if the changed one cannot be written.
    pub fn map<T: DeserializeOwned, U: Payload>(
        self,
        change: impl FnOnce(T) -> U,
    ) -> Result<Self, WsError> {
        Ok(Self(match self.0 {
            Kind::Answer(answer) => Kind::Answer(answer.map(None, change)?),
            Kind::Event(event) => Kind::Event(event.map(change)?),
            other => other,
        }))
    }

    /// The outcome with `change` between a stream and the client: it is called with each event before that is sent.
    /// An `Err` ends the stream, like one that the stream itself yields. An outcome of another kind stays as it is.
    ///
    /// ```
    /// use gateway_runtime::{OutcomeItem, prelude::*};
    ///
    /// fn louder(outcome: Outcome) -> Outcome {
    ///     outcome.map_items(|item| item.map(|line: String| line.to_uppercase()))
    /// }
    ///
    /// fn renamed(outcome: Outcome) -> Outcome {
    ///     outcome.map_items(|item| Ok(OutcomeItem::new("line", item.value::<String>()?)))
    /// }
    /// ```
    #[must_use]
    pub fn map_items(
        self,
        change: impl FnMut(OutcomeItem) -> Result<OutcomeItem, WsError> + Send + 'static,
    ) -> Self {
        match self.0 {
            Kind::Stream(items) => Self(Kind::Stream(items.map(change))),
            other => Self(other),
        }
    }

    /// The outcome, with `on_end` to be called once: when its stream has ended, also if that is because the client
    /// has left. An outcome of another kind has no end to wait for, so that `on_end` is called at once.
    ///
    /// `on_end` is told of the end as it is at this place: of an error that a later
    /// [`map_items`](Self::map_items) makes it learns that the stream was dropped. It may be called where values are
    /// dropped, so it should not block.
    ///
    /// ```
    /// use std::time::Instant;
    ///
    /// use gateway_runtime::{OutcomeEnd, prelude::*};
    ///
    /// fn timed(outcome: Outcome, start: Instant) -> Outcome {
    ///     outcome.on_end(move |end| match end {
    ///         OutcomeEnd::Failed(failure) => println!("failed after {:?}: {:?}", start.elapsed(), failure.kind()),
    ///         _ => println!("ended after {:?}", start.elapsed()),
    ///     })
    /// }
    /// ```
    #[must_use]
    pub fn on_end(self, on_end: impl FnOnce(OutcomeEnd<'_>) + Send + 'static) -> Self {
        if let Kind::Stream(items) = self.0 {
            return Self(Kind::Stream(items.on_end(on_end)));
        }
        on_end(OutcomeEnd::Completed);
        self
    }

    /// A copy, which a cache may keep; of a stream and of an answer by hand there is none.
    ///
    /// It costs the memory of the written answer, without the binary data beside JSON, which is shared.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// let outcome = Outcome::answer("kept");
    /// let copy = outcome.try_clone().unwrap();
    /// assert_eq!(copy.value::<String>().unwrap(), "kept");
    /// ```
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        Some(Self(match &self.0 {
            Kind::Answer(answer) => Kind::Answer(answer.clone()),
            Kind::Event(event) => Kind::Event(event.clone()),
            Kind::Empty => Kind::Empty,
            Kind::Stream(_) | Kind::ByHand => return None,
        }))
    }
}

/// For what runs around a method.
impl Outcome {
    /// The acknowledgement that a method gave, written in the form of its namespace.
    pub(crate) fn written(answer: Written) -> Self {
        Self(if answer.is_empty() {
            Kind::Empty
        } else {
            Kind::Answer(Content::Written(answer))
        })
    }

    /// The event that a method gave, written in the form of its namespace behind its name.
    pub(crate) fn written_event(event: Cow<'static, str>, arguments: Written) -> Self {
        Self(Kind::Event(OutcomeItem::written(event, arguments)))
    }

    /// The stream or the list that a method gave.
    pub(super) fn stream(
        items: impl Stream<Item = Result<OutcomeItem, Failure>> + Send + 'static,
        at_shutdown: AtShutdown,
    ) -> Self {
        Self(Kind::Stream(Items::new(items, at_shutdown)))
    }

    /// What a method answers through its `Ack`.
    pub(crate) fn by_hand() -> Self {
        Self(Kind::ByHand)
    }
}
