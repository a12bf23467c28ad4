//! `Finder` collects changes while two contracts are walked through.

use std::collections::BTreeSet;

use super::{
    Change, Verdict,
    schemas::{Comparison, Direction, Scope},
};
use crate::contract::{Contract, Schema};

/// The changes that were found so far, and the comparisons of schemas in both directions.
pub(super) struct Finder<'a> {
    changes: Vec<Change>,
    sent: Comparison<'a>,
    received: Comparison<'a>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(old: &'a Contract, new: &'a Contract) -> Self {
        Self {
            changes: Vec::new(),
            // Clients that know the old contract send: the new app has to accept it.
            sent: Comparison::new(Direction::Sent, &old.types, &new.types),
            // The new app sends: clients that know the old contract have to understand it.
            received: Comparison::new(Direction::Received, &new.types, &old.types),
        }
    }

    pub(super) fn breaking(&mut self, place: &str, what: impl Into<String>) {
        self.add(Verdict::Breaking, place, what);
    }

    pub(super) fn notable(&mut self, place: &str, what: impl Into<String>) {
        self.add(Verdict::Notable, place, what);
    }

    pub(super) fn compatible(&mut self, place: &str, what: impl Into<String>) {
        self.add(Verdict::Compatible, place, what);
    }

    pub(super) fn add(&mut self, verdict: Verdict, place: &str, what: impl Into<String>) {
        self.changes.push(Change {
            verdict,
            place: place.to_owned(),
            what: what.into(),
        });
    }

    /// Says that a description changed, if it did.
    pub(super) fn docs(&mut self, place: &str, old: &str, new: &str) {
        if old != new {
            self.compatible(place, "the description changed");
        }
    }

    /// Compares what clients send. `name` is how the value is called.
    pub(super) fn sent(&mut self, place: &str, name: &str, old: &Schema, new: &Schema) {
        if !self.sent.compare(old, new, Scope { place, name }) {
            self.unnoticed(place, name, old, new);
        }
    }

    /// Compares what clients get.
    pub(super) fn received(&mut self, place: &str, name: &str, old: &Schema, new: &Schema) {
        if !self.received.compare(new, old, Scope { place, name }) {
            self.unnoticed(place, name, old, new);
        }
    }

    /// Whether clients may send `null` where `schema` of the new contract is expected.
    pub(super) fn accepts_null(&mut self, schema: &Schema) -> bool {
        self.sent
            .fits(&serde_json::json!({ "type": "null" }), schema)
    }

    /// Those of the references to types of both contracts that lead to another type than before, although no message or
    /// event says so: what used the type has one with another name now. To be called after everything else.
    pub(super) fn others(&mut self, references: &[Schema]) -> BTreeSet<String> {
        let mut others = self.sent.others(references);
        others.extend(self.received.others(references));
        others
    }

    /// Lists a change that no client notices. One inside a named type is listed once, at the type.
    fn unnoticed(&mut self, place: &str, name: &str, old: &Schema, new: &Schema) {
        if old != new && old.get("$ref").is_none() {
            self.compatible(
                place,
                format!("the schema of `{name}` changed, and clients need not care"),
            );
        }
    }

    /// The changes, the worst first.
    pub(super) fn changes(self) -> Vec<Change> {
        let mut changes = self.changes;
        changes.extend(self.sent.changes());
        changes.extend(self.received.changes());
        changes.sort_by(|a, b| (b.verdict, &a.place, &a.what).cmp(&(a.verdict, &b.place, &b.what)));
        changes.dedup();
        changes
    }
}
