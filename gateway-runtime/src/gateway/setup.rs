//! `Setup` is a gateway under construction, from which generated code fills the gateway's fields.

use std::panic::Location;

use super::{Gateway, links::Links};
use crate::{
    handles::Server,
    providers::{Provider, Providers},
    type_name::short_name,
};

/// A gateway under construction. Its methods do not fail: they note what is missing, so that the start-up
/// error can list all of it.
pub struct Setup<'a> {
    /// The name of the gateway, or of another type that the app makes.
    pub(crate) gateway: &'a str,
    pub(crate) providers: &'a Providers,
    pub(crate) links: &'a Links,
    pub(crate) problems: &'a mut Vec<String>,
}

impl Setup<'_> {
    /// The provided value of exactly the type `T`. If there is none, `None`, and the problem is noted.
    #[track_caller]
    pub fn inject<T: Provider>(&mut self, field: &str) -> Option<T> {
        let value = self.providers.get::<T>();
        if value.is_none() {
            let (gateway, place) = (self.gateway, Location::caller());
            self.problems.push(format!(
                "`{gateway}` needs `{}` for its field `{field}` ({}:{}), which was not provided; {}",
                short_name::<T>(),
                place.file(),
                place.line(),
                self.providers.remedy::<T>(),
            ));
        }
        value
    }

    /// The handle to `G`'s namespace.
    pub(crate) fn server<G: Gateway, T>(&self) -> Server<T> {
        Server::linked(self.links.link::<G>())
    }
}

/// Provides the `Server` of `G`, so that any gateway can inject it.
pub(crate) fn provide_server<G: Gateway>(providers: &mut Providers, links: &Links) {
    providers.insert_own(Server::<G>::linked(links.link::<G>()));
}

/// [`provide_server`] of one gateway.
pub(crate) type ProvideServer = fn(&mut Providers, &Links);
