//! `listeners`, `end_hooks` and `timers` make what runs without a client of the gateways' methods.

use std::{any::TypeId, sync::Arc, time::Duration};

use tokio::time::{Instant, MissedTickBehavior, interval_at};

use super::{common::Common, watched::watched};
use crate::{
    app::{end_hooks::EndHook, plan::GatewayHook},
    events::Listener,
    extract::{InitContext, ShutdownContext},
    gateway::Links,
    handles::Server,
    providers::Providers,
    registry::{BoundHook, HookKind},
    session::Lifecycle,
    spawn::Task,
    tasks::{Tasks, logged},
};

/// What the contexts of a gateway's methods are made of.
#[derive(Clone)]
struct Surroundings {
    server: Server,
    providers: Arc<Providers>,
}

impl Surroundings {
    fn of(hook: &GatewayHook, links: &Links, common: &Common) -> Self {
        let gateway: TypeId = (hook.gateway.gateway)();
        Self {
            server: Server::linked(links.link_of(gateway)),
            providers: Arc::clone(&common.providers),
        }
    }

    fn context(&self) -> InitContext {
        InitContext::new(self.server.clone(), Arc::clone(&self.providers))
    }
}

/// The methods that listen for events, in the order of the gateways' names.
pub(super) fn listeners(links: &Links, common: &Common) -> Vec<Listener> {
    let listener = |hook: &GatewayHook| {
        let HookKind::Event(bind) = &hook.record.kind else {
            return None;
        };
        let surroundings = Surroundings::of(hook, links, common);
        let context = Box::new(move || surroundings.context());
        bind(common.instance(hook.gateway)?, &hook.name(), context)
    };
    common.hooks.iter().filter_map(listener).collect()
}

/// The shutdown hooks of gateways, in the order of the gateways' names.
pub(super) fn end_hooks(links: &Links, common: &Common) -> Vec<EndHook> {
    let end_hook = |hook: &GatewayHook| {
        let HookKind::Shutdown(bind) = &hook.record.kind else {
            return None;
        };
        let surroundings = Surroundings::of(hook, links, common);
        let run = common.instance(hook.gateway).and_then(bind)?;
        let name = format!("{} (shutdown hook)", hook.name());
        Some(EndHook::new(&name, move |why| {
            run(ShutdownContext::new(surroundings.context(), why))
        }))
    };
    common.hooks.iter().filter_map(end_hook).collect()
}

/// The methods that run at an interval, each as a task.
pub(super) fn timers(links: &Links, common: &Common, tasks: &Arc<Tasks>) -> Vec<Task> {
    let timer = |hook: &GatewayHook| {
        let HookKind::Interval(every, bind) = &hook.record.kind else {
            return None;
        };
        let run = common.instance(hook.gateway).and_then(bind)?;
        let timer = Timer {
            name: format!("{} (timer)", hook.name()).into(),
            every: *every,
            run: watched(run, "a timer", hook, common),
            surroundings: Surroundings::of(hook, links, common),
            lifecycle: Arc::clone(&common.lifecycle),
            tasks: Arc::clone(tasks),
        };
        let task: Task = Box::pin(timer.run());
        Some(task)
    };
    common.hooks.iter().filter_map(timer).collect()
}

/// A method that runs at an interval.
struct Timer {
    /// Gateway and method, for the log.
    name: Arc<str>,
    every: Duration,
    run: BoundHook<InitContext>,
    surroundings: Surroundings,
    lifecycle: Arc<Lifecycle>,
    tasks: Arc<Tasks>,
}

impl Timer {
    /// Runs the method at each tick, one call after the other, until the end of the app begins.
    async fn run(self) {
        // A first tick that no clock can show never comes.
        let Some(first) = Instant::now().checked_add(self.every) else {
            return;
        };
        let mut ticks = interval_at(first, self.every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                () = self.lifecycle.until_end_begins() => return,
                _ = ticks.tick() => {}
            }
            let running = self.tasks.begin(&self.name);
            // Once more: from here on the end of the app sees what runs.
            if self.lifecycle.has_end_begun() {
                return;
            }
            let call = (self.run)(self.surroundings.context());
            let name = Arc::clone(&self.name);
            let work = Box::pin(async move { logged("a timer", &name, call).await });
            running.unless_cut_off(work).await;
        }
    }
}
