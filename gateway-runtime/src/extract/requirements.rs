//! `Requirements` collects what the parameters of methods and enhancers need and the app lacks, when the app starts.

use std::{any::TypeId, panic::Location};

use crate::{
    gateway::{Injectable, Setup},
    place::place,
    providers::Providers,
    type_name::short_name,
};

/// The gateway to which the method in question belongs.
#[derive(Clone, Copy)]
pub(crate) struct Owner {
    pub(crate) name: &'static str,
    pub(crate) namespace: &'static str,
    /// Where the gateway's struct is in the program.
    pub(crate) place: &'static Location<'static>,
}

/// Whose parameters are in question.
pub(crate) enum Subject<'a> {
    /// A method or a hook of the gateway.
    Method(&'static str),
    /// A guard, an interceptor or a filter.
    Enhancer {
        /// The kind, with its article.
        kind: &'static str,
        name: &'a str,
        /// Where the enhancer stands in a list.
        place: &'static Location<'static>,
        /// What the enhancer stands in front of, as a sentence names it.
        target: &'a str,
    },
}

/// What there is at the place of a call.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// The types of what guards have given before.
    pub(crate) given: &'a [TypeId],
    /// Whether there is metadata of a type.
    pub(crate) metadata: &'a dyn Fn(TypeId) -> bool,
    /// Whether the app demands that bodies are validated.
    pub(crate) demands_validation: bool,
}

/// Checks at start-up that the app has what an extractor needs, so that the absence is found before the first
/// client comes: see [`FromMessage::require`](crate::FromMessage::require).
pub struct Requirements<'a> {
    gateway: Option<Owner>,
    subject: Subject<'a>,
    /// Where the parameter in question is in the program.
    place: Option<&'static Location<'static>>,
    surroundings: Surroundings<'a>,
    providers: &'a Providers,
    problems: &'a mut Vec<String>,
    reads_call: bool,
}

impl<'a> Requirements<'a> {
    pub(crate) fn new(
        gateway: Option<Owner>,
        subject: Subject<'a>,
        surroundings: Surroundings<'a>,
        providers: &'a Providers,
        problems: &'a mut Vec<String>,
    ) -> Self {
        Self {
            gateway,
            subject,
            place: None,
            surroundings,
            providers,
            problems,
            reads_call: false,
        }
    }

    /// What was provided, and what a test has put in its place.
    #[cfg(feature = "testing")]
    pub(super) fn providers(&self) -> &Providers {
        self.providers
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
            self.note(format!(
                "{whose} needs `{}`, which was not provided; {}",
                short_name::<T>(),
                self.providers.remedy::<T>(),
            ));
        }
    }

    /// Requires the providers of the fields of `T`, which is made for each connection that needs it. A value that
    /// several methods take is reported once.
    pub(crate) fn per_connection<T: Injectable>(&mut self) {
        #[cfg(feature = "testing")]
        if self.providers.replaces::<T>() {
            return;
        }
        let (value, mut missing) = (short_name::<T>(), Vec::new());
        T::require(&mut Setup {
            gateway: &value,
            providers: self.providers,
            links: None,
            problems: &mut missing,
        });
        for problem in missing {
            let ending = format!(" takes a `{value}` per connection, and {problem}");
            if !self.problems.iter().any(|known| known.ends_with(&ending)) {
                let whose = self.whose();
                self.note(format!("{whose}{ending}"));
            }
        }
    }

    /// Requires that the gateway's namespace has the parameter `{name}`.
    pub fn param(&mut self, name: &str) {
        let Some(gateway) = self.gateway else { return };
        let namespace = gateway.namespace;
        let is_there = [format!("{{{name}}}"), format!("{{*{name}}}")]
            .iter()
            .any(|param| namespace.contains(param.as_str()));
        if !is_there {
            let (whose, at) = (self.whose(), place(gateway.place));
            self.note(format!(
                "{whose} needs the namespace parameter `{name}`, and the namespace `{namespace}` of \
                 `{}` ({at}) has none of this name; write `{{{name}}}` in it, or another name here",
                gateway.name
            ));
        }
    }

    /// Requires that the method, or its gateway, has metadata of the type `T`.
    pub(crate) fn metadata<T: 'static>(&mut self) {
        if (self.surroundings.metadata)(TypeId::of::<T>()) {
            return;
        }
        if let Subject::Enhancer { target, .. } = self.subject {
            let (whose, metadata) = (self.whose(), short_name::<T>());
            self.note(format!(
                "{whose} needs the metadata `{metadata}`, which {target} does not have; write \
                 `#[set_metadata({metadata}..)]` there, or take an `Option<Metadata<{metadata}>>`"
            ));
        }
    }

    /// Requires that a guard has given a `T` before.
    pub(crate) fn given<T: 'static>(&mut self) {
        if self.surroundings.given.contains(&TypeId::of::<T>()) {
            return;
        }
        let (whose, value) = (self.whose(), short_name::<T>());
        let target = match self.subject {
            Subject::Method(_) => String::new(),
            Subject::Enhancer { target, .. } => format!(" of {target}"),
        };
        self.note(format!(
            "{whose} takes a `{value}` that a guard gives, and no guard before it{target} does; add a guard that returns \
             `Result<{value}, E>` in front of it, or take a `Call`, whose `given::<{value}>()` is an `Option`"
        ));
    }

    /// Requires that the app does not mind a body of type `T` which reaches the method as it decodes.
    pub(crate) fn checked_body<T>(&mut self) {
        if self.surroundings.demands_validation {
            let (whose, body) = (self.whose(), short_name::<T>());
            self.note(format!(
                "{whose} takes a `{body}`, which is not validated, and `require_validation` demands that it is; derive \
                 `garde::Validate` for it, with a context that has a default, or write `#[message_body(unchecked)]`"
            ));
        }
    }

    /// Notes that what the client sent is read after the method, so that it has to be kept.
    pub(crate) fn reads_call(&mut self) {
        self.reads_call = true;
    }

    /// Whether an enhancer that needs this reads the call.
    pub(crate) fn reads_call_by(require: fn(&mut Requirements<'_>)) -> bool {
        let surroundings = Surroundings {
            given: &[],
            metadata: &|_| true,
            demands_validation: false,
        };
        let (providers, mut problems) = (Providers::default(), Vec::new());
        let mut requirements = Requirements::new(
            None,
            Subject::Method(""),
            surroundings,
            &providers,
            &mut problems,
        );
        require(&mut requirements);
        requirements.reads_call
    }

    /// Notes a problem. An enhancer has most of its problems in front of every method.
    fn note(&mut self, problem: String) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// The method or the enhancer, with the parameter's place, as the subject of a sentence.
    fn whose(&self) -> String {
        match (&self.subject, self.place) {
            (Subject::Method(method), at) => {
                let gateway = self.gateway.map_or("", |gateway| gateway.name);
                let method = format!("`{gateway}::{method}`");
                match at {
                    Some(at) => format!("{method} ({})", place(at)),
                    None => method,
                }
            }
            (
                Subject::Enhancer {
                    kind,
                    name,
                    place: listed,
                    ..
                },
                at,
            ) => {
                format!("{kind} `{name}` ({})", place(at.unwrap_or(listed)))
            }
        }
    }
}
