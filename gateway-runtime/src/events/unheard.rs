//! `note` logs an event of the app for which there is no listener.

use std::{
    any::{TypeId, type_name},
    borrow::Cow,
    panic::Location,
    time::Duration,
};

use crate::{seldom::Seldom, type_name::short_type_name};

/// Logs an event that nobody has heard. That is nothing bad, unless it is a text: who comes from NestJS may have written
/// the name of an event, `emit("order.created")`, which compiles and reaches nobody.
pub(super) fn note<E: 'static>(emitted: &Location<'_>) {
    log(TypeId::of::<E>(), type_name::<E>(), emitted);
}

fn log(event: TypeId, name: &'static str, emitted: &Location<'_>) {
    static HINT: Seldom = Seldom::new(Duration::from_mins(1));
    if is_text(event) && HINT.is_due() {
        tracing::warn!(
            place = %emitted,
            "a text was emitted as an event of the app, and nobody listens for it: the type of an event is its name; \
             emit a value of your own type, as in `events.emit(OrderCreated {{ id }})`"
        );
    } else {
        tracing::debug!(
            event = short_type_name(name),
            place = %emitted,
            "nobody listens for an event of the app"
        );
    }
}

fn is_text(event: TypeId) -> bool {
    [
        TypeId::of::<&'static str>(),
        TypeId::of::<String>(),
        TypeId::of::<Cow<'static, str>>(),
    ]
    .contains(&event)
}
