//! `Names` are the names of everything in the file, no two of which are the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    exception, failure,
    identifier::{identifier, pascal_case},
    prefixes, reserved,
    schema::referred,
};
use crate::contract::{Contract, Endpoint, Namespace, Schema};

/// The names of a contract. Namespaces choose first, then failures, then types, since the names of the former are made
/// of what the documentation says.
pub(super) struct Names<'a> {
    namespaces: Vec<NamedNamespace<'a>>,
    types: BTreeMap<&'a str, String>,
}

/// A namespace with the names of its types.
pub(super) struct NamedNamespace<'a> {
    pub(super) endpoint: &'a Endpoint,
    pub(super) path: &'a str,
    pub(super) namespace: &'a Namespace,
    prefix: String,
    /// By the message.
    failures: BTreeMap<&'a str, String>,
    pub(super) exception: Option<String>,
}

impl<'a> NamedNamespace<'a> {
    /// The name of one of the namespace's types: `Socket`.
    pub(super) fn name(&self, kind: &str) -> String {
        format!("{}{kind}", self.prefix)
    }

    /// The name of the failures of the message `event`, if they have one.
    pub(super) fn failure(&self, event: &str) -> Option<&str> {
        self.failures.get(event).map(String::as_str)
    }

    /// The failures that have names, by the event.
    pub(super) fn failures(&self) -> impl Iterator<Item = (&'a str, &str)> {
        self.failures
            .iter()
            .map(|(event, name)| (*event, name.as_str()))
    }
}

impl<'a> Names<'a> {
    pub(super) fn new(contract: &'a Contract) -> Self {
        let mut taken = Taken::new();
        let mut namespaces = with_prefixes(contract, &mut taken);
        for named in &mut namespaces {
            for (event, message) in &named.namespace.messages {
                if failure::has_name(message) {
                    let name = format!("{}Failure", named.name(&pascal_case(event)));
                    named.failures.insert(event, taken.numbered(&name));
                }
            }
            if exception::has_name(contract.errors, named.namespace) {
                named.exception = Some(taken.numbered(&named.name("Exception")));
            }
        }
        let types = contract
            .types
            .keys()
            .map(|name| (name.as_str(), taken.with_underscore(identifier(name))))
            .collect();
        Self { namespaces, types }
    }

    pub(super) fn namespaces(&self) -> &[NamedNamespace<'a>] {
        &self.namespaces
    }

    /// The name of a type of the contract in the file.
    pub(super) fn of_type(&self, name: &str) -> Option<&str> {
        self.types.get(name).map(String::as_str)
    }
}

/// Gives each namespace its prefix, or that with a number if another one has it.
fn with_prefixes<'a>(contract: &'a Contract, taken: &mut Taken) -> Vec<NamedNamespace<'a>> {
    let wanted = prefixes::wanted_prefixes(contract);
    let mut prefixes: BTreeMap<usize, String> = BTreeMap::new();
    // A namespace whose path is written like the prefix goes before one that needs a number.
    for (index, one) in wanted.iter().enumerate() {
        if taken.all(kinds(one, &one.prefix)) {
            prefixes.insert(index, one.prefix.clone());
        }
    }
    for (index, one) in wanted.iter().enumerate() {
        prefixes.entry(index).or_insert_with(|| {
            let numbered = (2_u32..).map(|number| format!("{}{number}", one.prefix));
            let mut free = numbered.filter(|prefix| taken.all(kinds(one, prefix)));
            free.next().unwrap_or_default()
        });
    }
    wanted
        .into_iter()
        .zip(prefixes.into_values())
        .map(|(one, prefix)| NamedNamespace {
            endpoint: one.endpoint,
            path: one.path,
            namespace: one.namespace,
            prefix,
            failures: BTreeMap::new(),
            exception: None,
        })
        .collect()
}

/// The names of the types that a namespace has under this prefix.
fn kinds(one: &prefixes::Wanted<'_>, prefix: &str) -> Vec<String> {
    let mut kinds = vec!["ServerToClientEvents", "ClientToServerEvents", "Socket"];
    let auth = one.namespace.auth.as_ref();
    if auth.is_some_and(|auth| !is_itself(&auth.schema, &format!("{prefix}Auth"))) {
        kinds.push("Auth");
    }
    if !one.namespace.params.is_empty() {
        kinds.push("Params");
    }
    kinds
        .into_iter()
        .map(|kind| format!("{prefix}{kind}"))
        .collect()
}

/// Whether a schema is nothing but the type that is called `name` already.
pub(super) fn is_itself(schema: &Schema, name: &str) -> bool {
    let reference = schema
        .get("$ref")
        .and_then(Schema::as_str)
        .and_then(referred);
    reference.is_some_and(|reference| identifier(&reference) == name)
}

/// The names that are in use.
struct Taken(BTreeSet<String>);

impl Taken {
    fn new() -> Self {
        let reserved = reserved::HELPERS.iter().chain(reserved::WORDS);
        Self(reserved.map(|name| (*name).to_owned()).collect())
    }

    /// Takes all of `names`, or nothing if one of them is in use.
    fn all(&mut self, names: Vec<String>) -> bool {
        let is_free = !names.iter().any(|name| self.0.contains(name));
        if is_free {
            self.0.extend(names);
        }
        is_free
    }

    /// Takes `name`, with a number behind it if it is in use.
    fn numbered(&mut self, name: &str) -> String {
        let mut candidate = name.to_owned();
        let mut number = 1_u32;
        while !self.0.insert(candidate.clone()) {
            number += 1;
            candidate = format!("{name}{number}");
        }
        candidate
    }

    /// Takes `name`, with `_` behind it as often as it is in use.
    fn with_underscore(&mut self, mut name: String) -> String {
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        name
    }
}
