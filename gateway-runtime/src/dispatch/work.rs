//! One message from its first poll to its end.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use socketioxide_core::Sid;
use tokio::task::coop;
use tracing::field::{DisplayValue, display};

use super::{
    Session,
    called::{Called, Method},
    panics,
};
use crate::{
    message::Message,
    registry::{Subscriber, Subscription},
    reply::{Cancellation, Remaining, cancel},
};

/// A message that could not finish in its first poll. Gives its place back when it is dropped.
pub(super) struct Pending {
    rest: Rest,
    place: Place,
}

enum Rest {
    /// The method waits for something; it is cancelled after the time, if there is one.
    Method(Method, Option<Duration>),
    /// The method has returned, and what is left is driven in a task.
    Remaining(Remaining),
}

/// One of the `max_in_flight` places of a socket, taken by a message that waits for something.
struct Place {
    session: Arc<Session>,
    subscription: Option<Subscription>,
}

impl Place {
    fn new(session: &Arc<Session>, subscription: Option<Subscription>) -> Self {
        let place = Self {
            session: Arc::clone(session),
            subscription,
        };
        if let Some(subscriber) = place.subscriber() {
            subscriber.waiting.begin();
        }
        place
    }

    fn subscriber(&self) -> Option<&Subscriber> {
        let table = self.session.namespace().table();
        table.subscriber(self.subscription)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(subscriber) = self.subscriber() {
            subscriber.waiting.end();
        }
        self.session.lane.give_place();
    }
}

/// Calls the handler and polls what it returns once, here, so that messages start in the order of
/// their arrival and one that never waits costs no task. The first poll is unconstrained: the
/// runtime's cooperative budget belongs to the reader, and a handler that finds it used up would
/// suspend on a lock that is free, out of order.
#[inline]
pub(super) fn start(
    session: &Arc<Session>,
    subscriber: &Subscriber,
    message: Message,
) -> Option<Pending> {
    let subscription = message.subscription();
    session.lane.starting.set(subscription);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        match subscriber.handler.start(message).0 {
            Called::Ready(remaining) => remaining
                .is_something()
                .then_some(Rest::Remaining(remaining)),
            Called::Later(mut future) => {
                let first = pin!(coop::unconstrained(future.as_mut()));
                match first.poll(&mut Context::from_waker(Waker::noop())) {
                    Poll::Ready(remaining) => remaining
                        .is_something()
                        .then_some(Rest::Remaining(remaining)),
                    Poll::Pending => Some(Rest::Method(future, subscriber.timeout)),
                }
            }
        }
    }));
    match outcome {
        Ok(None) => {}
        // No wake-up is lost: whoever takes it polls it again with a waker of its own.
        Ok(Some(rest)) => {
            session.lane.starting.set(None);
            return Some(Pending {
                rest,
                place: Place::new(session, subscription),
            });
        }
        Err(panic) => report(session, subscription, panics::panic_message(&*panic)),
    }
    None
}

impl Pending {
    /// Runs to the end; a panic was answered by the reply's drop and is logged here.
    pub(super) async fn finish(self) {
        let Self { rest, place } = self;
        let (session, subscription) = (&place.session, place.subscription);
        let finished = panics::caught(async {
            let remaining = match rest {
                Rest::Method(future, None) => future.await,
                Rest::Method(future, Some(timeout)) => {
                    within(timeout, future, session, subscription).await
                }
                Rest::Remaining(remaining) => remaining,
            };
            if let Some(task) = remaining.into_task() {
                task.await;
            }
        });
        if let Err(panic) = finished.await {
            report(session, subscription, &panic);
        }
    }
}

/// Waits for a method for as long as its timeout allows, then drops it, which answers.
async fn within(
    timeout: Duration,
    mut method: Method,
    session: &Session,
    subscription: Option<Subscription>,
) -> Remaining {
    if let Ok(remaining) = tokio::time::timeout(timeout, method.as_mut()).await {
        return remaining;
    }
    tracing::warn!(
        handler = name(session, subscription),
        namespace = session.namespace().name(),
        socket = socket(session),
        ?timeout,
        "a handler did not return in time and is cancelled"
    );
    cancel(method, Cancellation::Timeout);
    Remaining::nothing()
}

/// Gateway and method, for the log.
fn name(session: &Session, subscription: Option<Subscription>) -> Option<&str> {
    let subscriber = session.namespace().table().subscriber(subscription)?;
    Some(&subscriber.name)
}

fn socket(session: &Session) -> Option<DisplayValue<Sid>> {
    session.socket().map(|socket| display(socket.id))
}

fn report(session: &Session, subscription: Option<Subscription>, panic: &str) {
    tracing::error!(
        handler = name(session, subscription),
        namespace = session.namespace().name(),
        socket = socket(session),
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
