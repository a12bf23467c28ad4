//! `Listener` is a method or a closure that listens for events of one type.

use std::{
    any::{Any, TypeId, type_name},
    sync::Arc,
};

use super::app_event::AppEvent;
use crate::{
    tasks::LoggedCall,
    type_name::short_type_name,
    watchdog::{Kind, Watchdog, Watched},
};

/// One that listens. The type of its event is erased.
pub(crate) struct Listener {
    pub(super) event: TypeId,
    /// Gateway and method, or the place of the closure, for the log.
    pub(super) name: Arc<str>,
    pub(super) start: Start,
    /// Whether the log is told when the listener holds its thread.
    pub(super) watched: Watched,
}

/// Makes the call for a clone of the event; `None` if the event has another type.
type Start = Box<dyn Fn(&dyn Any) -> Option<LoggedCall> + Send + Sync>;

impl Listener {
    pub(crate) fn new<E: AppEvent>(
        name: &str,
        call: impl Fn(E) -> LoggedCall + Send + Sync + 'static,
    ) -> Self {
        Self {
            event: TypeId::of::<E>(),
            name: named(name, type_name::<E>()),
            start: Box::new(move |event| Some(call(event.downcast_ref::<E>()?.clone()))),
            watched: Watched::default(),
        }
    }

    /// Lets the watchdog watch the calls.
    pub(super) fn watch(&mut self, watchdog: Watchdog) {
        self.watched = watchdog.watch(Kind::Other("a listener"), &self.name, None);
    }
}

fn named(name: &str, event: &'static str) -> Arc<str> {
    format!("{name} (listener for {})", short_type_name(event)).into()
}
