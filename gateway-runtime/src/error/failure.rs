//! `Failure` is an error on its way to a client, as interceptors and filters see it: not converted yet.

use std::{any::Any, fmt};

use super::{IntoWsError, WsError};

/// Why a message, or a connection hook, has no answer: what an [`Interceptor`](crate::Interceptor) gets in place of
/// an [`Outcome`](crate::Outcome), and what a [`Filter`](crate::Filter) catches.
///
/// A failure holds the error that a method has returned, in the method's own type, and says where the error comes
/// from. An error is converted into the [`WsError`] that the client is told once nobody has caught it.
///
/// In an interceptor, `?` makes a failure of every error that a method may return.
///
/// ```
/// use gateway_runtime::{Failure, FailureKind, WsError};
///
/// struct OutOfStock(u32);
///
/// impl From<OutOfStock> for WsError {
///     fn from(OutOfStock(article): OutOfStock) -> Self {
///         Self::conflict(format!("article {article} is out of stock"))
///     }
/// }
///
/// let failure = Failure::from(OutOfStock(3));
/// assert!(failure.is::<OutOfStock>());
/// assert_eq!(failure.kind(), FailureKind::Interceptor);
/// assert_eq!(failure.into_error().message(), "article 3 is out of stock");
/// ```
pub struct Failure {
    cause: Cause,
    kind: FailureKind,
}

enum Cause {
    Error(WsError),
    Own(Box<dyn OwnError>),
}

/// Where a [`Failure`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// A limit: `#[throttle(..)]`.
    Limit,
    /// A guard has refused.
    Guard,
    /// A parameter of the method could not be taken: a body does not decode or is not valid, or an extractor has
    /// returned an error.
    Parameter,
    /// A pipe.
    Pipe,
    /// The method has returned the error, or the stream that it has returned.
    Method,
    /// The answer could not be written: its `Serialize` has failed or panicked.
    Answer,
    /// An interceptor has made the error.
    Interceptor,
    /// A guard, an interceptor, a pipe or the method has panicked.
    Panic,
    /// The `timeout` is over.
    Timeout,
    /// No method handles the event.
    UnknownEvent,
    /// A connection hook has refused the socket.
    ConnectionHook,
}

/// An error of a method, whose type is forgotten.
trait OwnError: Any + Send {
    fn into_ws_error(self: Box<Self>) -> WsError;
}

impl<E: IntoWsError + Send + 'static> OwnError for E {
    fn into_ws_error(self: Box<Self>) -> WsError {
        IntoWsError::into_ws_error(*self)
    }
}

impl Failure {
    /// A failure of the error `error`, in its own type.
    pub(crate) fn of<E: IntoWsError + Send + 'static>(error: E, kind: FailureKind) -> Self {
        // A `WsError` is in a box already.
        let cause = match take::<WsError, E>(error) {
            Ok(error) => Cause::Error(error),
            Err(error) => Cause::Own(Box::new(error)),
        };
        Self { cause, kind }
    }

    /// A failure of an error that is converted already.
    pub(crate) fn new(error: WsError, kind: FailureKind) -> Self {
        Self {
            cause: Cause::Error(error),
            kind,
        }
    }

    /// The same failure, which comes from somewhere else.
    pub(crate) fn of_kind(mut self, kind: FailureKind) -> Self {
        self.kind = kind;
        self
    }

    /// Where the failure comes from.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        self.kind
    }

    /// Whether the error is an `E`.
    #[must_use]
    pub fn is<E: 'static>(&self) -> bool {
        self.downcast_ref::<E>().is_some()
    }

    /// The error, if it is an `E`.
    #[must_use]
    pub fn downcast_ref<E: 'static>(&self) -> Option<&E> {
        match &self.cause {
            Cause::Error(error) => (error as &dyn Any).downcast_ref(),
            Cause::Own(error) => (&**error as &dyn Any).downcast_ref(),
        }
    }

    /// The error, if it is an `E`. The methods' errors that are neither `Send` nor `'static` are converted at once,
    /// so those are always a [`WsError`].
    ///
    /// # Errors
    /// The failure itself, if its error is of another type.
    pub fn downcast<E: 'static>(self) -> Result<E, Self> {
        let kind = self.kind;
        match self.cause {
            Cause::Error(error) => take(error).map_err(|error| Self::new(error, kind)),
            Cause::Own(error) if (&*error as &dyn Any).is::<E>() => {
                match (error as Box<dyn Any>).downcast::<E>() {
                    Ok(error) => Ok(*error),
                    // The type was looked at above.
                    Err(_) => Err(Self::new(WsError::failure(), kind)),
                }
            }
            cause @ Cause::Own(_) => Err(Self { cause, kind }),
        }
    }

    /// The error as the client would be told.
    #[must_use]
    pub fn into_error(self) -> WsError {
        match self.cause {
            Cause::Error(error) => error,
            Cause::Own(error) => error.into_ws_error(),
        }
    }
}

/// `value` as a `T`, if it is one.
fn take<T: 'static, V: 'static>(value: V) -> Result<T, V> {
    let mut value = Some(value);
    let taken = (&mut value as &mut dyn Any)
        .downcast_mut::<Option<T>>()
        .and_then(Option::take);
    match (taken, value) {
        (Some(taken), _) => Ok(taken),
        (None, Some(value)) => Err(value),
        (None, None) => unreachable!("what was not taken is still there"),
    }
}

/// `?` in an interceptor.
impl<E: IntoWsError + Send + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::of(error, FailureKind::Interceptor)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Failure");
        shown.field("kind", &self.kind);
        if let Cause::Error(error) = &self.cause {
            shown.field("error", error);
        }
        shown.finish_non_exhaustive()
    }
}

/// What a [`Filter`](crate::Filter) catches, by the type of its first parameter: [`Failure`] is every failure,
/// [`WsError`] every error that is one, any other type the errors of this type that methods return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error that a filter can catch",
    label = "no method can return this as its error",
    note = "a filter catches `Failure` (everything), `WsError`, or an error that methods return: a type that converts into \
            `WsError` and is `Send` and `'static`"
)]
pub trait Caught: Sized + Send + 'static {
    /// Whether the failure is of this type.
    #[doc(hidden)]
    fn is(failure: &Failure) -> bool;

    /// The failure as this type.
    ///
    /// # Errors
    /// The failure itself, if it is of another type.
    #[doc(hidden)]
    fn of(failure: Failure) -> Result<Self, Failure>;
}

impl Caught for Failure {
    fn is(_: &Failure) -> bool {
        true
    }

    fn of(failure: Failure) -> Result<Self, Failure> {
        Ok(failure)
    }
}

#[diagnostic::do_not_recommend]
impl<E: IntoWsError + Send + 'static> Caught for E {
    fn is(failure: &Failure) -> bool {
        failure.is::<E>()
    }

    fn of(failure: Failure) -> Result<Self, Failure> {
        failure.downcast()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Stock(u32);

    impl From<Stock> for WsError {
        fn from(stock: Stock) -> Self {
            Self::conflict(format!("stock {}", stock.0))
        }
    }

    #[test]
    fn an_own_error_is_kept_until_somebody_wants_it_or_the_client_is_told() {
        let failure = Failure::of(Stock(3), FailureKind::Method);
        assert_eq!(failure.downcast_ref::<Stock>(), Some(&Stock(3)));
        let failure = failure.downcast::<u8>().expect_err("is no number");
        let failure = failure.downcast::<WsError>().expect_err("is not converted");
        assert_eq!(failure.kind(), FailureKind::Method);
        assert!(Stock::is(&failure) && !WsError::is(&failure) && <Failure as Caught>::is(&failure));
        assert_eq!(failure.downcast::<Stock>().ok(), Some(Stock(3)));
        let failure = Failure::of(Stock(4), FailureKind::Method);
        assert_eq!(failure.into_error().message(), "stock 4");
    }

    #[test]
    fn a_ws_error_is_one() {
        let failure = Failure::of(WsError::conflict("twice"), FailureKind::Guard);
        assert!(failure.is::<WsError>() && !failure.is::<Stock>());
        let error = failure.downcast::<WsError>().expect("is one");
        assert_eq!(error.message(), "twice");
    }
}
