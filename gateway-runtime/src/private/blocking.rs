//! `blocking` is what the expansion of a method marked `blocking` calls, beside what all subscribed methods call.

use std::pin::Pin;

use crate::{blocking::MethodName, reply::Reply, type_name::short_name};

/// Runs the method `method` of `G`, which takes what it needs along, on a thread of its own, as soon as the app has a
/// place for it. `reply` is that of the message.
pub fn blocking<G, T: Send + 'static>(
    reply: &Reply,
    method: &'static str,
    call: impl FnOnce() -> T + Send + 'static,
) -> Pin<Box<dyn Future<Output = T> + Send>> {
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
    /// The parameter on its way to the thread. A type of its own, so that a parameter that cannot be sent is reported
    /// once.
    #[doc(hidden)]
    type Sent: Send + 'static;

    /// Leaves for the thread.
    #[doc(hidden)]
    fn leave(self) -> Self::Sent;

    /// Arrives.
    #[doc(hidden)]
    fn arrive(sent: Self::Sent) -> Self;
}

/// Lets a parameter leave for the thread.
pub fn sent<T: BlockingParameter>(parameter: T) -> T::Sent {
    parameter.leave()
}

/// Lets a parameter arrive.
pub fn received<T: BlockingParameter>(parameter: T::Sent) -> T {
    T::arrive(parameter)
}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> BlockingParameter for T {
    type Sent = T;

    fn leave(self) -> T {
        self
    }

    fn arrive(sent: T) -> T {
        sent
    }
}
