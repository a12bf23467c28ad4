//! `Setup` is a gateway under construction, from which generated code fills the gateway's fields.

use std::{panic::Location, sync::Arc};

use super::{Gateway, links::Links};
use crate::{
    handles::Server,
    providers::{Provider, Providers},
    session::Link,
    type_name::short_name,
};

/// A gateway under construction. Its methods do not fail: they note what is missing, so that the start-up
/// error can list all of it.
pub struct Setup<'a> {
    /// The name of the gateway, or of another type that the app makes.
    pub(crate) gateway: &'a str,
    pub(crate) providers: &'a Providers,
    /// The way to the namespaces of gateways; `None` for a type that has no field for the server of its own namespace.
    pub(crate) links: Option<&'a Links>,
    pub(crate) problems: &'a mut Vec<String>,
}

impl Setup<'_> {
    /// The provided value of exactly the type `T`. If there is none, `None`, and the problem is noted.
    #[track_caller]
    pub fn inject<T: Provider>(&mut self, field: &str) -> Option<T> {
        let value = self.providers.get::<T>();
        if value.is_none() {
            self.note_missing::<T>(field, Location::caller());
        }
        value
    }

    /// Notes that the field needs a provided value of exactly the type `T`, if there is none.
    #[track_caller]
    pub fn require<T: Provider>(&mut self, field: &str) {
        if !self.providers.has::<T>() {
            self.note_missing::<T>(field, Location::caller());
        }
    }

    fn note_missing<T>(&mut self, field: &str, place: &Location<'_>) {
        let gateway = self.gateway;
        self.problems.push(format!(
            "`{gateway}` needs `{}` for its field `{field}` ({}:{}), which was not provided; {}",
            short_name::<T>(),
            place.file(),
            place.line(),
            self.providers.remedy::<T>(),
        ));
    }

    /// The handle to `G`'s namespace.
    pub(crate) fn server<G: Gateway, T>(&self) -> Server<T> {
        Server::linked(match self.links {
            Some(links) => links.link::<G>(),
            None => Arc::new(Link::detached()),
        })
    }
}

/// Provides the `Server` of `G`, so that any gateway can inject it.
pub(crate) fn provide_server<G: Gateway>(providers: &mut Providers, links: &Links) {
    providers.insert_own(Server::<G>::linked(links.link::<G>()));
}

/// [`provide_server`] of one gateway.
pub(crate) type ProvideServer = fn(&mut Providers, &Links);
