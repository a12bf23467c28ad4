//! `Provider` is a value that gateways can inject, and `Providers` are those that an app was given, by exact type.

mod missing;
#[cfg(feature = "testing")]
mod replaced;
#[cfg(feature = "testing")]
mod replaced_remedy;

use std::{
    any::{Any, TypeId, type_name},
    collections::HashMap,
};

/// A value that gateways can inject: any type that is `Clone`, `Send` and `Sync`, since each gateway gets a clone.
/// Wrap what is none in an `Arc`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be injected",
    label = "not `Clone`, `Send` and `Sync`",
    note = "who injects it gets a clone: write `Arc<{Self}>`, and provide it in one, `.provide(Arc::new(..))`",
    note = "a value that each connection has for itself is not provided: it is a parameter of methods, \
            `#[per_connection] name: Arc<{Self}>`"
)]
pub trait Provider: Clone + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Clone + Send + Sync + 'static> Provider for T {}

/// The values that gateways inject, by exact type.
#[derive(Default)]
pub(crate) struct Providers {
    values: HashMap<TypeId, Provided>,
    #[cfg(feature = "testing")]
    replacements: replaced::Replacements,
}

struct Provided {
    value: Box<dyn Any + Send + Sync>,
    /// The name of the value's type.
    name: &'static str,
    /// Whether the app has provided the value, and not the program.
    is_own: bool,
}

impl Providers {
    /// Keeps `value`, in place of an earlier value of the same type.
    pub(crate) fn insert<T: Provider>(&mut self, value: T) {
        let provided = Provided {
            value: Box::new(value),
            name: type_name::<T>(),
            is_own: false,
        };
        self.values.insert(TypeId::of::<T>(), provided);
    }

    /// Keeps a value that the app itself provides, unless the program has provided one of the same type.
    pub(crate) fn insert_own<T: Provider>(&mut self, value: T) {
        self.values.entry(TypeId::of::<T>()).or_insert(Provided {
            value: Box::new(value),
            name: type_name::<T>(),
            is_own: true,
        });
    }

    /// Whether a value of type `T` was provided.
    pub(crate) fn has<T: 'static>(&self) -> bool {
        self.values.contains_key(&TypeId::of::<T>())
    }

    /// A clone of the value of type `T`.
    pub(crate) fn get<T: Clone + 'static>(&self) -> Option<T> {
        self.values
            .get(&TypeId::of::<T>())?
            .value
            .downcast_ref::<T>()
            .cloned()
    }

    /// What to write so that there is a value of type `T`, which is missing.
    pub(crate) fn remedy<T>(&self) -> String {
        let names = |own: bool| {
            let provided = self.values.values();
            let provided = provided.filter(move |provided| provided.is_own == own);
            provided.map(|provided| provided.name).collect()
        };
        missing::remedy(type_name::<T>(), names(false), &names(true))
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

    #[test]
    fn the_program_decides_over_the_app_and_what_the_app_provides_is_not_listed() {
        let mut providers = Providers::default();
        providers.insert(1_u8);
        providers.insert_own(2_u8);
        providers.insert_own(3_u16);
        assert_eq!(providers.get::<u8>(), Some(1));
        assert_eq!(providers.get::<u16>(), Some(3));
        let remedy = providers.remedy::<u32>();
        assert!(remedy.ends_with("(`u8` was provided)"), "{remedy}");
    }
}
