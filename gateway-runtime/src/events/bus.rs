//! `Events` emits events of the app, and `Bus` leads from all `Events` of an app to its listeners.

use std::{
    any::{Any, TypeId},
    fmt,
    panic::Location,
    sync::{Arc, OnceLock, Weak},
};

use futures_util::future::BoxFuture;

use super::{
    app_event::AppEvent,
    listeners::{Listeners, Started},
    unheard,
};
use crate::{error::EmitError, session::Lifecycle};

/// The bus of the app: NestJS's `EventEmitter2`, by types instead of names.
///
/// A gateway listens with [`#[on_event]`](macro@crate::on_event), a service with
/// [`on_event`](crate::GatewayAppBuilder::on_event). `Events` is there without being provided:
/// `#[inject] events: Events` in gateways, their methods, and injectable structs;
/// [`GatewayAppBuilder::events`](crate::GatewayAppBuilder::events) and
/// [`GatewayApp::events`](crate::GatewayApp::events) for services and HTTP handlers. Clones are handles to the same bus.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// #[derive(Clone)]
/// struct OrderCreated { id: u64 }
///
/// #[websocket_gateway(namespace = "orders")]
/// struct Orders {
///     #[websocket_server]
///     server: Server<Orders>,
/// }
///
/// #[websocket_gateway]
/// impl Orders {
///     #[on_event]
///     async fn created(&self, order: OrderCreated) -> Result<(), EmitError> {
///         self.server.emit("created", &order.id).await?;
///         Ok(())
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), AppError> {
/// let app = GatewayApp::builder().only::<(Orders,)>().build().await?;
/// let listeners = app.events().emit(OrderCreated { id: 7 }).await;
/// assert!(matches!(listeners, Ok(1)));
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Events {
    bus: Arc<Bus>,
}

impl Events {
    pub(crate) fn new(bus: &Arc<Bus>) -> Self {
        Self {
            bus: Arc::clone(bus),
        }
    }

    /// Calls all listeners of exactly the type `E` with a clone of `event`, and waits until all of them have returned.
    /// Returns how many there are.
    ///
    /// An event for which there is no listener is a line in the log, at DEBUG. If it is a text, the line is a warning, once a
    /// minute at the most: `emit("order.created")` is no event of NestJS's, since the type of an event is its name.
    ///
    /// They are started one after another: those of the gateways in the order of the gateways' names, and of one gateway in
    /// the order in which they are written; then those of the services, in the order in which they were given. Each goes on
    /// in its own time when it waits for something, as in NestJS's `emitAsync`, so a listener may emit events too, even the same.
    /// An error or a panic of a listener is logged with its name, and is not the emitter's.
    ///
    /// The future does nothing until it is awaited, and owns the event, so it can be spawned by whoever does not want to
    /// wait. A future that is dropped does not end the listeners that it has started.
    ///
    /// # Errors
    /// [`EmitError::NotRunning`] before [`build`](crate::GatewayAppBuilder::build) has returned, also in init hooks: the
    /// gateways are not ready yet. And after the end of the app: the last who can emit are the shutdown hooks. Listeners
    /// that the end of the app cuts off leave this error too.
    // The future's type does not name `E`: the compiler would report an event that is none three times.
    #[track_caller]
    pub fn emit<E: AppEvent>(&self, event: E) -> BoxFuture<'static, Result<usize, EmitError>> {
        let bus = Arc::clone(&self.bus);
        let emitted = Location::caller();
        Box::pin(async move {
            let started = bus.start(TypeId::of::<E>(), &event);
            drop(event);
            match started? {
                None => {
                    unheard::note::<E>(emitted);
                    Ok(0)
                }
                Some(started) => started.finished().await,
            }
        })
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

/// The way from all `Events` of an app to its listeners. It keeps nothing of the app alive: a gateway may have an
/// `Events`, and listen itself.
#[derive(Default)]
pub(crate) struct Bus {
    running: OnceLock<Running>,
}

/// What the bus leads to, once the app runs.
struct Running {
    lifecycle: Arc<Lifecycle>,
    listeners: Weak<Listeners>,
}

impl Bus {
    /// Lets the events reach the listeners, from now on.
    pub(crate) fn run(&self, lifecycle: &Arc<Lifecycle>, listeners: &Arc<Listeners>) {
        self.running.get_or_init(|| Running {
            lifecycle: Arc::clone(lifecycle),
            listeners: Arc::downgrade(listeners),
        });
    }

    /// Starts the listeners of an event; `None` if it has none.
    fn start(&self, event_type: TypeId, event: &dyn Any) -> Result<Option<Started>, EmitError> {
        let running = self.running.get().ok_or(EmitError::NotRunning)?;
        running.lifecycle.check()?;
        let listeners = running.listeners.upgrade().ok_or(EmitError::NotRunning)?;
        listeners.start(event_type, event, &running.lifecycle)
    }
}
