//! `FromApp` and `FromShutdown` are what the parameters of methods implement that the app calls without a client.

use super::{FromInit, InitContext, Requirements, ShutdownContext};
use crate::{error::BoxError, session::Shutdown};

/// A parameter of a timer or of a listener: what an init hook can take.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a timer or a listener",
    label = "no client is there whom it could be taken from",
    note = "a timer takes `Server`, `Server<Self>`, and providers: `#[inject]`; a listener takes its event too"
)]
pub trait FromApp: Sized {
    /// Takes the parameter from the context of the app.
    ///
    /// # Errors
    /// The error is logged, and the method does not run.
    #[doc(hidden)]
    fn from_app(context: &InitContext) -> Result<Self, BoxError>;
}

#[diagnostic::do_not_recommend]
impl<T: FromInit> FromApp for T {
    fn from_app(context: &InitContext) -> Result<Self, BoxError> {
        T::from_init(context)
    }
}

/// A parameter of a shutdown hook: what an init hook can take, and [`Shutdown`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of a shutdown hook",
    label = "no client takes part in the end",
    note = "a shutdown hook takes `Shutdown`, `Server`, `Server<Self>`, and providers: `#[inject]`"
)]
pub trait FromShutdown: Sized {
    /// Takes the parameter from the context of the app that ends.
    ///
    /// # Errors
    /// The error is logged, and the hook does not run.
    #[doc(hidden)]
    fn from_shutdown(context: &ShutdownContext) -> Result<Self, BoxError>;

    /// Notes what the extractor needs of the app.
    #[doc(hidden)]
    fn require(_: &mut Requirements<'_>) {}
}

#[diagnostic::do_not_recommend]
impl<T: FromInit> FromShutdown for T {
    fn from_shutdown(context: &ShutdownContext) -> Result<Self, BoxError> {
        T::from_init(context.init())
    }

    fn require(requirements: &mut Requirements<'_>) {
        <T as FromInit>::require(requirements);
    }
}

#[diagnostic::do_not_recommend]
impl FromShutdown for Shutdown {
    fn from_shutdown(context: &ShutdownContext) -> Result<Self, BoxError> {
        Ok(context.why())
    }
}
