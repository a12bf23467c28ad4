//! `Replacements` are the values that a test has put in the place of others, and the functions in the place of pipes, with
//! what became of each.

use std::{
    any::{Any, TypeId, type_name},
    collections::HashMap,
    panic::Location,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use super::{Provided, Provider, Providers, replaced_remedy};
use crate::{place::place, type_name::short_type_name};

#[derive(Default)]
pub(super) struct Replacements {
    /// By the type of the value.
    values: HashMap<TypeId, Replacement>,
    /// By the type of the pipe.
    pipes: HashMap<TypeId, ReplacedPipe>,
}

struct ReplacedPipe {
    /// The name of the pipe.
    name: String,
    by: Box<dyn Any + Send + Sync>,
    /// Where the test says it.
    place: &'static Location<'static>,
    /// Whether a method has the pipe.
    is_used: AtomicBool,
}

struct Replacement {
    value: Box<dyn Any + Send + Sync>,
    clone: CloneValue,
    /// The name of the value's type.
    name: &'static str,
    /// Where the test says it.
    place: &'static Location<'static>,
    /// Whether a value of the type was provided.
    was_provided: bool,
    /// Whether the app makes values of the type, and so takes this one.
    is_made: AtomicBool,
}

/// Clones a value whose type is forgotten.
type CloneValue = fn(&(dyn Any + Send + Sync)) -> Option<Box<dyn Any + Send + Sync>>;

fn cloned<T: Provider>(value: &(dyn Any + Send + Sync)) -> Option<Box<dyn Any + Send + Sync>> {
    let value: &T = value.downcast_ref()?;
    Some(Box::new(value.clone()))
}

impl Providers {
    /// Puts `value` in the place of the value of its type that is there when the app starts. Of several the last counts.
    pub(crate) fn replace<T: Provider>(&mut self, value: T, place: &'static Location<'static>) {
        let replacement = Replacement {
            value: Box::new(value),
            clone: cloned::<T>,
            name: type_name::<T>(),
            place,
            was_provided: false,
            is_made: AtomicBool::new(false),
        };
        self.replacements
            .values
            .insert(TypeId::of::<T>(), replacement);
    }

    /// Lets the replacements count from now on: everything was provided. One that replaces nothing counts too, so that
    /// who needs the value does not report it once more.
    pub(crate) fn apply_replacements(&mut self) {
        for (of, replacement) in &mut self.replacements.values {
            let before = self.values.get(of);
            replacement.was_provided = before.is_some();
            let is_own = before.is_none_or(|before| before.is_own);
            if let Some(value) = (replacement.clone)(&*replacement.value) {
                let name = replacement.name;
                let provided = Provided {
                    value,
                    name,
                    is_own,
                };
                self.values.insert(*of, provided);
            }
        }
    }

    /// What is in the place of a `T` that the app would make: a clone of the replacement, or the replacement itself if it
    /// is an `Arc`.
    pub(crate) fn in_place_of<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let replacement = self.replacement_of::<T>()?;
        let value = (replacement.clone)(&*replacement.value)?;
        match value.downcast::<T>() {
            Ok(value) => Some(Arc::from(value)),
            Err(value) => value.downcast::<Arc<T>>().ok().map(|value| *value),
        }
    }

    /// Whether the app, which makes values of type `T`, is to take a replacement.
    pub(crate) fn replaces<T: Send + Sync + 'static>(&self) -> bool {
        let replacement = self.replacement_of::<T>();
        if let Some(replacement) = replacement {
            replacement.is_made.store(true, Relaxed);
        }
        replacement.is_some()
    }

    fn replacement_of<T: Send + Sync + 'static>(&self) -> Option<&Replacement> {
        let replacements = &self.replacements.values;
        let exactly = replacements.get(&TypeId::of::<T>());
        exactly.or_else(|| replacements.get(&TypeId::of::<Arc<T>>()))
    }

    /// Puts a function in the place of a pipe. Of several the last counts.
    pub(crate) fn replace_pipe(
        &mut self,
        of: TypeId,
        name: String,
        by: Box<dyn Any + Send + Sync>,
        place: &'static Location<'static>,
    ) {
        let replaced = ReplacedPipe {
            name,
            by,
            place,
            is_used: AtomicBool::new(false),
        };
        self.replacements.pipes.insert(of, replaced);
    }

    /// Whether something stands in the place of a pipe, which a method has.
    pub(crate) fn replaces_pipe(&self, of: TypeId) -> bool {
        let replaced = self.replacements.pipes.get(&of);
        if let Some(replaced) = replaced {
            replaced.is_used.store(true, Relaxed);
        }
        replaced.is_some()
    }

    /// The function in the place of a pipe, of the type `F`.
    #[inline]
    pub(crate) fn pipe<F: 'static>(&self, of: TypeId) -> Option<&F> {
        if self.replacements.pipes.is_empty() {
            return None;
        }
        self.replacements.pipes.get(&of)?.by.downcast_ref()
    }

    /// The replacements that replace nothing, with the remedies, in the order of their places.
    pub(crate) fn unused_replacements(&self) -> Vec<String> {
        let replacements = self.replacements.values.values();
        let mut unused: Vec<_> = replacements
            .filter(|replacement| !replacement.was_provided && !replacement.is_made.load(Relaxed))
            .collect();
        unused.sort_unstable_by_key(|replacement| (replacement.place, replacement.name));
        let problem = |replacement: &Replacement| {
            let (name, at) = (short_type_name(replacement.name), place(replacement.place));
            let remedy = self.remedy_of_replacement(replacement.name);
            format!("`{name}` is replaced ({at}) and was not provided; {remedy}")
        };
        let mut problems: Vec<_> = unused.into_iter().map(problem).collect();
        problems.extend(self.unused_pipes());
        problems
    }

    fn unused_pipes(&self) -> impl Iterator<Item = String> {
        let pipes = self.replacements.pipes.values();
        let mut unused: Vec<_> = pipes.filter(|pipe| !pipe.is_used.load(Relaxed)).collect();
        unused.sort_unstable_by_key(|pipe| pipe.place);
        unused.into_iter().map(|pipe| {
            let (name, at) = (&pipe.name, place(pipe.place));
            format!(
                "the pipe `{name}` is replaced ({at}), and no method of the app has it; remove `replace_pipe`, or add the \
                 gateway that has it to `only`"
            )
        })
    }

    fn remedy_of_replacement(&self, name: &str) -> String {
        let replaced = |name: &str| {
            let mut replacements = self.replacements.values.values();
            replacements.any(|one| one.name == name && !one.was_provided)
        };
        let names = |own: bool| {
            let provided = self.values.values();
            let names = provided.filter(|provided| provided.is_own == own);
            let names = names.map(|provided| provided.name);
            names.filter(|name| !replaced(name)).collect()
        };
        replaced_remedy::remedy(name, names(false), &names(true))
    }
}
