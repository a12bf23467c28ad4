//! `Metadata` is what a method or its gateway declares about itself, for enhancers to read.

use std::{
    any::{Any, TypeId},
    sync::Arc,
};

use super::{CallContext, FromCall};
use crate::{error::WsError, extract::Requirements, type_name::short_name};

/// The metadata of type `T`, as a parameter of a `#[guard]`, an `#[interceptor]` or a `#[filter]`: what
/// `#[set_metadata(value)]` has declared on the method, or else on the method's gateway. NestJS reads it with
/// `Reflector.getAllAndOverride`.
///
/// A method without such metadata is a start-up error; an `Option<Metadata<T>>` is `None` there.
/// [`Call::metadata_all`](crate::Call::metadata_all) gives that of the method and of the gateway.
///
/// ```
/// use gateway_runtime::prelude::*;
///
/// struct Roles(&'static [&'static str]);
///
/// #[derive(Clone)]
/// struct User { role: String }
///
/// #[guard]
/// fn authenticated(#[handshake_auth] role: String) -> Result<User, WsError> {
///     Ok(User { role })
/// }
///
/// #[guard(message)]
/// fn has_role(#[guarded] user: User, Metadata(roles): Metadata<Roles>) -> bool {
///     roles.0.contains(&&*user.role)
/// }
///
/// #[websocket_gateway]
/// #[use_guards(authenticated)]
/// struct Shop;
///
/// #[websocket_gateway]
/// impl Shop {
///     #[subscribe_message("cancel")]
///     #[use_guards(has_role)]
///     #[set_metadata(Roles(&["admin"]))]
///     fn cancel(&self) {}
/// }
/// ```
#[derive(Debug)]
pub struct Metadata<T>(pub Arc<T>);

impl<T> Clone for Metadata<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Send + Sync + 'static> FromCall for Metadata<T> {
    fn from_call(context: &mut CallContext<'_>) -> Result<Self, WsError> {
        found(context).ok_or_else(|| {
            let metadata = short_name::<T>();
            WsError::internal(format!("there is no metadata `{metadata}`"))
        })
    }

    fn require(requirements: &mut Requirements<'_>) {
        requirements.metadata::<T>();
    }
}

impl<T: Send + Sync + 'static> FromCall for Option<Metadata<T>> {
    fn from_call(context: &mut CallContext<'_>) -> Result<Self, WsError> {
        Ok(found(context))
    }
}

fn found<T: Send + Sync + 'static>(context: &CallContext<'_>) -> Option<Metadata<T>> {
    let metadata = context.target().metadata(TypeId::of::<T>())?;
    Arc::clone(metadata).downcast().ok().map(Metadata)
}

/// What `#[set_metadata(..)]` has declared at one place, in the order in which it is written.
#[derive(Default)]
pub(crate) struct MetadataSet(Vec<(TypeId, Arc<dyn Any + Send + Sync>)>);

impl MetadataSet {
    pub(crate) fn insert<T: Send + Sync + 'static>(&mut self, value: T) {
        self.0.push((TypeId::of::<T>(), Arc::new(value)));
    }

    /// The values of one type.
    pub(crate) fn of(&self, wanted: TypeId) -> impl Iterator<Item = &Arc<dyn Any + Send + Sync>> {
        let values = self.0.iter();
        values.filter_map(move |(of, value)| (*of == wanted).then_some(value))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
