//! `on_shutdown`, `on_event` and `events` are the builder's methods for services that take part in the life of the app.

use std::{panic::Location, sync::Arc};

use super::GatewayAppBuilder;
use crate::{
    app::end_hooks::EndHook,
    error::LoggedOutput,
    events::{AppEvent, Events, Listener},
    place::place,
    session::Shutdown,
};

impl GatewayAppBuilder {
    /// Runs `hook` at the end of the app, for a service that is no gateway: NestJS's `onApplicationShutdown`. The hooks of
    /// several calls run in the order of the calls, one after another, after the
    /// [shutdown hooks](macro@crate::on_gateway_shutdown) of all gateways. By then the disconnect hooks
    /// have returned; handles still work, and connections are closed afterwards.
    ///
    /// The hook returns `()` or `Result<(), E>`; an error or a panic is logged with the place of this call. All hooks
    /// have to be done within the [`shutdown_deadline`](Self::shutdown_deadline); the log names those that are cut off.
    /// No hook runs if the app does not start, or is dropped without a
    /// [`shutdown`](crate::GatewayApp::shutdown). See [Shutdown](crate::guide::shutdown).
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// # struct Database;
    /// # impl Database { async fn close(&self) -> std::io::Result<()> { Ok(()) } }
    /// # let database = Arc::new(Database);
    /// let at_end = Arc::clone(&database);
    /// let builder = GatewayApp::builder()
    ///     .provide(database)
    ///     .on_shutdown(async move |why: Shutdown| {
    ///         println!("the end, because of {why}");
    ///         at_end.close().await
    ///     });
    /// ```
    #[must_use]
    #[track_caller]
    pub fn on_shutdown<F, R>(mut self /* chain the calls */, hook: F) -> Self
    where
        F: FnOnce(Shutdown) -> R + Send + 'static,
        R: Future<Output: LoggedOutput> + Send + 'static,
    {
        let name = named("on_shutdown", Location::caller());
        let hook = EndHook::new(&name, |why| {
            let running = hook(why);
            Box::pin(async move { running.await.into_result() })
        });
        self.plan.end_hooks.push(hook);
        self
    }

    /// Calls `listener` for each event of exactly the type `E` that is [emitted](Events::emit), for a service that is no
    /// gateway. Gateways mark a method with [`#[on_event]`](macro@crate::on_event).
    ///
    /// The listener returns `()` or `Result<(), E>`; an error or a panic is logged with the place of this call. What the
    /// listener has to keep is cloned for each call, since calls may overlap.
    ///
    /// ```
    /// use gateway_runtime::prelude::*;
    ///
    /// #[derive(Clone)]
    /// struct OrderCreated { id: u64 }
    ///
    /// # struct Mailer;
    /// # impl Mailer { async fn confirm(&self, _: u64) -> std::io::Result<()> { Ok(()) } }
    /// # let mailer = Arc::new(Mailer);
    /// let builder = GatewayApp::builder()
    ///     .on_event(async |order: OrderCreated| println!("order {} was created", order.id))
    ///     .on_event(move |order: OrderCreated| {
    ///         let mailer = Arc::clone(&mailer);
    ///         async move { mailer.confirm(order.id).await }
    ///     });
    /// ```
    #[must_use]
    #[track_caller]
    pub fn on_event<E, F, R>(mut self /* chain the calls */, listener: F) -> Self
    where
        E: AppEvent,
        F: Fn(E) -> R + Send + Sync + 'static,
        R: Future<Output: LoggedOutput> + Send + 'static,
    {
        let name = named("on_event", Location::caller());
        let listener = Arc::new(listener);
        let listener = Listener::new(&name, move |event: E| {
            let listener = Arc::clone(&listener);
            Box::pin(async move { listener(event).await.into_result() })
        });
        self.plan.listeners.push(listener);
        self
    }

    /// The bus of the app, before there is an app: for services and HTTP handlers. Events can be emitted as soon as
    /// [`build`](Self::build) has returned, until the app has been shut down.
    #[must_use]
    pub fn events(&self) -> Events {
        Events::new(&self.plan.bus)
    }
}

fn named(method: &str, location: &Location<'_>) -> String {
    format!("{method} ({})", place(location))
}
