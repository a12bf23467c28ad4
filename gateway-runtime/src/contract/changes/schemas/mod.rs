//! `Comparison` tells what happens to values of one contract's schemas where the other contract's schemas are known.

mod alternative;
mod cutter;
mod direction;
mod finding;
mod graph;
mod lists;
mod numbers;
mod objects;
mod pair;
mod path;
mod side;
mod texts;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque},
    ops::Range,
};

pub(super) use direction::Direction;
use finding::Finding;
use graph::{Graph, Node};
use path::Path;

use super::{Change, Verdict};
use crate::contract::Schema;

/// Where a value stands, for the place of changes.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) place: &'a str,
    /// What the value is called.
    pub(super) name: &'a str,
}

/// How many of the other places where a change is found are named with the change.
const MOST_PLACES: usize = 3;

/// A comparison in one direction. It keeps what it finds about types, so that a type is compared once, however many
/// messages use it.
pub(super) struct Comparison<'a> {
    direction: Direction,
    graph: Graph<'a>,
    found: Vec<Found>,
    /// Where in `found` the findings of a node are that is inside of an argument.
    reported: HashMap<usize, Range<usize>>,
}

/// A change, and where else it was found.
struct Found {
    change: Change,
    others: usize,
    /// The first of the other places.
    places: Vec<String>,
}

impl<'a> Comparison<'a> {
    /// `values` are the types of who writes, and `accepted` those that the reader knows.
    pub(super) fn new(
        direction: Direction,
        values: &'a BTreeMap<String, Schema>,
        accepted: &'a BTreeMap<String, Schema>,
    ) -> Self {
        Self {
            direction,
            graph: Graph::new(direction, values, accepted),
            found: Vec::new(),
            reported: HashMap::new(),
        }
    }

    /// Whether the reader can take every value.
    pub(super) fn fits(&mut self, values: &Schema, accepted: &Schema) -> bool {
        let root = self.graph.add(values, accepted);
        self.graph.severity(root) == Verdict::Compatible
    }

    /// Those of the references that the old contract uses in this direction, whose types do not fit, and whose types
    /// were not compared with each other yet.
    pub(super) fn others(&mut self, references: &[Schema]) -> BTreeSet<String> {
        // A comparison leads to other types, so that all are looked up before the first is compared.
        let unspoken = references
            .iter()
            .filter(|reference| self.graph.is_used_otherwise(reference));
        let unspoken: Vec<&Schema> = unspoken.collect();
        let others = unspoken
            .into_iter()
            .filter(|reference| !self.fits(reference, reference));
        let names = others.filter_map(|reference| reference.get("$ref")?.as_str());
        names.map(str::to_owned).collect()
    }

    /// Finds what the reader cannot take, and returns whether there is something. A change inside of a value is listed
    /// once, with the other places where the same is found.
    pub(super) fn compare(&mut self, values: &Schema, accepted: &Schema, scope: Scope<'_>) -> bool {
        let root = self.graph.add(values, accepted);
        let mut seen = HashSet::from([root]);
        let mut left = VecDeque::from([(root, Path::default())]);
        while let Some((node, path)) = left.pop_front() {
            if self.graph.severity(node) == Verdict::Compatible {
                continue;
            }
            self.report(node, &path, scope);
            match self.graph.node(node) {
                Node::Alternatives { rows, .. } => {
                    let rows = rows.iter().map(|row| self.graph.meant(row));
                    let rows = rows.filter(|node| seen.insert(*node));
                    left.extend(rows.map(|node| (node, path.clone())));
                }
                Node::Pair { members, .. } => {
                    let members = members.iter().filter(|(_, node)| seen.insert(*node));
                    left.extend(members.map(|(step, node)| (*node, path.then(step))));
                }
            }
        }
        self.graph.severity(root) != Verdict::Compatible
    }

    /// The changes that were found.
    pub(super) fn changes(self) -> impl Iterator<Item = Change> {
        self.found.into_iter().map(|found| {
            let Found {
                mut change,
                others,
                places,
            } = found;
            if others > 0 {
                let more = others - places.len();
                let more = (more > 0).then(|| format!("{more} more"));
                let places: Vec<String> = places.into_iter().chain(more).collect();
                change.what = format!("{} (the same at {})", change.what, places.join(", "));
            }
            change
        })
    }

    fn report(&mut self, node: usize, path: &Path, scope: Scope<'_>) {
        let (Node::Alternatives { findings, .. } | Node::Pair { findings, .. }) =
            self.graph.node(node);
        if findings.is_empty() {
            return;
        }
        if let Some(range) = self.reported.get(&node) {
            for found in &mut self.found[range.clone()] {
                found.others += 1;
                if found.places.len() < MOST_PLACES {
                    found
                        .places
                        .push(format!("{} `{}{path}`", scope.place, scope.name));
                }
            }
            return;
        }
        let first = self.found.len();
        let changes = findings
            .iter()
            .map(|finding| self.change(finding, path, scope));
        let found: Vec<Found> = changes
            .map(|change| Found {
                change,
                others: 0,
                places: Vec::new(),
            })
            .collect();
        self.found.extend(found);
        if !path.is_empty() {
            self.reported.insert(node, first..self.found.len());
        }
    }

    fn change(&self, finding: &Finding, path: &Path, scope: Scope<'_>) -> Change {
        let Scope { place, name } = scope;
        let member = finding.member();
        let member = member
            .map(|member| format!(".{member}"))
            .unwrap_or_default();
        Change {
            verdict: finding.verdict(),
            place: format!("{place} `{name}{path}{member}`"),
            what: finding.sentence(self.direction, path),
        }
    }
}

/// The name of the type that a reference leads to.
fn type_name(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or_default()
}
