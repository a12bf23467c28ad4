//! `Listener` is a method or a closure that listens for events of one type.

use std::{
    any::{Any, TypeId, type_name},
    sync::Arc,
};

use super::app_event::AppEvent;
use crate::{tasks::Call, type_name::short_type_name};

/// One that listens. The type of its event is erased.
pub(crate) struct Listener {
    pub(super) event: TypeId,
    /// Gateway and method, or the place of the closure, for the log.
    pub(super) name: Arc<str>,
    pub(super) start: Start,
}

/// Makes the call for a clone of the event; `None` if the event has another type.
type Start = Box<dyn Fn(&dyn Any) -> Option<Call> + Send + Sync>;

impl Listener {
    pub(crate) fn new<E: AppEvent>(
        name: &str,
        call: impl Fn(E) -> Call + Send + Sync + 'static,
    ) -> Self {
        Self {
            event: TypeId::of::<E>(),
            name: named(name, type_name::<E>()),
            start: Box::new(move |event| Some(call(event.downcast_ref::<E>()?.clone()))),
        }
    }
}

fn named(name: &str, event: &'static str) -> Arc<str> {
    format!("{name} (listener for {})", short_type_name(event)).into()
}
