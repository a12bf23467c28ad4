//! `Providers` are the values that an app was given for its gateways to inject, by exact type.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
};

/// The values that the builder's `provide` was given, by exact type.
#[derive(Default)]
pub(crate) struct Providers {
    values: HashMap<TypeId, Box<dyn Any + Send + Sync>>,
}

impl Providers {
    /// Keeps `value`, in place of an earlier value of the same type.
    pub(crate) fn insert<T: Clone + Send + Sync + 'static>(&mut self, value: T) {
        self.values.insert(TypeId::of::<T>(), Box::new(value));
    }

    /// Whether a value of type `T` was provided.
    pub(crate) fn has<T: 'static>(&self) -> bool {
        self.values.contains_key(&TypeId::of::<T>())
    }

    /// A clone of the value of type `T`.
    pub(crate) fn get<T: Clone + 'static>(&self) -> Option<T> {
        self.values
            .get(&TypeId::of::<T>())?
            .downcast_ref::<T>()
            .cloned()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn providers_are_kept_by_exact_type() {
        let mut providers = Providers::default();
        providers.insert(1_u8);
        providers.insert(Arc::new(2_u16));
        assert_eq!(providers.get::<u8>(), Some(1));
        assert_eq!(providers.get::<Arc<u16>>().as_deref(), Some(&2));
        assert_eq!(providers.get::<u16>(), None);
    }
}
