//! `EndHooks` are what runs at the end of an app, after the last disconnect hook: the shutdown hooks of gateways, and what the
//! builder was given for services.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use crate::{
    panics::called,
    session::Shutdown,
    sync::lock,
    tasks::{LoggedCall, Tasks, logged},
    watchdog::{Kind, Polls, Watchdog, Watched},
};

/// One hook.
pub(super) struct EndHook {
    /// Gateway and method, or the place of the closure, for the log.
    name: Arc<str>,
    run: Box<dyn FnOnce(Shutdown) -> LoggedCall + Send>,
    /// Whether the log is told when the hook holds its thread.
    watched: Watched,
}

impl EndHook {
    pub(super) fn new(
        name: &str,
        run: impl FnOnce(Shutdown) -> LoggedCall + Send + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            run: Box::new(run),
            watched: Watched::default(),
        }
    }
}

/// The hooks that have not begun, in the order in which they run.
#[derive(Default)]
pub(super) struct EndHooks(Mutex<VecDeque<EndHook>>);

impl EndHooks {
    pub(super) fn new(hooks: impl IntoIterator<Item = EndHook>, watchdog: Watchdog) -> Self {
        let watched = hooks.into_iter().map(|hook| EndHook {
            watched: watchdog.watch(Kind::Other("a shutdown hook"), &hook.name, None),
            ..hook
        });
        Self(Mutex::new(watched.collect()))
    }

    /// Whether all hooks have begun.
    pub(super) fn is_empty(&self) -> bool {
        lock(&self.0).is_empty()
    }

    /// Runs the hooks, one after another. Each runs once, whatever becomes of this call.
    pub(super) async fn run(&self, why: Shutdown, tasks: &Arc<Tasks>) {
        loop {
            let next = lock(&self.0).pop_front();
            let Some(EndHook { name, run, watched }) = next else {
                return;
            };
            let _running = tasks.begin(&name);
            let call: LoggedCall = Box::pin(async move { run(why).await });
            let call = Box::pin(Polls::new(watched.id(), call));
            logged("a shutdown hook", &name, call).await;
        }
    }

    /// Gives up the hooks that have not begun, and returns their names.
    pub(super) fn give_up(&self) -> Vec<String> {
        let left = std::mem::take(&mut *lock(&self.0));
        let names = left.iter().map(|hook| String::from(&*hook.name)).collect();
        // A user's code runs when a closure is dropped.
        if let Err(panic) = called(|| drop(left)) {
            tracing::error!(
                panic,
                "a shutdown hook that has not run panicked when it was dropped"
            );
        }
        names
    }
}
