//! `Listeners` are all listeners of an app, and start those of an event.

use std::{
    any::{Any, TypeId},
    future::poll_fn,
    sync::Arc,
    task::Poll,
};

use tokio::{runtime::Handle, sync::oneshot};

use super::listener::Listener;
use crate::{
    error::EmitError,
    panics::called,
    session::Lifecycle,
    sorted::SortedMap,
    spawn::{Task, spawn_on},
    tasks::{Running, Tasks, logged},
    watchdog::{Polls, Watchdog},
};

/// What a listener is called in the log.
const LISTENER: &str = "a listener";

/// The listeners of an app, by the type of the event. Those of one event are in the order in which they are started.
pub(crate) struct Listeners {
    by_event: SortedMap<TypeId, Vec<Listener>>,
    /// Where the listeners run; there is one if there are listeners.
    runtime: Option<Handle>,
    tasks: Arc<Tasks>,
}

/// Listeners that were started.
pub(super) struct Started {
    count: usize,
    /// Told when all have returned; closed if they were cut off.
    finished: oneshot::Receiver<()>,
}

impl Listeners {
    pub(crate) fn new(
        all: Vec<Listener>,
        runtime: Option<Handle>,
        tasks: &Arc<Tasks>,
        watchdog: Watchdog,
    ) -> Self {
        let mut by_event = SortedMap::new();
        for mut listener in all {
            listener.watch(watchdog);
            by_event
                .get_or_insert_with(listener.event, Vec::new)
                .push(listener);
        }
        Self {
            by_event,
            runtime,
            tasks: Arc::clone(tasks),
        }
    }

    /// Starts the listeners of an event, in a task of their own: whoever stops waiting for them does not end them.
    pub(super) fn start(
        &self,
        event_type: TypeId,
        event: &dyn Any,
        lifecycle: &Lifecycle,
    ) -> Result<Option<Started>, EmitError> {
        let (Some(listeners), Some(runtime)) = (self.by_event.get(&event_type), &self.runtime)
        else {
            return Ok(None);
        };
        let cuts = self.tasks.cuts();
        let running: Vec<(&Listener, Running)> = listeners
            .iter()
            .map(|listener| (listener, self.tasks.begin(&listener.name)))
            .collect();
        // Once more: from here on the end of the app sees what runs.
        lifecycle.check()?;
        let mut calls: Vec<Task> = running
            .into_iter()
            .filter_map(|(listener, running)| call(listener, event, running))
            .collect();
        let (tell, finished) = oneshot::channel();
        let all = poll_fn(move |context| {
            calls.retain_mut(|call| call.as_mut().poll(context).is_pending());
            if calls.is_empty() {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        });
        let work = Arc::clone(&self.tasks).unless_cut_off_since(
            cuts,
            Box::pin(async move {
                all.await;
                // Nobody may wait any more.
                let _ = tell.send(());
            }),
        );
        spawn_on(runtime, work);
        Ok(Some(Started {
            count: listeners.len(),
            finished,
        }))
    }
}

/// The call of one listener, unless the clone of the event has panicked.
fn call(listener: &Listener, event: &dyn Any, running: Running) -> Option<Task> {
    let name = Arc::clone(&listener.name);
    let watched = listener.watched.id();
    let start = || {
        let _held = watched.runs();
        (listener.start)(event)
    };
    let call = match called(start) {
        Ok(call) => call?,
        Err(panic) => {
            tracing::error!(
                method = &*name,
                panic,
                "the event of {LISTENER} panicked when it was cloned"
            );
            return None;
        }
    };
    Some(Box::pin(async move {
        let _running = running;
        let call = Box::pin(Polls::new(watched, call));
        logged(LISTENER, &name, call).await;
    }))
}

impl Started {
    /// Waits until all listeners have returned.
    pub(super) async fn finished(self) -> Result<usize, EmitError> {
        match self.finished.await {
            Ok(()) => Ok(self.count),
            Err(_) => Err(EmitError::NotRunning),
        }
    }
}
