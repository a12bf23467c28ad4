//! One message from its first poll to its end.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, Waker},
};

use tokio::task::coop;

use super::{Session, panics};
use crate::{message::Message, registry::BoundHandler};

/// What calling a handler gave.
pub struct Work(State);

enum State {
    Done,
    Later(Pin<Box<dyn Future<Output = ()> + Send>>),
}

impl Work {
    /// A plain method: it has returned and answered.
    #[must_use]
    pub fn done() -> Self {
        Self(State::Done)
    }

    /// An async method: the future calls it and answers.
    #[must_use]
    pub fn later(future: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(State::Later(Box::pin(future)))
    }
}

/// A message that could not finish in its first poll. Gives its place back when it is dropped.
pub(super) struct Pending {
    future: Pin<Box<dyn Future<Output = ()> + Send>>,
    place: Place,
}

/// One of the `max_in_flight` places of a socket.
struct Place(Arc<Session>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.give_place();
    }
}

/// Calls the handler and polls what it returns once, here, so that messages start in the order of
/// their arrival and one that never waits costs no task. The first poll is unconstrained: the
/// runtime's cooperative budget belongs to the reader, and a handler that finds it used up would
/// suspend on a lock that is free, out of order.
pub(super) fn start(
    session: &Arc<Session>,
    handler: &dyn BoundHandler,
    message: Message,
) -> Option<Pending> {
    let outcome = catch_unwind(AssertUnwindSafe(|| match handler.start(message).0 {
        State::Done => None,
        State::Later(mut future) => {
            let first = pin!(coop::unconstrained(future.as_mut()));
            match first.poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(()) => None,
                Poll::Pending => Some(future),
            }
        }
    }));
    match outcome {
        Ok(None) => {}
        // No wake-up is lost: whoever takes it polls it again with a waker of its own.
        Ok(Some(future)) => {
            return Some(Pending {
                future,
                place: Place(Arc::clone(session)),
            });
        }
        Err(panic) => report(session, panics::panic_message(&*panic)),
    }
    session.give_place();
    None
}

impl Pending {
    /// Runs to the end; a panic was answered by the reply's drop and is logged here.
    pub(super) async fn finish(self) {
        if let Err(panic) = panics::caught(self.future).await {
            report(&self.place.0, &panic);
        }
    }
}

fn report(session: &Session, panic: &str) {
    tracing::error!(
        namespace = session.namespace().name(),
        panic,
        "a handler panicked"
    );
}

/// Charges one unit of the runtime's cooperative budget for a message, so that a burst still lets
/// the connection's writer run at the reader's next read.
pub(super) fn charge_one_unit() {
    if let Poll::Ready(unit) = coop::poll_proceed(&mut Context::from_waker(Waker::noop())) {
        unit.made_progress();
    }
}
