//! The records themselves: constants made by the macros, with pointers to generic functions.

use std::{
    any::{Any, TypeId},
    marker::PhantomData,
    panic::Location,
    sync::Arc,
    time::Duration,
};

use super::{
    Bound, BoundHandler, Handler,
    glue::{Hook, HookFuture},
};
use crate::{
    extract::{ConnectionContext, DisconnectContext, InitContext, Owner, Requirements},
    gateway::{Gateway, GatewayOptions, Setup},
};

/// An instance whose type is forgotten; records know it again.
pub(crate) type AnyGateway = Arc<dyn Any + Send + Sync>;

/// A gateway was declared.
pub struct GatewayRecord {
    pub(crate) gateway: fn() -> TypeId,
    pub(crate) name: &'static str,
    pub(crate) options: GatewayOptions,
    pub(crate) place: &'static Location<'static>,
    pub(crate) create: fn(&mut Setup<'_>) -> Option<AnyGateway>,
}

impl GatewayRecord {
    /// The record of `G`. The caller's place is the gateway's in reports.
    #[must_use]
    #[track_caller]
    pub const fn new<G: Gateway>() -> Self {
        Self {
            gateway: TypeId::of::<G>,
            name: G::NAME,
            options: G::OPTIONS,
            place: Location::caller(),
            create: |setup| G::create(setup).map(|gateway| Arc::new(gateway) as AnyGateway),
        }
    }
}

impl GatewayRecord {
    /// Whose methods they are that need something of the app.
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
pub enum EventName {
    /// `#[subscribe_message("name")]`
    Literal(&'static str),
    /// `#[subscribe_message]`: the method's name, cased by the gateway's `rename_all`.
    Method,
    /// `#[subscribe_message(fallback)]`: whatever nobody else subscribes to.
    Fallback,
}

/// A method subscribes to an event.
pub struct HandlerRecord {
    pub(crate) gateway: fn() -> TypeId,
    pub(crate) event: EventName,
    pub(crate) method: &'static str,
    pub(crate) place: &'static Location<'static>,
    pub(crate) bind: fn(AnyGateway) -> Option<Box<dyn BoundHandler>>,
    pub(crate) require: fn(&mut Requirements<'_>),
    /// Of the subscription; else the gateway's holds.
    pub(crate) timeout: Option<Duration>,
}

impl HandlerRecord {
    /// The record of `G`'s method `M`. The caller's place is the subscription's in reports.
    #[must_use]
    #[track_caller]
    pub const fn new<G: Handler<M>, M: 'static>(event: EventName, method: &'static str) -> Self {
        Self {
            gateway: TypeId::of::<G>,
            event,
            method,
            place: Location::caller(),
            bind: |gateway| {
                let gateway = gateway.downcast::<G>().ok()?;
                Some(Box::new(Bound::<G, M> {
                    gateway,
                    method: PhantomData,
                }))
            },
            require: <G as Handler<M>>::require,
            timeout: None,
        }
    }

    /// The same with `timeout = ".."`.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }
}

/// The methods of an `impl` block that subscribe: what is submitted.
pub struct HandlerRecords {
    /// One for each method and event.
    pub records: &'static [HandlerRecord],
}

inventory::collect!(HandlerRecords);

/// A hook with the context `C`, bound to its instance.
pub(crate) type BoundHook<C> = Box<dyn Fn(C) -> HookFuture<C> + Send + Sync>;

/// Makes a hook out of an instance.
type BindHook<C> = fn(AnyGateway) -> Option<BoundHook<C>>;

/// A method is a lifecycle hook.
pub struct HookRecord {
    pub(crate) gateway: fn() -> TypeId,
    pub(crate) method: &'static str,
    pub(crate) place: &'static Location<'static>,
    pub(crate) kind: HookKind,
    pub(crate) require: fn(&mut Requirements<'_>),
}

/// Which hook, with the function that binds it.
pub(crate) enum HookKind {
    Init(BindHook<InitContext>),
    Connection(BindHook<ConnectionContext>),
    Disconnect(BindHook<DisconnectContext>),
}

impl HookKind {
    /// The attribute's name, for reports.
    pub(crate) fn attribute(&self) -> &'static str {
        match self {
            Self::Init(_) => "on_gateway_init",
            Self::Connection(_) => "on_gateway_connection",
            Self::Disconnect(_) => "on_gateway_disconnect",
        }
    }
}

impl HookRecord {
    /// The record of `G`'s init hook `M`. The caller's place is the hook's in reports.
    #[must_use]
    #[track_caller]
    pub const fn init<G: Hook<M, Context = InitContext>, M: 'static>(method: &'static str) -> Self {
        Self::new::<G, M>(method, HookKind::Init(bind::<G, M>))
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

    #[track_caller]
    const fn new<G: Hook<M>, M: 'static>(method: &'static str, kind: HookKind) -> Self {
        Self {
            gateway: TypeId::of::<G>,
            method,
            place: Location::caller(),
            kind,
            require: <G as Hook<M>>::require,
        }
    }
}

/// `G`'s hook `M` of an instance, if the instance is a `G`.
fn bind<G: Hook<M>, M: 'static>(gateway: AnyGateway) -> Option<BoundHook<G::Context>> {
    let gateway = gateway.downcast::<G>().ok()?;
    Some(Box::new(move |context| G::run(gateway.clone(), context)))
}

inventory::collect!(HookRecord);
