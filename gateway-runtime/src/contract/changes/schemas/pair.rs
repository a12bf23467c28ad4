//! `Pair` is what the comparison of two alternatives finds in them, before their members are compared.

use super::{
    super::Verdict,
    alternative::{Alternative, Kind},
    direction::Direction,
    finding::Finding,
    lists, numbers, objects,
    path::Step,
    texts,
};
use crate::contract::Schema;

/// Whether whoever knows one alternative can take the values of another: what does not fit, and which members are to be
/// compared.
#[derive(Debug, Default)]
pub(super) struct Pair {
    pub(super) findings: Vec<Finding>,
    /// Each a step into the values, the schema of what is there, and the schema of what is accepted there.
    pub(super) members: Vec<(Step, Schema, Schema)>,
}

impl Pair {
    /// `values` is the alternative that is written, and `accepted` what the reader knows.
    pub(super) fn new(direction: Direction, values: &Alternative, accepted: &Alternative) -> Self {
        let mut pair = Self::default();
        if accepted.is_anything() {
            return pair;
        }
        if values.is_anything() {
            pair.findings.push(Finding::Undescribed);
            return pair;
        }
        if !may_be(values, accepted) {
            pair.findings.push(Finding::Value {
                verdict: Verdict::Breaking,
                value: values.shown(),
                expected: Some(accepted.shown()),
            });
            return pair;
        }
        match accepted.kind() {
            Kind::Object => objects::compare(&mut pair, direction, values, accepted),
            Kind::List => lists::compare(&mut pair, direction, values, accepted),
            Kind::Integer | Kind::Number => {
                numbers::compare(&mut pair, direction, values, accepted);
            }
            Kind::Text => texts::compare(&mut pair, direction, values, accepted),
            Kind::Null | Kind::Boolean | Kind::Binary | Kind::Unknown => {}
        }
        pair
    }

    pub(super) fn find(&mut self, verdict: Verdict, value: impl Into<String>) {
        self.findings.push(Finding::value(verdict, value));
    }

    pub(super) fn member(&mut self, step: Step, values: &Schema, accepted: &Schema) {
        self.members.push((step, values.clone(), accepted.clone()));
    }
}

/// Whether the kinds of two alternatives allow that a value of the one is a value of the other.
pub(super) fn may_be(values: &Alternative, accepted: &Alternative) -> bool {
    if values.is_anything() || accepted.is_anything() {
        return true;
    }
    if accepted.constant().is_some() {
        return values.constant() == accepted.constant();
    }
    match (values.kind(), accepted.kind()) {
        (_, Kind::Unknown) | (Kind::Integer, Kind::Number) => true,
        (values, accepted) => values == accepted,
    }
}
