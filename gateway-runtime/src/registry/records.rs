//! `GatewayRecord`, `HandlerRecord` and `HookRecord` are constants that the macros make, with pointers to
//! generic functions.

use std::{
    any::{Any, TypeId, type_name},
    marker::PhantomData,
    panic::Location,
    sync::Arc,
    time::Duration,
};

use super::{
    BoundMethod, Handler,
    glue::{Hook, HookFuture},
};
#[cfg(feature = "contract")]
use crate::describe::{GatewayShape, HookShape, Shape, Types};
use crate::{
    enhance::EnhancerList,
    events::{AppEvent, Listener},
    extract::{
        ConnectionContext, DisconnectContext, EventContext, InitContext, Owner, Requirements,
        ServerEventContext, ShutdownContext,
    },
    gateway::{Gateway, GatewayOptions, ProvideServer, Setup, provide_server},
    message::BoundHandler,
};

/// A gateway's instance, whose type is erased. The functions of its records know the type again.
pub(crate) type AnyGateway = Arc<dyn Any + Send + Sync>;

/// The declaration of a gateway.
pub struct GatewayRecord {
    pub(crate) gateway: fn() -> TypeId,
    pub(crate) name: &'static str,
    type_name: fn() -> &'static str,
    pub(crate) options: GatewayOptions,
    pub(crate) place: &'static Location<'static>,
    pub(crate) create: fn(&mut Setup<'_>) -> Option<AnyGateway>,
    /// Gives the gateway's `Server` to the providers.
    pub(crate) provide_server: ProvideServer,
    /// What stands around all its methods.
    pub(crate) enhance: Option<Enhance>,
    #[cfg(feature = "contract")]
    pub(crate) describe: fn(&mut Types) -> GatewayShape,
}

/// A function that writes enhancers down.
type Enhance = fn(&mut EnhancerList<'_>);

impl GatewayRecord {
    /// The record of `G`. Reports name the caller's place as the gateway's.
    #[must_use]
    #[track_caller]
    pub const fn new<G: Gateway>() -> Self {
        Self {
            gateway: TypeId::of::<G>,
            name: G::NAME,
            type_name: type_name::<G>,
            options: G::OPTIONS,
            place: Location::caller(),
            create: |setup| G::create(setup).map(|gateway| Arc::new(gateway) as AnyGateway),
            provide_server: provide_server::<G>,
            enhance: None,
            #[cfg(feature = "contract")]
            describe: G::describe,
        }
    }

    /// The same record, with `#[use_guards(..)]` or its like on the struct.
    #[must_use]
    pub const fn enhanced(mut self, enhance: Enhance) -> Self {
        self.enhance = Some(enhance);
        self
    }
}

impl GatewayRecord {
    /// The name of the crate that the gateway is declared in, as Rust writes it: with underscores.
    pub(crate) fn crate_name(&self) -> &'static str {
        let full = (self.type_name)();
        full.split_once("::").map_or(full, |(first, _)| first)
    }

    /// The gateway as reports name it, when its methods need something that the app lacks.
    pub(crate) fn owner(&self) -> Owner {
        Owner {
            name: self.name,
            namespace: self.options.namespace,
            place: self.place,
        }
    }
}

inventory::collect!(GatewayRecord);

/// The event that a method subscribes to.
#[derive(Clone, Copy, Debug)]
pub enum Subscribed {
    /// `#[subscribe_message("name")]` or `#[subscribe_message(events::NAME)]`
    Named(&'static str),
    /// `#[subscribe_message]`: the method's name, cased by the gateway's `rename_all`.
    Method,
    /// `#[subscribe_message(fallback)]`: every event that no other method subscribes to.
    Fallback,
}

/// The subscription of a method to an event.
pub struct HandlerRecord {
    pub(crate) gateway: fn() -> TypeId,
    pub(crate) event: Subscribed,
    pub(crate) method: &'static str,
    pub(crate) place: &'static Location<'static>,
    pub(crate) bind: fn(AnyGateway) -> Option<Box<dyn BoundHandler>>,
    pub(crate) require: fn(&mut Requirements<'_>),
    /// The timeout of this subscription; `None` if that of the gateway holds.
    pub(crate) timeout: Option<Duration>,
    /// What stands around the method.
    pub(crate) enhance: Option<Enhance>,
    #[cfg(feature = "contract")]
    pub(crate) describe: fn(&mut Types) -> Shape,
}

impl HandlerRecord {
    /// The record of `G`'s method `M`. Reports name the caller's place as the subscription's.
    #[must_use]
    #[track_caller]
    pub const fn new<G: Handler<M>, M: 'static>(event: Subscribed, method: &'static str) -> Self {
        Self {
            gateway: TypeId::of::<G>,
            event,
            method,
            place: Location::caller(),
            bind: |gateway| {
                let gateway = gateway.downcast::<G>().ok()?;
                Some(Box::new(BoundMethod::<G, M> {
                    gateway,
                    method: PhantomData,
                }))
            },
            require: <G as Handler<M>>::require,
            timeout: None,
            enhance: None,
            #[cfg(feature = "contract")]
            describe: <G as Handler<M>>::describe,
        }
    }

    /// The same record, with `timeout = ".."`.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The same record, with `#[use_guards(..)]` or its like on the method.
    #[must_use]
    pub const fn enhanced(mut self, enhance: Enhance) -> Self {
        self.enhance = Some(enhance);
        self
    }
}

/// The subscriptions of an `impl` block, which submits them together.
pub struct HandlerRecords {
    /// One record for each method and event.
    pub records: &'static [HandlerRecord],
}

inventory::collect!(HandlerRecords);

/// A hook with the context `C`, bound to its instance.
pub(crate) type BoundHook<C> = Box<dyn Fn(C) -> HookFuture<C> + Send + Sync>;

/// A function that binds a hook to an instance.
type BindHook<C> = fn(AnyGateway) -> Option<BoundHook<C>>;

/// A function that makes a listener of a method of an instance, given the method's name for the log and what makes its
/// context.
type BindListener =
    fn(AnyGateway, &str, Box<dyn Fn() -> InitContext + Send + Sync>) -> Option<Listener>;

/// A method that the app calls without a message: a lifecycle hook, a timer or a listener.
pub struct HookRecord {
    pub(crate) gateway: fn() -> TypeId,
    pub(crate) method: &'static str,
    pub(crate) place: &'static Location<'static>,
    pub(crate) kind: HookKind,
    pub(crate) require: fn(&mut Requirements<'_>),
    #[cfg(feature = "contract")]
    pub(crate) describe: fn(&mut Types) -> HookShape,
}

/// The kind of a hook, with the function that binds it.
pub(crate) enum HookKind {
    Init(BindHook<InitContext>),
    /// With the name of the event.
    ServerEvent(&'static str, BindHook<ServerEventContext>),
    Connection(BindHook<ConnectionContext>),
    Disconnect(BindHook<DisconnectContext>),
    Shutdown(BindHook<ShutdownContext>),
    /// A timer, with its period.
    Interval(Duration, BindHook<InitContext>),
    /// A listener for events of the app.
    Event(BindListener),
}

impl HookKind {
    /// The attribute's name, for reports.
    pub(crate) fn attribute(&self) -> &'static str {
        match self {
            Self::Init(_) => "on_gateway_init",
            Self::ServerEvent(..) => "on_server_event",
            Self::Connection(_) => "on_gateway_connection",
            Self::Disconnect(_) => "on_gateway_disconnect",
            Self::Shutdown(_) => "on_gateway_shutdown",
            Self::Interval(..) => "interval",
            Self::Event(_) => "on_event",
        }
    }

    /// The kind's name, for the log.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Init(_) => "init",
            Self::ServerEvent(..) => "server event",
            Self::Connection(_) => "connection",
            Self::Disconnect(_) => "disconnect",
            Self::Shutdown(_) => "shutdown",
            Self::Interval(..) => "interval",
            Self::Event(_) => "event",
        }
    }

    /// When hooks of this kind run, among those of the other kinds.
    pub(crate) fn turn(&self) -> u8 {
        match self {
            Self::Init(_) => 0,
            Self::Connection(_) => 1,
            Self::Disconnect(_) => 2,
            Self::Shutdown(_) => 3,
            Self::Interval(..) => 4,
            Self::Event(_) => 5,
            Self::ServerEvent(..) => 6,
        }
    }

    /// Whether a gateway may have several: timers and listeners are no hooks.
    pub(crate) fn may_be_several(&self) -> bool {
        matches!(self, Self::Interval(..) | Self::Event(_))
    }
}

impl HookRecord {
    /// The record of `G`'s init hook `M`. The caller's place is the hook's in reports.
    #[must_use]
    #[track_caller]
    pub const fn init<G: Hook<M, Context = InitContext>, M: 'static>(method: &'static str) -> Self {
        Self::new::<G, M>(method, HookKind::Init(bind::<G, M>))
    }

    /// The record of `G`'s method `M`, which is called when another server has emitted `event`.
    #[must_use]
    #[track_caller]
    pub const fn server_event<G: Hook<M, Context = ServerEventContext>, M: 'static>(
        method: &'static str,
        event: &'static str,
    ) -> Self {
        let kind = HookKind::ServerEvent(event, bind::<G, M>);
        Self::new::<G, M>(method, kind)
    }

    /// The record of `G`'s connection hook `M`.
    #[must_use]
    #[track_caller]
    pub const fn connection<G: Hook<M, Context = ConnectionContext>, M: 'static>(
        method: &'static str,
    ) -> Self {
        let kind = HookKind::Connection(bind::<G, M>);
        Self::new::<G, M>(method, kind)
    }

    /// The record of `G`'s disconnect hook `M`.
    #[must_use]
    #[track_caller]
    pub const fn disconnect<G: Hook<M, Context = DisconnectContext>, M: 'static>(
        method: &'static str,
    ) -> Self {
        let kind = HookKind::Disconnect(bind::<G, M>);
        Self::new::<G, M>(method, kind)
    }

    /// The record of `G`'s shutdown hook `M`.
    #[must_use]
    #[track_caller]
    pub const fn shutdown<G: Hook<M, Context = ShutdownContext>, M: 'static>(
        method: &'static str,
    ) -> Self {
        Self::new::<G, M>(method, HookKind::Shutdown(bind::<G, M>))
    }

    /// The record of `G`'s timer `M`, which runs `every` period.
    #[must_use]
    #[track_caller]
    pub const fn interval<G: Hook<M, Context = InitContext>, M: 'static>(
        method: &'static str,
        every: Duration,
    ) -> Self {
        Self::new::<G, M>(method, HookKind::Interval(every, bind::<G, M>))
    }

    /// The record of `G`'s listener `M` for the event `E`.
    #[must_use]
    #[track_caller]
    pub const fn event<G: Hook<M, Context = EventContext<E>>, M: 'static, E: AppEvent>(
        method: &'static str,
    ) -> Self {
        Self::new::<G, M>(method, HookKind::Event(listener::<G, M, E>))
    }

    #[track_caller]
    const fn new<G: Hook<M>, M: 'static>(method: &'static str, kind: HookKind) -> Self {
        Self {
            gateway: TypeId::of::<G>,
            method,
            place: Location::caller(),
            kind,
            require: <G as Hook<M>>::require,
            #[cfg(feature = "contract")]
            describe: <G as Hook<M>>::describe,
        }
    }
}

/// `G`'s hook `M` of an instance, if the instance is a `G`.
fn bind<G: Hook<M>, M: 'static>(gateway: AnyGateway) -> Option<BoundHook<G::Context>> {
    let gateway = gateway.downcast::<G>().ok()?;
    Some(Box::new(move |context| G::run(gateway.clone(), context)))
}

/// `G`'s method `M` of an instance as a listener, if the instance is a `G`.
fn listener<G: Hook<M, Context = EventContext<E>>, M: 'static, E: AppEvent>(
    gateway: AnyGateway,
    name: &str,
    context: Box<dyn Fn() -> InitContext + Send + Sync>,
) -> Option<Listener> {
    let gateway = gateway.downcast::<G>().ok()?;
    Some(Listener::new(name, move |event: E| {
        G::run(gateway.clone(), EventContext::new(context(), event))
    }))
}

inventory::collect!(HookRecord);
