//! `drive` answers with a stream, or with a list of events: it emits what the stream yields, as `StreamItem`s.

use std::{pin::pin, sync::Arc, time::Duration};

use futures_core::Stream;
use futures_util::{StreamExt as _, stream};
use tokio::{task::coop, time::sleep};

use super::{AfterCall, Outcome, OutcomeItem, Reply, WsResponse};
use crate::{
    error::{EmitError, Failure, FailureKind, IntoWsError, WsError},
    wire::Payload,
};

/// What a stream that a method returns yields: NestJS's `Observable<WsResponse>`.
///
/// Each [`WsResponse`] is emitted to the caller as it comes, in order. The first `Err` ends the stream
/// and is answered like any other error. When the stream ends, a client that asked for an
/// acknowledgement gets an empty one. When the client leaves, or the app shuts down, the stream is
/// dropped. While the client does not read, the stream is not polled, so it makes no items that nobody takes.
///
/// A stream counts as a message in work until it ends; with `ordering = "sequential"` the next message
/// waits for the stream. A handler's `timeout` covers the time until the method has returned its stream.
///
/// ```
/// use futures_util::{Stream, StreamExt, stream};
/// use gateway_runtime::prelude::*;
///
/// #[websocket_gateway]
/// struct Clock;
///
/// #[websocket_gateway]
/// impl Clock {
///     #[subscribe_message("count")]
///     fn count(&self, #[message_body] to: u32) -> impl Stream<Item = WsResponse<u32>> + use<> {
///         stream::iter(1..=to).map(|number| WsResponse::new("tick", number))
///     }
///
///     #[subscribe_message("lines")]
///     async fn lines(&self) -> Result<impl Stream<Item = Result<WsResponse<String>, WsError>> + use<>, WsError> {
///         Ok(stream::iter([Ok(WsResponse::new("line", "first".to_owned())), Err(WsError::not_found("no more"))]))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an item of a stream",
    label = "a stream's items are events",
    note = "make each an event: `stream.map(|value| WsResponse::new(\"name\", value))`"
)]
pub trait StreamItem {
    /// The payload of the events.
    #[doc(hidden)]
    type Data: Payload + Send;

    /// The event, or the error that ends the stream.
    #[doc(hidden)]
    fn into_response(self) -> Result<WsResponse<Self::Data>, Failure>;
}

impl<T: Payload + Send> StreamItem for WsResponse<T> {
    type Data = T;

    fn into_response(self) -> Result<Self, Failure> {
        Ok(self)
    }
}

impl<T: Payload + Send, E: IntoWsError + Send + 'static> StreamItem for Result<WsResponse<T>, E> {
    type Data = T;

    fn into_response(self) -> Result<WsResponse<T>, Failure> {
        self.map_err(|error| Failure::of(error, FailureKind::Method))
    }
}

/// How many items go out before the connection's writer gets a moment. A stream that is always ready
/// would else keep the connection's buffer full, and the protocol library ends a connection whose
/// buffer is full when a ping is due.
const ITEMS_IN_A_ROW: usize = 32;
/// That moment.
const PAUSE: Duration = Duration::from_millis(1);

/// Answers with a method's stream, unless interceptors see it first.
pub(super) fn answer<S>(stream: S, reply: Reply) -> AfterCall
where
    S: Stream<Item: StreamItem> + Send + 'static,
{
    if reply.route().capture().is_none() {
        return AfterCall::task(drive(stream, AtShutdown::Ends, reply, emit));
    }
    keep(stream, AtShutdown::Ends, reply)
}

/// Answers with events that are there, unless interceptors see them first: at once, and what is over [`ITEMS_IN_A_ROW`] in
/// a task, at the client's pace.
pub(super) fn answer_all<T>(events: Vec<WsResponse<T>>, reply: Reply) -> AfterCall
where
    T: Payload + Send + 'static,
{
    let events = stream::iter(events);
    if reply.route().capture().is_none() {
        return AfterCall::rest_of(drive(events, AtShutdown::Continues, reply, emit));
    }
    keep(events, AtShutdown::Continues, reply)
}

/// Keeps a stream for the interceptors.
fn keep<S>(stream: S, at_shutdown: AtShutdown, reply: Reply) -> AfterCall
where
    S: Stream<Item: StreamItem> + Send + 'static,
{
    let route = reply.route().past_interceptors();
    let outcome = Outcome::stream(
        stream.map(move |item| {
            let WsResponse { event, data } = item.into_response()?;
            let written = route.write(Some(&event), &data);
            let written = written.map_err(|error| Failure::new(error, FailureKind::Answer))?;
            Ok(OutcomeItem::written(event, written))
        }),
        at_shutdown,
    );
    reply.keep(outcome);
    AfterCall::nothing()
}

/// What becomes of a stream when the app shuts down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtShutdown {
    /// It is dropped, since it may have no end.
    Ends,
    /// It is sent to its end, since the method has made all its events.
    Continues,
}

/// Emits what `stream` yields, by `emit`, until it ends, the client leaves or the app shuts down.
pub(super) async fn drive<S>(
    stream: S,
    at_shutdown: AtShutdown,
    reply: Reply,
    emit: impl Fn(&Reply, S::Item) -> Result<(), Ended> + Send,
) where
    S: Stream + Send,
{
    let session = Arc::clone(&reply.route().session);
    let mut stream = pin!(stream);
    let mut gone = pin!(session.gone());
    let mut shutdown = pin!(session.context().lifecycle.until_shutdown_begins());
    for count in 1_usize.. {
        let emitted = tokio::select! {
            biased;
            () = &mut gone => return reply.release(),
            () = &mut shutdown, if at_shutdown == AtShutdown::Ends => {
                return reply.refuse(WsError::unavailable("the server is shutting down"));
            }
            item = stream.next() => item.map(|item| emit(&reply, item)),
        };
        match emitted {
            None => return reply.send(&()),
            Some(Ok(())) => {}
            Some(Err(Ended::Gone)) => return reply.release(),
            Some(Err(Ended::Failed(failure))) => return reply.fail(failure).finish().await,
        }
        // A stream that is always ready must let others run, and a client that does not keep up sets
        // its pace.
        if count.is_multiple_of(ITEMS_IN_A_ROW) {
            #[cfg(feature = "testing")]
            let _pause = session.pause();
            sleep(PAUSE).await;
        } else {
            coop::consume_budget().await;
        }
        session.outbox_is_empty().await;
    }
}

/// Why a stream is dropped before its end.
pub(super) enum Ended {
    Gone,
    Failed(Failure),
}

impl From<EmitError> for Ended {
    fn from(error: EmitError) -> Self {
        match error {
            EmitError::Disconnected => Self::Gone,
            error => Self::Failed(Failure::new(error.into(), FailureKind::Answer)),
        }
    }
}

/// Emits an item of a method's stream.
pub(super) fn emit<I: StreamItem>(reply: &Reply, item: I) -> Result<(), Ended> {
    let response = item.into_response().map_err(Ended::Failed)?;
    Ok(reply.route().emit(&response.event, &response.data)?)
}
