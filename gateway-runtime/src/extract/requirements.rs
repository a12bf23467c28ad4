//! `Requirements` collects what the parameters of methods need and the app lacks, when the app starts.

use std::panic::Location;

use crate::{place::place, providers::Providers, type_name::short_name};

/// The gateway to which the method in question belongs.
#[derive(Clone, Copy)]
pub(crate) struct Owner {
    pub(crate) name: &'static str,
    pub(crate) namespace: &'static str,
    /// Where the gateway's struct is in the program.
    pub(crate) place: &'static Location<'static>,
}

/// Checks at start-up that the app has what an extractor needs, so that the absence is found before the first
/// client comes: see [`FromMessage::require`](crate::FromMessage::require).
pub struct Requirements<'a> {
    gateway: Owner,
    method: &'static str,
    /// Where the parameter in question is in the program.
    place: Option<&'static Location<'static>>,
    providers: &'a Providers,
    problems: &'a mut Vec<String>,
}

impl<'a> Requirements<'a> {
    pub(crate) fn new(
        gateway: Owner,
        method: &'static str,
        providers: &'a Providers,
        problems: &'a mut Vec<String>,
    ) -> Self {
        Self {
            gateway,
            method,
            place: None,
            providers,
            problems,
        }
    }

    /// Sets the place of the parameter that the next calls are about.
    pub(crate) fn of_parameter(&mut self, place: &'static Location<'static>) -> &mut Self {
        self.place = Some(place);
        self
    }

    /// Requires that a value of exactly the type `T` is provided.
    // There is no further bound: a type that cannot be a provider is reported where the parameter is taken.
    pub fn provider<T: 'static>(&mut self) {
        if !self.providers.has::<T>() {
            let whose = self.whose();
            self.problems.push(format!(
                "{whose} needs `{}`, which was not provided; {}",
                short_name::<T>(),
                self.providers.remedy::<T>(),
            ));
        }
    }

    /// Requires that the gateway's namespace has the parameter `{name}`.
    pub fn param(&mut self, name: &str) {
        let namespace = self.gateway.namespace;
        let is_there = [format!("{{{name}}}"), format!("{{*{name}}}")]
            .iter()
            .any(|param| namespace.contains(param.as_str()));
        if !is_there {
            let (whose, gateway, at) = (self.whose(), self.gateway.name, place(self.gateway.place));
            self.problems.push(format!(
                "{whose} needs the namespace parameter `{name}`, and the namespace `{namespace}` of \
                 `{gateway}` ({at}) has none of this name; write `{{{name}}}` in it, or another name here"
            ));
        }
    }

    /// The method, with the parameter's place, as the subject of a sentence.
    fn whose(&self) -> String {
        let method = format!("`{}::{}`", self.gateway.name, self.method);
        match self.place {
            Some(at) => format!("{method} ({})", place(at)),
            None => method,
        }
    }
}
