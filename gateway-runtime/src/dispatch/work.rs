//! `start` and `Pending` carry one message from its first poll to its end.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use tokio::task::coop;
use tracing::{
    Instrument as _, Span,
    field::{DisplayValue, display},
};

use super::{Inbox, spans};
#[cfg(feature = "metrics")]
use crate::metrics::Meter;
use crate::{
    message::Message,
    panics,
    protocol::SocketId,
    registry::{Subscriber, Subscription},
    reply::{AfterCall, Called, Cancellation, Method, cancel, left_by_drop},
    watchdog::Polls,
};

/// A message that could not finish in its first poll. Its slot is freed when it is dropped.
pub(super) struct Pending {
    rest: Rest,
    slot: Slot,
    span: Span,
}

enum Rest {
    /// The method waits for something, and is cancelled after the time, if there is one.
    Method(Method, Option<Duration>),
    /// The method has returned, and what is left is driven in a task.
    AfterCall(AfterCall),
}

/// One of the `max_in_flight` slots of a socket, taken by a message that waits for something.
struct Slot {
    inbox: Arc<Inbox>,
    subscription: Option<Subscription>,
}

impl Slot {
    fn new(inbox: &Arc<Inbox>, subscription: Option<Subscription>) -> Self {
        let slot = Self {
            inbox: Arc::clone(inbox),
            subscription,
        };
        if let Some(subscriber) = slot.subscriber() {
            subscriber.waiting.begin();
        }
        slot
    }

    fn subscriber(&self) -> Option<&Subscriber> {
        let table = &self.inbox.runtime.table;
        table.subscriber(self.subscription)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some(subscriber) = self.subscriber() {
            subscriber.waiting.end();
        }
        self.inbox.lane.free_slot();
    }
}

/// Calls the handler and polls what it returns once, here, so that messages start in the order of
/// their arrival and one that never waits costs no task. The first poll is unconstrained: the
/// runtime's cooperative budget belongs to the reader, and a handler that finds it used up would
/// suspend on a lock that is free, out of order.
#[inline]
pub(super) fn start(
    inbox: &Arc<Inbox>,
    subscriber: &Subscriber,
    subscription: Option<Subscription>,
    mut message: Message,
) -> Option<Pending> {
    let span = spans::of_message(inbox, subscriber, &mut message);
    #[cfg(feature = "metrics")]
    if let Some(metrics) = &subscriber.metrics {
        message.route_mut().meter = Some(Meter::begin(metrics));
    }
    inbox.lane.starting.set(subscription);
    let entered = span.enter();
    let held = subscriber.watched.id().runs();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        match subscriber.handler.start(message).0 {
            Called::Ready(remaining) => remaining
                .is_something()
                .then_some(Rest::AfterCall(remaining)),
            Called::Later(mut future) => {
                let first = pin!(coop::unconstrained(future.as_mut()));
                match first.poll(&mut Context::from_waker(Waker::noop())) {
                    Poll::Ready(remaining) => remaining
                        .is_something()
                        .then_some(Rest::AfterCall(remaining)),
                    Poll::Pending => Some(Rest::Method(future, subscriber.timeout)),
                }
            }
        }
    }));
    drop(held);
    match outcome {
        Ok(None) => {}
        // No wake-up is lost: the task that finishes the future polls it again, with a waker of its own.
        Ok(Some(rest)) => {
            inbox.lane.starting.set(None);
            drop(entered);
            return Some(Pending {
                rest,
                slot: Slot::new(inbox, subscription),
                span,
            });
        }
        Err(panic) => {
            report(inbox, subscription, panics::panic_message(&*panic));
            let filter = left_by_drop(&inbox.session);
            if filter.is_something() {
                inbox.lane.starting.set(None);
                drop(entered);
                return Some(Pending {
                    rest: Rest::AfterCall(filter),
                    slot: Slot::new(inbox, subscription),
                    span,
                });
            }
        }
    }
    None
}

impl Pending {
    /// Runs to the end; a panic was answered by the reply's drop, or by the filter that it left, and is logged here.
    pub(super) async fn finish(self) {
        let Self { rest, slot, span } = self;
        finish(rest, &slot).instrument(span).await;
    }
}

async fn finish(rest: Rest, slot: &Slot) {
    let (inbox, subscription) = (&slot.inbox, slot.subscription);
    let watched = slot.subscriber().map(|subscriber| subscriber.watched.id());
    let finished = async {
        let remaining = match rest {
            Rest::Method(future, None) => future.await,
            Rest::Method(future, Some(timeout)) => {
                within(timeout, future, inbox, subscription).await
            }
            Rest::AfterCall(remaining) => remaining,
        };
        if let Some(task) = remaining.into_task() {
            task.await;
        }
    };
    let finished = Polls::new(watched.unwrap_or_default(), finished);
    if let Err(panic) = panics::caught(finished).await {
        report(inbox, subscription, &panic);
        left_by_drop(&inbox.session).finish().await;
    }
}

/// Waits for a method for as long as its timeout allows, then drops it, which answers.
async fn within(
    timeout: Duration,
    mut method: Method,
    inbox: &Inbox,
    subscription: Option<Subscription>,
) -> AfterCall {
    if let Ok(remaining) = tokio::time::timeout(timeout, method.as_mut()).await {
        return remaining;
    }
    tracing::warn!(
        handler = name(inbox, subscription),
        namespace = inbox.session.context().name,
        socket = socket(inbox),
        ?timeout,
        "a handler did not return in time and is cancelled"
    );
    cancel(method, Cancellation::Timeout);
    left_by_drop(&inbox.session)
}

/// Gateway and method, for the log.
fn name(inbox: &Inbox, subscription: Option<Subscription>) -> Option<&str> {
    let subscriber = inbox.runtime.table.subscriber(subscription)?;
    Some(&subscriber.name)
}

fn socket(inbox: &Inbox) -> Option<DisplayValue<SocketId>> {
    inbox.session.socket().map(|socket| display(socket.id()))
}

fn report(inbox: &Inbox, subscription: Option<Subscription>, panic: &str) {
    tracing::error!(
        handler = name(inbox, subscription),
        namespace = inbox.session.context().name,
        socket = socket(inbox),
        panic,
        "a handler panicked"
    );
}

/// Charges one unit of the runtime's cooperative budget for a message, so that a burst still lets
/// the connection's writer run at the reader's next read.
#[inline]
pub(super) fn charge_one_unit() {
    if let Poll::Ready(unit) = coop::poll_proceed(&mut Context::from_waker(Waker::noop())) {
        unit.made_progress();
    }
}
