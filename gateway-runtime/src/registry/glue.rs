//! The traits that the macros implement on a gateway, one for each method that the runtime calls,
//! and their erased form. `M` is a marker type of the method, so that one gateway can implement
//! them once for each of its methods, from several `impl` blocks. `Gateway` is no supertrait: a
//! struct that is not marked would be reported once for each method and not once.

use std::{marker::PhantomData, sync::Arc};

use crate::{
    error::{BoxError, WsError},
    extract::{ConnectionContext, DisconnectContext, InitContext, Requirements},
    message::Message,
    reply::{Remaining, Reply, Work},
};

/// A future whose type is forgotten.
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;

/// A subscribed method.
pub trait Handler<M: 'static>: Sized + Send + Sync + 'static {
    /// The method's parameters, in order.
    type Arguments;

    /// Takes the parameters out of the message.
    fn extract(message: &mut Message) -> Result<Self::Arguments, WsError>;

    /// Calls the method and answers.
    fn call(gateway: &Arc<Self>, arguments: Self::Arguments, reply: Reply) -> Work;

    /// Notes what the parameters need of the app and it does not have.
    fn require(_: &mut Requirements<'_>) {}
}

/// A method marked `#[on_gateway_init]`.
pub trait InitHook<M: 'static>: Sized + Send + Sync + 'static {
    /// Calls the method.
    fn run(gateway: Arc<Self>, context: InitContext) -> BoxFuture<Result<(), BoxError>>;

    /// Notes what the parameters need of the app and it does not have.
    fn require(_: &mut Requirements<'_>) {}
}

/// A method marked `#[on_gateway_connection]`.
pub trait ConnectionHook<M: 'static>: Sized + Send + Sync + 'static {
    /// Calls the method.
    fn run(gateway: Arc<Self>, context: ConnectionContext) -> BoxFuture<Result<(), WsError>>;

    /// Notes what the parameters need of the app and it does not have.
    fn require(_: &mut Requirements<'_>) {}
}

/// A method marked `#[on_gateway_disconnect]`.
pub trait DisconnectHook<M: 'static>: Sized + Send + Sync + 'static {
    /// Calls the method.
    fn run(gateway: Arc<Self>, context: DisconnectContext) -> BoxFuture<Result<(), WsError>>;

    /// Notes what the parameters need of the app and it does not have.
    fn require(_: &mut Requirements<'_>) {}
}

/// A subscribed method together with the instance that it is called on.
pub(crate) trait BoundHandler: Send + Sync {
    /// Extracts, calls, answers: the one dynamic call of a message's way.
    fn start(&self, message: Message) -> Work;
}

/// `G`'s method `M` and the instance.
pub(crate) struct Bound<G, M> {
    pub(crate) gateway: Arc<G>,
    pub(crate) method: PhantomData<fn() -> M>,
}

impl<G: Handler<M>, M: 'static> BoundHandler for Bound<G, M> {
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
