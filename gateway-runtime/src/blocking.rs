//! `BlockingPool` runs the methods marked `blocking` on the threads of tokio's blocking pool, so many at a time and no
//! more.

use std::{
    panic::resume_unwind,
    pin::Pin,
    sync::{Arc, Mutex},
};

use tokio::{
    sync::{Semaphore, oneshot},
    task::spawn_blocking,
};
use tracing::Span;

use crate::{
    sync::lock,
    tasks::{Running, Tasks},
};

/// How many methods an app runs on blocking threads at a time, unless its builder decides otherwise.
pub(crate) const MAX_BLOCKING: usize = 64;

/// The places of an app for methods that block. Tokio has one pool for everything in the process: without places, the
/// methods of a busy gateway would take all of its threads.
pub(crate) struct BlockingPool {
    /// Fair: who asks first is given a place first.
    places: Arc<Semaphore>,
    #[cfg(feature = "testing")]
    all_places: usize,
    tasks: Arc<Tasks>,
}

/// A method, for the log.
#[derive(Clone, Copy)]
pub(crate) struct MethodName {
    pub(crate) gateway: fn() -> String,
    pub(crate) method: &'static str,
}

/// The call of a method, whose types are forgotten.
type Call = Box<dyn FnOnce() + Send>;

/// What a method returns, once it has.
type Returned<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl BlockingPool {
    /// `tasks` are the app's, which learn of methods that nobody waits for any more.
    pub(crate) fn new(places: usize, tasks: &Arc<Tasks>) -> Self {
        let places = places.min(Semaphore::MAX_PERMITS);
        Self {
            places: Arc::new(Semaphore::new(places)),
            #[cfg(feature = "testing")]
            all_places: places,
            tasks: Arc::clone(tasks),
        }
    }

    /// Runs `method` on a blocking thread, as soon as there is a place. Methods are handed over in the order in which
    /// the returned futures are first polled. A panic of the method goes on where the future is polled.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        name: MethodName,
        method: impl FnOnce() -> T + Send + 'static,
    ) -> Returned<T> {
        let (give, returned) = oneshot::channel();
        let call: Call = Box::new(move || {
            // Nobody waits any more if the message's time is over.
            let _ = give.send(method());
        });
        let watch = Watch {
            phase: Arc::default(),
            tasks: Arc::clone(&self.tasks),
            name,
        };
        let called = called(Arc::clone(&self.places), watch, call);
        Box::pin(async move {
            called.await;
            match returned.await {
                Ok(value) => value,
                // The runtime ends, and drops this future.
                Err(_) => std::future::pending().await,
            }
        })
    }

    /// Whether a method is on a thread.
    #[cfg(feature = "testing")]
    pub(crate) fn is_busy(&self) -> bool {
        self.places.available_permits() < self.all_places
    }
}

/// Where a method is that was handed over.
#[derive(Default)]
enum Phase {
    /// On its way to its thread or on it, and somebody waits for it.
    #[default]
    Awaited,
    /// Nobody waits for it any more, since its message was cancelled. It still holds its thread, so that the end of the
    /// app waits for it.
    Abandoned(#[expect(dead_code, reason = "it counts until it is dropped")] Running),
    /// It has returned.
    Over,
}

/// Whoever waits for a method. If this is dropped before the method has returned, the method is in work by itself.
struct Watch {
    phase: Arc<Mutex<Phase>>,
    tasks: Arc<Tasks>,
    name: MethodName,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut phase = lock(&self.phase);
        if matches!(*phase, Phase::Awaited) {
            let MethodName { gateway, method } = self.name;
            let name = format!("{}::{method} (blocking)", gateway()).into();
            *phase = Phase::Abandoned(self.tasks.begin(&name));
        }
    }
}

/// The method has returned, or has panicked, or was not called at all.
struct Returns(Arc<Mutex<Phase>>);

impl Returns {
    /// Whether nobody waits for the method any more.
    fn is_abandoned(&self) -> bool {
        matches!(*lock(&self.0), Phase::Abandoned(_))
    }
}

impl Drop for Returns {
    fn drop(&mut self) {
        let before = std::mem::replace(&mut *lock(&self.0), Phase::Over);
        drop(before);
    }
}

/// Hands a call over to a blocking thread, and waits for its end.
async fn called(places: Arc<Semaphore>, watch: Watch, call: Call) {
    // Nobody closes the semaphore.
    let place = places.acquire_owned().await.ok();
    let returns = Returns(Arc::clone(&watch.phase));
    let span = Span::current();
    let thread = spawn_blocking(move || {
        // In here, since a method that nobody waits for any more still has its place.
        let _place = place;
        if !returns.is_abandoned() {
            span.in_scope(call);
        }
        drop(returns);
    });
    if let Err(error) = thread.await {
        match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime ends, and drops this future.
            Err(_) => std::future::pending().await,
        }
    }
}
