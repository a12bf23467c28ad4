//! `GatewayRecord`, `HandlerRecord` and `HookRecord` are constants that the macros make, with pointers to
//! generic functions.

use std::{
    any::{Any, TypeId},
    marker::PhantomData,
    panic::Location,
    sync::Arc,
    time::Duration,
};

use super::{
    BoundHandler, BoundMethod, Handler,
    glue::{BoxFuture, ConnectionHook, DisconnectHook, InitHook},
};
use crate::{
    error::{BoxError, WsError},
    extract::{ConnectionContext, DisconnectContext, InitContext, Owner, Requirements},
    gateway::{Gateway, GatewayOptions, Setup},
};

/// A gateway's instance, whose type is erased. The functions of its records know the type again.
pub(crate) type AnyGateway = Arc<dyn Any + Send + Sync>;

/// The declaration of a gateway.
pub struct GatewayRecord {
    pub(crate) gateway: fn() -> TypeId,
    pub(crate) name: &'static str,
    pub(crate) options: GatewayOptions,
    pub(crate) place: &'static Location<'static>,
    pub(crate) create: fn(&mut Setup<'_>) -> Option<AnyGateway>,
}

impl GatewayRecord {
    /// The record of `G`. Reports name the caller's place as the gateway's.
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
    /// `#[subscribe_message("name")]`
    Literal(&'static str),
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
        }
    }

    /// The same record, with `timeout = ".."`.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }
}

/// The subscriptions of an `impl` block, which submits them together.
pub struct HandlerRecords {
    /// One record for each method and event.
    pub records: &'static [HandlerRecord],
}

inventory::collect!(HandlerRecords);

/// A hook, bound to its instance.
pub(crate) type BoundHook<C, E> = Box<dyn Fn(C) -> BoxFuture<Result<(), E>> + Send + Sync>;

/// A function that binds a hook to an instance.
type BindHook<C, E> = fn(AnyGateway) -> Option<BoundHook<C, E>>;

/// A method that is a lifecycle hook.
pub struct HookRecord {
    pub(crate) gateway: fn() -> TypeId,
    pub(crate) method: &'static str,
    pub(crate) place: &'static Location<'static>,
    pub(crate) kind: HookKind,
    pub(crate) require: fn(&mut Requirements<'_>),
}

/// The kind of a hook, with the function that binds it.
pub(crate) enum HookKind {
    Init(BindHook<InitContext, BoxError>),
    Connection(BindHook<ConnectionContext, WsError>),
    Disconnect(BindHook<DisconnectContext, WsError>),
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
    /// The record of `G`'s init hook `M`.
    #[must_use]
    #[track_caller]
    pub const fn init<G: InitHook<M>, M: 'static>(method: &'static str) -> Self {
        Self {
            gateway: TypeId::of::<G>,
            method,
            place: Location::caller(),
            kind: HookKind::Init(|gateway| {
                let gateway = gateway.downcast::<G>().ok()?;
                Some(Box::new(move |context| {
                    <G as InitHook<M>>::run(gateway.clone(), context)
                }))
            }),
            require: <G as InitHook<M>>::require,
        }
    }

    /// The record of `G`'s connection hook `M`.
    #[must_use]
    #[track_caller]
    pub const fn connection<G: ConnectionHook<M>, M: 'static>(method: &'static str) -> Self {
        Self {
            gateway: TypeId::of::<G>,
            method,
            place: Location::caller(),
            kind: HookKind::Connection(|gateway| {
                let gateway = gateway.downcast::<G>().ok()?;
                Some(Box::new(move |context| {
                    <G as ConnectionHook<M>>::run(gateway.clone(), context)
                }))
            }),
            require: <G as ConnectionHook<M>>::require,
        }
    }

    /// The record of `G`'s disconnect hook `M`.
    #[must_use]
    #[track_caller]
    pub const fn disconnect<G: DisconnectHook<M>, M: 'static>(method: &'static str) -> Self {
        Self {
            gateway: TypeId::of::<G>,
            method,
            place: Location::caller(),
            kind: HookKind::Disconnect(|gateway| {
                let gateway = gateway.downcast::<G>().ok()?;
                Some(Box::new(move |context| {
                    <G as DisconnectHook<M>>::run(gateway.clone(), context)
                }))
            }),
            require: <G as DisconnectHook<M>>::require,
        }
    }
}

inventory::collect!(HookRecord);
