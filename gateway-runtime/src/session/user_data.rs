//! `UserData` are the values that users keep with a socket, by type.
//!
//! The values are not kept in socketioxide's extensions, which live as long as any handle to the socket: a
//! value that holds such a handle would keep itself alive.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    marker::PhantomData,
    sync::{Arc, Mutex},
};

use serde_json::value::RawValue;

use crate::sync::lock;

/// A value that a guard gave, by its type.
pub(crate) type GivenValue = (TypeId, Arc<dyn Any + Send + Sync>);

/// All values of one socket.
#[derive(Default)]
struct Values {
    kept: HashMap<TypeId, Box<dyn Value>>,
    /// What guards gave when the client connected, and what was made for this socket, of each type once. They are apart
    /// from what users keep under the same type.
    given: Vec<GivenValue>,
    /// What the other servers may see, as JSON.
    shared: Option<Box<RawValue>>,
}

/// The type under which a `T` is kept that was made for the socket: a guard may give a `T` too.
struct Made<T>(PhantomData<T>);

/// A value of any type. It knows how to clone itself, so that who reads a value does not have to know that its
/// type is `Clone`: the compiler then reports a type that is not where the value is kept, and nowhere else.
trait Value: Any + Send + Sync {
    /// Puts a clone of the value into `slot`, which is an `Option` of the value's type.
    fn clone_into(&self, slot: &mut dyn Any);
}

impl<T: Clone + Send + Sync + 'static> Value for T {
    fn clone_into(&self, slot: &mut dyn Any) {
        if let Some(slot) = slot.downcast_mut::<Option<T>>() {
            *slot = Some(self.clone());
        }
    }
}

/// The values of one socket. The map is allocated for the first value, since most sockets have no value until
/// their connection hook has run.
#[derive(Default)]
pub(crate) struct UserData {
    values: Mutex<Option<Box<Values>>>,
}

impl UserData {
    /// A clone of the value of type `T`.
    pub(crate) fn get<T: 'static>(&self) -> Option<T> {
        let values = lock(&self.values);
        let value = values.as_ref()?.kept.get(&TypeId::of::<T>())?;
        let mut slot = None;
        (**value).clone_into(&mut slot);
        slot
    }

    /// Keeps `value`, and returns the value of the same type that was kept before.
    pub(crate) fn insert<T: Clone + Send + Sync + 'static>(&self, value: T) -> Option<T> {
        let before = lock(&self.values)
            .get_or_insert_default()
            .kept
            .insert(TypeId::of::<T>(), Box::new(value));
        own(before)
    }

    /// Removes the value of type `T` and returns it.
    pub(crate) fn remove<T: 'static>(&self) -> Option<T> {
        let value = lock(&self.values).as_mut()?.kept.remove(&TypeId::of::<T>());
        own(value)
    }

    /// Keeps a value that a guard gave when the client connected, in place of one of the same type.
    pub(crate) fn give(&self, value: GivenValue) {
        let mut values = lock(&self.values);
        let given = &mut values.get_or_insert_default().given;
        let same = given.iter().position(|(of, _)| *of == value.0);
        let before = same.map(|same| given.swap_remove(same));
        given.push(value);
        // Dropped outside the lock, since dropping a value runs the user's code.
        drop(values);
        drop(before);
    }

    /// A value that a guard gave when the client connected.
    pub(crate) fn given(&self, of: TypeId) -> Option<Arc<dyn Any + Send + Sync>> {
        let values = lock(&self.values);
        let mut given = values.as_ref()?.given.iter();
        let (_, value) = given.find(|(given, _)| *given == of)?;
        Some(Arc::clone(value))
    }

    /// The value of type `T` that was made for the socket.
    pub(crate) fn made<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.given(TypeId::of::<Made<T>>())?.downcast().ok()
    }

    /// Keeps a value that was made for the socket, unless there is one by now, and returns the one that is kept. `None`
    /// if `is_over` says, under the lock, that nothing may be kept any more.
    pub(super) fn keep_made<T: Send + Sync + 'static>(
        &self,
        value: &Arc<T>,
        is_over: impl FnOnce() -> bool,
    ) -> Option<Arc<T>> {
        let of = TypeId::of::<Made<T>>();
        let mut values = lock(&self.values);
        if is_over() {
            return None;
        }
        let given = &mut values.get_or_insert_default().given;
        if let Some((_, first)) = given.iter().find(|(given, _)| *given == of) {
            return Arc::clone(first).downcast().ok();
        }
        given.push((of, Arc::clone(value) as _));
        Some(Arc::clone(value))
    }

    /// Lets the other servers see `value`, in place of what they could see before.
    pub(crate) fn share(&self, value: Box<RawValue>) {
        let mut values = lock(&self.values);
        let before = values.get_or_insert_default().shared.replace(value);
        drop(values);
        drop(before);
    }

    /// What the other servers may see.
    pub(crate) fn shared(&self) -> Option<Box<RawValue>> {
        lock(&self.values).as_ref()?.shared.clone()
    }

    /// Whether there is nothing to clear: no value was ever kept, or all values were cleared.
    pub(crate) fn is_empty(&self) -> bool {
        lock(&self.values).is_none()
    }

    /// Drops all values.
    pub(crate) fn clear(&self) {
        let values = lock(&self.values).take();
        // Dropped outside the lock, since dropping a value runs the user's code.
        drop(values);
    }
}

fn own<T: 'static>(value: Option<Box<dyn Value>>) -> Option<T> {
    let value: Box<dyn Any> = value?;
    value.downcast().ok().map(|value| *value)
}
