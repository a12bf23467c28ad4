//! What a gateway is made of: the providers and the handles to its namespace.

use std::{
    any::{Any, TypeId, type_name},
    collections::HashMap,
    panic::Location,
    sync::{Arc, Mutex},
};

use crate::{
    dispatch::Lifecycle,
    gateway::Gateway,
    server::{Link, Server},
    sync::lock,
};

/// What was given to the builder with `provide`, by exact type.
#[derive(Default)]
pub(crate) struct Providers {
    values: HashMap<TypeId, Box<dyn Any + Send + Sync>>,
}

impl Providers {
    /// Keeps `value`; the value of the same type that was there before, if any, goes.
    pub(crate) fn insert<T: Clone + Send + Sync + 'static>(&mut self, value: T) {
        self.values.insert(TypeId::of::<T>(), Box::new(value));
    }

    /// Whether there is a value of type `T`.
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

/// The links of all gateways that a `Server` was asked for, by gateway type. The builder has them, then
/// the app: with them ends what the handles are for.
#[derive(Default)]
pub(crate) struct Links {
    lifecycle: Arc<Lifecycle>,
    links: Mutex<HashMap<TypeId, Arc<Link>>>,
}

impl Links {
    /// How far the app is that the links belong to.
    pub(crate) fn lifecycle(&self) -> &Arc<Lifecycle> {
        &self.lifecycle
    }

    /// The link of `G`, made when it is first asked for.
    pub(crate) fn link<G: Gateway>(&self) -> Arc<Link> {
        self.link_of(TypeId::of::<G>())
    }

    /// The link of the gateway with this type.
    pub(crate) fn link_of(&self, gateway: TypeId) -> Arc<Link> {
        let mut links = lock(&self.links);
        let link = links
            .entry(gateway)
            .or_insert_with(|| Arc::new(Link::new(Arc::clone(&self.lifecycle))));
        Arc::clone(link)
    }
}

/// The app was dropped, or did not start, or was never built.
impl Drop for Links {
    fn drop(&mut self) {
        self.lifecycle.end();
    }
}

/// One gateway in the making. Nothing here fails: what is missing is noted, so that the start-up
/// error can list all of it.
pub struct Setup<'a> {
    pub(crate) gateway: &'static str,
    pub(crate) providers: &'a Providers,
    pub(crate) links: &'a Links,
    pub(crate) problems: &'a mut Vec<String>,
}

impl Setup<'_> {
    /// The provided value of exactly the type `T`.
    #[track_caller]
    pub fn inject<T: Clone + Send + Sync + 'static>(&mut self, field: &str) -> Option<T> {
        let value = self.providers.get::<T>();
        if value.is_none() {
            let (gateway, place) = (self.gateway, Location::caller());
            self.problems.push(format!(
                "`{gateway}` needs a `{}` for its field `{field}` ({}:{}), and none was provided; \
                 add `.provide(..)` with a value of exactly this type",
                short_name::<T>(),
                place.file(),
                place.line(),
            ));
        }
        value
    }

    /// The handle to `G`'s namespace.
    pub(crate) fn server<G: Gateway, T>(&self) -> Server<T> {
        Server::linked(self.links.link::<G>())
    }
}

/// The type `T` as people write it.
pub(crate) fn short_name<T>() -> String {
    short_type_name(type_name::<T>())
}

/// `alloc::sync::Arc<my_app::Greeter>` as people write it: `Arc<Greeter>`.
fn short_type_name(full: &str) -> String {
    let mut short = String::with_capacity(full.len());
    let mut word = String::new();
    let mut letters = full.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == ':' && letters.peek() == Some(&':') {
            letters.next();
            word.clear();
        } else if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
        } else {
            short.push_str(&word);
            word.clear();
            short.push(letter);
        }
    }
    short + &word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_names_lose_their_paths() {
        assert_eq!(
            short_type_name("alloc::sync::Arc<my_app::Greeter>"),
            "Arc<Greeter>"
        );
        assert_eq!(short_type_name("(a::B, &dyn c::D<e::F>)"), "(B, &dyn D<F>)");
        assert_eq!(short_type_name("u8"), "u8");
    }

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
