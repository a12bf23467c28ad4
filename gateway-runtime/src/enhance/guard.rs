//! `Guard` decides whether a method may be called, and whether a client may connect.

use std::{pin::Pin, sync::Arc};

use super::{Call, CallContext, Given};
#[cfg(feature = "contract")]
use crate::describe::{GuardShape, Types};
use crate::{
    error::{Failure, FailureKind, WsError},
    extract::Requirements,
};

/// A guard: NestJS's `CanActivate`. Most guards are functions marked [`#[guard]`](macro@crate::guard); a guard with
/// state implements this trait.
///
/// A guard stands in [`#[use_guards(..)]`](macro@crate::use_guards) on a gateway or on a method, or holds for all
/// gateways of an app ([`GatewayAppBuilder::guard`](crate::GatewayAppBuilder::guard)). Global guards and those of
/// gateways run when a client connects, before its CONNECT, and again before each message, unless their
/// [`POINT`](Self::POINT) says otherwise. The first refusal ends it: the client gets the error, and no body is decoded.
///
/// ```
/// use std::sync::Arc;
///
/// use gateway_runtime::prelude::*;
///
/// struct Plans;
/// # impl Plans { async fn of(&self, _: &Socket) -> &'static str { "free" } }
///
/// /// Lets in who has paid for `plan`.
/// #[injectable]
/// struct HasPlan {
///     #[inject]
///     plans: Arc<Plans>,
///     #[default = "pro"]
///     plan: &'static str,
/// }
///
/// impl Guard for HasPlan {
///     type Value = ();
///
///     async fn check(&self, call: &Call) -> Result<(), WsError> {
///         if self.plans.of(call.socket()).await == self.plan {
///             Ok(())
///         } else {
///             Err(WsError::forbidden("this needs another plan"))
///         }
///     }
/// }
///
/// #[websocket_gateway]
/// #[use_guards(HasPlan)]
/// struct Shop;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no guard",
    label = "not a guard",
    note = "mark the function with `#[guard]`, or implement `Guard` for the struct"
)]
pub trait Guard: Sized + Send + Sync + 'static {
    /// What the guard gives to those behind it, who take it as a parameter marked `#[guarded]`. `()` gives nothing.
    type Value: Send + Sync + 'static;

    /// When the guard runs.
    const POINT: GuardPoint = GuardPoint::Both;

    /// Decides about a message, or about a client that wants to connect.
    ///
    /// # Errors
    /// The refusal, which the client is told. Of a client that wants to connect it is the message of `connect_error`.
    fn check(&self, call: &Call) -> impl Future<Output = Result<Self::Value, WsError>> + Send;

    /// The same without a future, for functions that are none.
    #[doc(hidden)]
    fn start(self: &Arc<Self>, context: &mut CallContext<'_>) -> Checked {
        let (guard, call) = (Arc::clone(self), context.call());
        Checked::later(async move {
            let value = guard.check(&call).await?;
            Given::of(value)
        })
    }

    /// Notes what the guard needs of the app.
    #[doc(hidden)]
    fn require(_: &mut Requirements<'_>) {}

    /// What the guard is to clients: one that is no function refuses with any `WsError`.
    #[cfg(feature = "contract")]
    #[doc(hidden)]
    #[must_use]
    fn describe(_: &mut Types) -> GuardShape {
        GuardShape::unknown()
    }
}

/// When a guard runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GuardPoint {
    /// When a client connects, and before each message, so that an expired token is noticed: `#[guard]`.
    #[default]
    Both,
    /// Only when a client connects: `#[guard(connection)]`.
    Connection,
    /// Only before messages: `#[guard(message)]`.
    Message,
}

impl GuardPoint {
    /// Whether the guard runs when a client connects.
    #[must_use]
    pub const fn is_at_connection(self) -> bool {
        !matches!(self, Self::Message)
    }

    /// Whether the guard runs before messages.
    #[must_use]
    pub const fn is_at_message(self) -> bool {
        !matches!(self, Self::Connection)
    }
}

/// What a guard that has been called gave: its decision, or a future of that.
pub struct Checked(pub(super) State);

/// The decision that is not there yet.
pub(super) type Decision = Pin<Box<dyn Future<Output = Result<Given, Failure>> + Send>>;

pub(super) enum State {
    Now(Result<Given, Failure>),
    Later(Decision),
}

impl Checked {
    /// A plain function has decided.
    #[must_use]
    pub fn now(decision: Result<Given, Failure>) -> Self {
        Self(State::Now(decision))
    }

    /// A parameter of the guard could not be taken.
    #[must_use]
    pub fn refused(error: WsError) -> Self {
        Self(State::Now(Err(Failure::new(error, FailureKind::Guard))))
    }

    /// An async function will decide.
    #[must_use]
    pub fn later(decision: impl Future<Output = Result<Given, Failure>> + Send + 'static) -> Self {
        Self(State::Later(Box::pin(decision)))
    }
}

/// A guard whose type is forgotten.
pub(crate) trait AnyGuard: Send + Sync {
    fn start(&self, context: &mut CallContext<'_>) -> Checked;
}

impl<G: Guard> AnyGuard for Arc<G> {
    fn start(&self, context: &mut CallContext<'_>) -> Checked {
        G::start(self, context)
    }
}
