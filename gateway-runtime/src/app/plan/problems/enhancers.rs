//! `enhancers` finds what guards, interceptors and filters need and do not find, and limits that are skipped in vain.

use std::any::TypeId;

use crate::{
    app::plan::{Enhancers, NamedHandler, Plan, enhancers::at_connection, handlers::methods},
    enhance::{Declared, Entry, GuardEntry, Target},
    extract::{Owner, Requirements, Subject, Surroundings},
    place::place,
    registry::GatewayRecord,
};

/// What the enhancers of the app need and do not find.
pub(crate) fn enhancers(
    enhancers: &Enhancers,
    gateways: &[&'static GatewayRecord],
    handlers: &[NamedHandler],
    plan: &Plan,
) -> Vec<String> {
    let mut check = Check {
        plan,
        problems: Vec::new(),
    };
    check.connections(enhancers, gateways);
    for handler in methods(handlers) {
        check.method(enhancers, handler);
    }
    for gateway in gateways {
        let declared = enhancers.of_gateway(gateway);
        let whose = format!("`{}`", gateway.name);
        check.skips(&[enhancers.of_app()], declared, &whose);
    }
    check.problems
}

struct Check<'a> {
    plan: &'a Plan,
    problems: Vec<String>,
}

/// Where an enhancer stands.
struct Place<'a> {
    gateway: Option<Owner>,
    /// In the words of a report.
    target: &'a str,
    metadata: &'a Target,
    /// The types of what guards have given before.
    given: Vec<TypeId>,
}

impl Check<'_> {
    /// The guards that run when a client connects.
    fn connections(&mut self, enhancers: &Enhancers, gateways: &[&'static GatewayRecord]) {
        let nobody = Target::default();
        let mut of_app = Place {
            gateway: None,
            target: "a client that connects",
            metadata: &nobody,
            given: Vec::new(),
        };
        for guard in at_connection(enhancers.of_app()) {
            self.entry("the global guard", &guard.entry, &of_app);
            of_app.given.push(guard.value);
        }
        for gateway in gateways {
            let metadata = enhancers.target_of_gateway(gateway);
            let target = format!("`{}` ({})", gateway.name, place(gateway.place));
            let mut at = Place {
                gateway: Some(gateway.owner()),
                target: &target,
                metadata: &metadata,
                given: of_app.given.clone(),
            };
            for guard in at_connection(enhancers.of_gateway(gateway)) {
                self.entry("the guard", &guard.entry, &at);
                at.given.push(guard.value);
            }
        }
    }

    /// Everything around one method.
    fn method(&mut self, enhancers: &Enhancers, handler: &NamedHandler) {
        let scopes = enhancers.scopes(handler);
        let metadata = enhancers.target(handler);
        let (gateway, record) = (handler.gateway, handler.record);
        let name = format!("`{}::{}`", gateway.name, record.method);
        let target = format!("{name} ({})", place(record.place));
        let mut at = Place {
            gateway: Some(gateway.owner()),
            target: &target,
            metadata: &metadata,
            given: enhancers.given_at_connection(gateway),
        };
        for scope in scopes {
            for guard in &scope.guards {
                if guard.point.is_at_message() {
                    self.entry("the guard", &guard.entry, &at);
                }
                at.given.push(guard.value);
            }
        }
        for scope in scopes {
            for interceptor in &scope.interceptors {
                self.entry("the interceptor", interceptor, &at);
            }
        }
        self.filters(enhancers, handler, at);
        let [app, of_gateway, of_method] = scopes;
        for guard in &of_method.guards {
            self.guard_of_method(guard, &target);
        }
        self.skips(&[app, of_gateway], of_method, &name);
    }

    /// A guard on a method that never runs, and so would let everything pass. The compiler sees the types in the method's own
    /// list, and no values or bundles.
    fn guard_of_method(&mut self, guard: &GuardEntry, target: &str) {
        if !guard.point.is_at_message() {
            let (name, at) = (&guard.entry.name, place(guard.entry.place));
            self.problems.push(format!(
                "the guard `{name}` ({at}) stands in front of {target} and runs only when a client connects, so that it would \
                 never run; move it to the gateway's struct"
            ));
        }
    }

    /// The filters around one method. One that sees refusals runs before the guards have given what they give; that of a
    /// method alone runs when the client is connected.
    fn filters(&mut self, enhancers: &Enhancers, handler: &NamedHandler, mut at: Place<'_>) {
        let given = std::mem::take(&mut at.given);
        let [app, of_gateway, of_method] = enhancers.scopes(handler);
        let at_connection = enhancers.given_at_connection(handler.gateway);
        for (scope, before) in [
            (app, Vec::new()),
            (of_gateway, Vec::new()),
            (of_method, at_connection),
        ] {
            for filter in &scope.filters {
                at.given = if filter.sees_refusals {
                    before.clone()
                } else {
                    given.clone()
                };
                self.entry("the filter", filter, &at);
            }
        }
    }

    fn entry<E: ?Sized>(&mut self, kind: &'static str, entry: &Entry<E>, at: &Place<'_>) {
        let surroundings = Surroundings {
            given: &at.given,
            metadata: &|of| at.metadata.metadata(of).is_some(),
            demands_validation: self.plan.options.requires_validation,
        };
        let subject = Subject::Enhancer {
            kind,
            name: &entry.name,
            place: entry.place,
            target: at.target,
        };
        let mut requirements = Requirements::new(
            at.gateway,
            subject,
            surroundings,
            &self.plan.providers,
            &mut self.problems,
        );
        (entry.require)(&mut requirements);
    }

    /// A limit that is skipped and is not there.
    fn skips(&mut self, wider: &[&Declared], declared: &Declared, whose: &str) {
        for skip in &declared.skips {
            let is_of_any = |scope: &&Declared| scope.throttles.iter().any(|one| skip.is_of(one));
            if wider.iter().any(is_of_any) {
                continue;
            }
            let at = place(skip.place);
            self.problems.push(match skip.name {
                Some(name) => format!(
                    "{whose} skips the limit `{name}` ({at}), and no limit of its gateway or of the app has this name; \
                     write the name of one, `#[throttle(.., name = \"{name}\")]`, or remove it"
                ),
                None => format!(
                    "{whose} skips all limits ({at}), and neither its gateway nor the app has one; remove \
                     `#[throttle(skip)]`"
                ),
            });
        }
    }
}
