//! `Handler` and `Hook` are the traits that the macros implement on a gateway, once for each method
//! that the runtime calls; `BoundMethod` is a handler with its instance.
//!
//! `M` is a marker type of the method, so that one gateway can implement the traits once for each of
//! its methods, from several `impl` blocks. `Gateway` is no supertrait: the compiler would report a
//! struct that is not marked once for each method.

use std::{marker::PhantomData, pin::Pin, sync::Arc};

#[cfg(feature = "contract")]
use crate::describe::{HookShape, Shape, Types};
use crate::{
    error::{Failure, FailureKind, WsError},
    extract::{Context, Requirements},
    message::{BoundHandler, Message},
    reply::{Reply, Work},
};

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

    /// What the method is to clients.
    #[cfg(feature = "contract")]
    fn describe(types: &mut Types) -> Shape;
}

/// The call of a hook that is called with a `C`; the type of the future is erased.
pub type HookFuture<C> = Pin<Box<dyn Future<Output = Result<(), <C as Context>::Error>> + Send>>;

/// A method marked as a hook, a timer or a listener.
pub trait Hook<M: 'static>: Sized + Send + Sync + 'static {
    /// What the hook is called with.
    type Context: Context;

    /// Calls the method.
    fn run(gateway: Arc<Self>, context: Self::Context) -> HookFuture<Self::Context>;

    /// Reports what the parameters need and the app lacks.
    fn require(_: &mut Requirements<'_>) {}

    /// What the hook takes from clients.
    #[cfg(feature = "contract")]
    #[must_use]
    fn describe(_: &mut Types) -> HookShape {
        HookShape::default()
    }
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
                let failure = Failure::new(error, FailureKind::Parameter);
                Work::ready(message.into_reply().fail(failure))
            }
        }
    }
}
