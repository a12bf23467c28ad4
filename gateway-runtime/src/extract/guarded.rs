//! `guarded` takes what a guard gave, which is a parameter marked `#[guarded]`.

use std::{
    any::{Any, TypeId},
    borrow::Borrow as _,
    sync::Arc,
};

use super::{ConnectionContext, DisconnectContext, HasSocket};
use crate::{error::WsError, message::Message, type_name::short_name};

/// A context that knows what guards gave.
pub trait HasGiven {
    /// The value of the type `of` that a guard gave last.
    fn given(&self, of: TypeId) -> Option<Arc<dyn Any + Send + Sync>>;
}

impl HasGiven for Message {
    fn given(&self, of: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
        Self::given(self, of)
    }
}

impl HasGiven for ConnectionContext {
    fn given(&self, of: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
        given_at_connection(self, of)
    }
}

impl HasGiven for DisconnectContext {
    fn given(&self, of: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
        given_at_connection(self, of)
    }
}

fn given_at_connection(context: &impl HasSocket, of: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
    context.socket().borrow().session().user_data().given(of)
}

/// What a parameter marked `#[guarded]` can be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be taken from a guard, since it is not `Clone`",
    label = "this type does not implement `Clone`, `Send` and `Sync`",
    note = "who takes the value gets a clone: derive `Clone` for it, or let the guard give an `Arc<{Self}>`"
)]
pub trait Guarded: Sized {
    /// Takes a parameter marked `#[guarded]`.
    ///
    /// # Errors
    /// No guard gave such a value. The compiler and the start-up check that there is one.
    #[doc(hidden)]
    fn of_context(context: &impl HasGiven) -> Result<Self, WsError>;
}

// The bounds stand here: those of a supertrait would be reported in place of the message above.
#[diagnostic::do_not_recommend]
impl<T: Clone + Send + Sync + 'static> Guarded for T {
    fn of_context(context: &impl HasGiven) -> Result<Self, WsError> {
        taken(context)
            .ok_or_else(|| WsError::internal(format!("no guard gave a `{}`", short_name::<Self>())))
    }
}

/// A clone of the value of type `T` that a guard gave last.
pub(crate) fn taken<T: Clone + 'static>(context: &impl HasGiven) -> Option<T> {
    let value = context.given(TypeId::of::<T>())?;
    value.downcast_ref().cloned()
}
