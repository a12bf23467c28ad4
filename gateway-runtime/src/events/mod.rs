//! `Events` is the bus of an app: what one part of the program emits, other parts listen for, by the type of the event.
//!
//! - [`AppEvent`] is what can be emitted.
//! - `Listener` is one that listens, with its type erased; `Listeners` are all of an app.
//! - `Bus` leads from the handles, which may be made before the app is built, to the listeners of the app that runs.
//! - `unheard` logs an event for which there is no listener.
//!
//! The room knows nothing of gateways: `registry` makes listeners of their methods, and `app` of closures.

mod app_event;
mod bus;
mod listener;
mod listeners;
mod unheard;

pub use app_event::AppEvent;
pub(crate) use bus::Bus;
pub use bus::Events;
pub(crate) use listener::Listener;
pub(crate) use listeners::Listeners;
