//! `blocking` is what the expansion of a method marked `blocking` calls, beside what all subscribed methods call.

use std::pin::Pin;

use crate::{
    blocking::MethodName,
    error::Failure,
    reply::{Reply, SendableAnswer},
    type_name::short_name,
};

/// Runs the method `method` of `G` on a thread where it may block, as soon as the app has a place for it. `call` calls the
/// method, and has its arguments. `reply` is that of the message.
pub fn blocking<G, T: SendableAnswer + 'static>(
    reply: &Reply,
    method: &'static str,
    call: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Pin<Box<dyn Future<Output = Result<T, Failure>> + Send>> {
    let name = MethodName {
        gateway: short_name::<G>,
        method,
    };
    let pool = &reply.route().session.context().blocking;
    pool.run(name, call)
}

/// What a parameter of a method marked `blocking` has to be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a method marked `blocking`, since it cannot be sent between threads",
    label = "the method runs on another thread",
    note = "use `Arc` in place of `Rc`, and a `Mutex` or an atomic in place of a `Cell` or a `RefCell`; or remove \
            `blocking`"
)]
pub trait BlockingParameter: Sized {
    /// Leaves for the thread.
    #[doc(hidden)]
    fn leave(self) -> Sent<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> BlockingParameter for T {
    fn leave(self) -> Sent<Self> {
        Sent(Box::new(move || self))
    }
}

/// A parameter on its way to the thread. It can be sent whatever the parameter's type is, so that one that cannot is
/// reported once, as the parameter.
pub struct Sent<T>(Box<dyn FnOnce() -> T + Send>);

impl<T> Sent<T> {
    /// Arrives.
    #[must_use]
    pub fn arrive(self) -> T {
        (self.0)()
    }
}

/// Lets a parameter leave for the thread.
pub fn sent<T: BlockingParameter>(parameter: T) -> Sent<T> {
    parameter.leave()
}
