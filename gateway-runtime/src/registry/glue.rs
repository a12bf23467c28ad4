//! `Handler`, `InitHook`, `ConnectionHook` and `DisconnectHook` are the traits that the macros implement on a
//! gateway, once for each method that the runtime calls; `BoundHandler` is the erased form of a handler.
//!
//! `M` is a marker type for the method, so that one gateway can implement a trait for each of its methods,
//! from several `impl` blocks. `Gateway` is not a supertrait: the compiler would report a struct that is not
//! marked once for each method, instead of once.

use std::{marker::PhantomData, sync::Arc};

use crate::{
    error::{BoxError, WsError},
    extract::{ConnectionContext, DisconnectContext, InitContext, Requirements},
    message::Message,
    reply::{Remaining, Reply, Work},
};

/// A boxed future, whose type is erased.
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;

/// A subscribed method.
pub trait Handler<M: 'static>: Sized + Send + Sync + 'static {
    /// The method's parameters, in order.
    type Arguments;

    /// Takes the parameters out of the message.
    fn extract(message: &mut Message) -> Result<Self::Arguments, WsError>;

    /// Calls the method and answers.
    fn call(gateway: &Arc<Self>, arguments: Self::Arguments, reply: Reply) -> Work;

    /// Reports what the parameters need and the app lacks.
    fn require(_: &mut Requirements<'_>) {}
}

/// A method marked `#[on_gateway_init]`.
pub trait InitHook<M: 'static>: Sized + Send + Sync + 'static {
    /// Calls the method.
    fn run(gateway: Arc<Self>, context: InitContext) -> BoxFuture<Result<(), BoxError>>;

    /// Reports what the parameters need and the app lacks.
    fn require(_: &mut Requirements<'_>) {}
}

/// A method marked `#[on_gateway_connection]`.
pub trait ConnectionHook<M: 'static>: Sized + Send + Sync + 'static {
    /// Calls the method.
    fn run(gateway: Arc<Self>, context: ConnectionContext) -> BoxFuture<Result<(), WsError>>;

    /// Reports what the parameters need and the app lacks.
    fn require(_: &mut Requirements<'_>) {}
}

/// A method marked `#[on_gateway_disconnect]`.
pub trait DisconnectHook<M: 'static>: Sized + Send + Sync + 'static {
    /// Calls the method.
    fn run(gateway: Arc<Self>, context: DisconnectContext) -> BoxFuture<Result<(), WsError>>;

    /// Reports what the parameters need and the app lacks.
    fn require(_: &mut Requirements<'_>) {}
}

/// A subscribed method together with the instance that it is called on.
pub(crate) trait BoundHandler: Send + Sync {
    /// Takes the parameters, calls the method and answers. This is the only dynamic call on a message's way.
    fn start(&self, message: Message) -> Work;
}

/// The method `M` of the instance `gateway`.
pub(crate) struct BoundMethod<G, M> {
    pub(crate) gateway: Arc<G>,
    pub(crate) method: PhantomData<fn() -> M>,
}

impl<G: Handler<M>, M: 'static> BoundHandler for BoundMethod<G, M> {
    fn start(&self, mut message: Message) -> Work {
        match G::extract(&mut message) {
            Ok(arguments) => G::call(&self.gateway, arguments, message.into_reply()),
            Err(error) => {
                message.into_reply().fail(error);
                Work::ready(Remaining::nothing())
            }
        }
    }
}
