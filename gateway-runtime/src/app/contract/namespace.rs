//! `Namespaces` are the namespaces of one endpoint, put together of the gateways that serve them.

use std::{any::TypeId, collections::BTreeMap};

use serde_json::json;

use super::{
    announcement::announcement,
    arguments::written,
    around::{Scope, Scopes},
    auth::Auth,
    message::{Described, message},
    notes::{Notes, at},
};
use crate::{
    app::plan::NamedHandler,
    contract::{Event, Namespace},
    describe::{Parameter, Role, Types, docs},
    registry::{GatewayRecord, HookRecord, Subscribed},
};

/// The namespaces of an endpoint.
pub(super) struct Namespaces<'a> {
    types: &'a mut Types,
    notes: &'a mut Notes,
    scopes: &'a Scopes,
    found: BTreeMap<&'static str, (Namespace, Auth)>,
    gateways: Vec<DescribedGateway>,
}

struct DescribedGateway {
    gateway: TypeId,
    scope: Scope,
    /// The events that are declared by name, each with its type's name.
    named: Vec<(&'static str, &'static str)>,
}

impl<'a> Namespaces<'a> {
    pub(super) fn new(types: &'a mut Types, notes: &'a mut Notes, scopes: &'a Scopes) -> Self {
        Self {
            types,
            notes,
            scopes,
            found: BTreeMap::new(),
            gateways: Vec::new(),
        }
    }

    /// Adds what a gateway says about itself, and what its hooks and guards read.
    pub(super) fn add_gateway(
        &mut self,
        gateway: &'static GatewayRecord,
        hooks: impl Iterator<Item = &'static HookRecord>,
    ) {
        let path = gateway.options.namespace;
        let shape = (gateway.describe)(self.types);
        let place = at(gateway.name, gateway.place);
        self.notes.of_types(self.types, &place);
        let scope = Scope::of_gateway(gateway, self.types);
        self.notes.of_types(self.types, &place);
        let (namespace, auth) = self.found.entry(path).or_insert_with(|| {
            let mut namespace = Namespace::default();
            for param in params(path) {
                namespace.params.insert(param, json!({ "type": "string" }));
            }
            (namespace, Auth::default())
        });
        let text = docs(shape.docs);
        if !namespace.docs.is_empty() && !text.is_empty() {
            namespace.docs.push_str("\n\n");
        }
        namespace.docs.push_str(&text);
        self.scopes.add_refusals(&scope, &mut namespace.refusals);
        let mut named = Vec::new();
        for (name, payload) in shape.events {
            let (name, comment) = match (name, payload.event) {
                (Some(name), _) => {
                    named.push((name, payload.rust));
                    (name, "")
                }
                (None, Some(event)) => event,
                // The compiler refuses a type that is no event.
                (None, None) => continue,
            };
            let event = Event {
                docs: docs(comment),
                arguments: written(&payload, "data"),
            };
            if !add_event(namespace, name.to_owned(), event) {
                self.notes.of_types_of_event(&place, name);
            }
        }
        read_all(namespace, auth, self.scopes.parameters());
        read_all(namespace, auth, scope.parameters());
        for hook in hooks {
            let shape = (hook.describe)(self.types);
            let name = format!("{}::{}", gateway.name, hook.method);
            self.notes.of_types(self.types, &at(&name, hook.place));
            read_all(namespace, auth, shape.parameters.iter());
        }
        self.gateways.push(DescribedGateway {
            gateway: (gateway.gateway)(),
            scope,
            named,
        });
    }

    /// Adds a subscription. If two methods subscribe to one event, which the app refuses, the first counts.
    pub(super) fn add_handler(&mut self, handler: &NamedHandler) {
        let id = (handler.gateway.gateway)();
        let Some(of_gateway) = self.gateways.iter().find(|one| one.gateway == id) else {
            return;
        };
        let place = at(
            &format!("{}::{}", handler.gateway.name, handler.record.method),
            handler.record.place,
        );
        let shape = (handler.record.describe)(self.types);
        self.notes.of_types(self.types, &place);
        let scope = Scope::of_method(handler, self.types);
        self.notes.of_types(self.types, &place);
        let path = handler.gateway.options.namespace;
        let Some((namespace, auth)) = self.found.get_mut(path) else {
            return;
        };
        read_all(namespace, auth, shape.parameters.iter());
        read_all(namespace, auth, scope.parameters());
        let around = self.scopes.around(&of_gateway.scope, &scope);
        let Described { message, events } = message(
            handler,
            shape,
            around,
            &of_gateway.named,
            &place,
            self.notes,
        );
        for (name, event) in events {
            if !add_event(namespace, name.clone(), event) {
                self.notes.of_types_of_event(&place, &name);
            }
        }
        if matches!(handler.record.event, Subscribed::Fallback) {
            namespace.fallback.get_or_insert(message);
        } else {
            let name = handler.event.as_str().to_owned();
            namespace.messages.entry(name).or_insert(message);
        }
    }

    /// Adds the event that every client gets before the app ends.
    pub(super) fn announce(&mut self, event: &str) {
        for (path, (namespace, _)) in &mut self.found {
            if !add_event(namespace, event.to_owned(), announcement()) {
                self.notes.of_announcement(path, event);
            }
        }
    }

    pub(super) fn finish(self) -> BTreeMap<String, Namespace> {
        let namespaces = self.found.into_iter();
        namespaces
            .map(|(path, (mut namespace, auth))| {
                namespace.auth = auth.into_argument();
                (path.to_owned(), namespace)
            })
            .collect()
    }
}

/// Adds an event. If the namespace has the event with other arguments, either may come, and the result is `false`.
fn add_event(namespace: &mut Namespace, name: String, event: Event) -> bool {
    let Some(known) = namespace.events.get_mut(&name) else {
        namespace.events.insert(name, event);
        return true;
    };
    if known.docs.is_empty() {
        known.docs = event.docs;
    }
    if known.arguments == event.arguments {
        return true;
    }
    let mut others = event.arguments.into_iter();
    for argument in &mut known.arguments {
        match others.next() {
            Some(other) if other.schema == argument.schema => {}
            Some(other) => {
                let schema = argument.schema.take();
                argument.schema = json!({ "anyOf": [schema, other.schema] });
            }
            None => argument.optional = true,
        }
    }
    known.arguments.extend(others.map(|mut other| {
        other.optional = true;
        other
    }));
    false
}

/// Adds what is read from the handshake and from the namespace's name.
fn read_all<'p>(
    namespace: &mut Namespace,
    auth: &mut Auth,
    parameters: impl Iterator<Item = &'p Parameter>,
) {
    for parameter in parameters {
        match parameter.role {
            Role::Auth => auth.add(parameter),
            Role::Param => {
                if let Some(param) = namespace.params.get_mut(parameter.name) {
                    param.clone_from(parameter.schema());
                }
            }
            Role::Body | Role::Key => {}
        }
    }
}

/// The names of the parameters in a pattern: `/rooms/{room}` has `room`.
fn params(path: &str) -> impl Iterator<Item = String> {
    path.split('{').skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        Some(name.trim_start_matches('*').to_owned())
    })
}
