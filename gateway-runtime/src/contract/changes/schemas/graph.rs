//! `Graph` holds the pairs of schemas that a comparison leads to, each once, and how bad each is.
//!
//! A type may contain itself, so that pairs lead back to themselves. Every pair begins as fitting, and what the pairs
//! that it leads to turn out to be makes it worse until nothing changes any more: a type that contains itself fits
//! unless something else in it does not.

use std::collections::{BTreeMap, HashMap};

use super::{
    super::Verdict,
    alternative::Alternative,
    direction::Direction,
    finding::Finding,
    pair::{Pair, may_be},
    path::Step,
    side::{Side, Values},
};
use crate::contract::Schema;

/// How many comparisons there may be for values to be compared with more alternatives than the one that they are most
/// like. Every alternative of a union may lead to unions of its own, and all their pairs would be too many.
const MOST_NODES: usize = 20_000;

/// How many alternatives a value is compared with at most.
const MOST_CANDIDATES: usize = 16;

/// One comparison, with the numbers of those that it leads to.
pub(super) enum Node {
    /// Of two schemas: each alternative of the values has a row.
    Alternatives {
        findings: Vec<Finding>,
        rows: Vec<Row>,
    },
    /// Of two alternatives: all members have to fit.
    Pair {
        findings: Vec<Finding>,
        members: Vec<(Step, usize)>,
    },
}

/// One of the values, which has to fit one of the alternatives that are accepted.
#[derive(Default)]
pub(super) struct Row {
    /// The comparisons with alternatives.
    pub(super) tried: Vec<usize>,
    /// The alternatives that the value was not compared with yet, each as the numbers of both; the last is the next.
    left: Vec<(usize, usize)>,
}

pub(super) struct Graph<'a> {
    direction: Direction,
    values: Side<'a>,
    accepted: Side<'a>,
    nodes: Vec<Node>,
    severities: Vec<Verdict>,
    schemas: HashMap<(usize, usize), usize>,
    pairs: HashMap<(usize, usize), usize>,
    /// Nodes that were numbered and are not filled in yet, each with what it compares.
    open: Vec<(usize, Compared)>,
}

/// How different two alternatives are at the first look, before their members are compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Difference {
    /// How many findings break clients.
    breaking: usize,
    /// How many findings there are.
    notable: usize,
    /// How many members have another schema.
    other: usize,
}

/// What a node compares, by the numbers that each side gave.
#[derive(Clone, Copy)]
enum Compared {
    Schemas(usize, usize),
    Alternatives(usize, usize),
}

impl<'a> Graph<'a> {
    pub(super) fn new(
        direction: Direction,
        values: &'a BTreeMap<String, Schema>,
        accepted: &'a BTreeMap<String, Schema>,
    ) -> Self {
        Self {
            direction,
            values: Side::new(values),
            accepted: Side::new(accepted),
            nodes: Vec::new(),
            severities: Vec::new(),
            schemas: HashMap::new(),
            pairs: HashMap::new(),
            open: Vec::new(),
        }
    }

    pub(super) fn node(&self, number: usize) -> &Node {
        &self.nodes[number]
    }

    pub(super) fn severity(&self, number: usize) -> Verdict {
        self.severities[number]
    }

    /// Whether the old contract's type behind a reference was compared, but not with the new contract's type of the same
    /// name.
    pub(super) fn is_used_otherwise(&self, reference: &Schema) -> bool {
        let (values, accepted) = (self.values.known(reference), self.accepted.known(reference));
        let old = match self.direction {
            Direction::Sent => values,
            Direction::Received => accepted,
        };
        let pair = values.zip(accepted);
        old.is_some() && !pair.is_some_and(|pair| self.schemas.contains_key(&pair))
    }

    /// The pair of a row that speaks for the row: the least bad, and of several the one in which the least is wrong.
    pub(super) fn meant(&self, row: &Row) -> usize {
        let is_wrong = |number: usize| self.severities[number] > Verdict::Compatible;
        let wrong = |number: usize| match &self.nodes[number] {
            Node::Pair { findings, members } => {
                let members = members.iter().filter(|(_, member)| is_wrong(*member));
                findings.len() + members.count()
            }
            Node::Alternatives { findings, .. } => findings.len(),
        };
        let best = row.tried.iter();
        let best = best.min_by_key(|number| (self.severities[**number], wrong(**number)));
        best.copied().unwrap_or_default()
    }

    /// Adds the comparison of two schemas and everything that it leads to, and returns its number.
    pub(super) fn add(&mut self, values: &Schema, accepted: &Schema) -> usize {
        let first = self.nodes.len();
        let root = self.schemas(values, accepted);
        self.fill(usize::MAX);
        self.settle(first);
        loop {
            let tried = self.nodes.len();
            self.try_others(first);
            if self.open.is_empty() && tried == self.nodes.len() {
                return root;
            }
            let is_filled = self.fill(MOST_NODES);
            if !is_filled {
                self.forget(first, tried);
            }
            self.settle(first);
            if !is_filled {
                return root;
            }
        }
    }

    /// Makes the comparisons that are numbered, and those that they lead to. Returns whether there are at most `most`.
    fn fill(&mut self, most: usize) -> bool {
        while let Some((number, compared)) = self.open.pop() {
            if self.nodes.len() > most {
                return false;
            }
            self.nodes[number] = match compared {
                Compared::Schemas(values, accepted) => self.alternatives(values, accepted),
                Compared::Alternatives(values, accepted) => self.pair(values, accepted),
            };
        }
        true
    }

    /// Takes the nodes from `tried` on out of the graph, of which those from `first` on know.
    fn forget(&mut self, first: usize, tried: usize) {
        self.open.clear();
        self.nodes.truncate(tried);
        self.severities.truncate(tried);
        self.schemas.retain(|_, number| *number < tried);
        self.pairs.retain(|_, number| *number < tried);
        for node in &mut self.nodes[first..] {
            if let Node::Alternatives { rows, .. } = node {
                for row in rows {
                    row.tried.retain(|number| *number < tried);
                }
            }
        }
    }

    /// Makes the nodes from `first` on as bad as what they lead to. Nodes before lead to no later ones.
    fn settle(&mut self, first: usize) {
        self.severities[first..].fill(Verdict::Compatible);
        loop {
            let mut is_settled = true;
            for number in (first..self.nodes.len()).rev() {
                let severity = self.of(&self.nodes[number]);
                is_settled &= severity == self.severities[number];
                self.severities[number] = severity;
            }
            if is_settled {
                return;
            }
        }
    }

    /// Numbers the next comparison of each value that does not fit what it was compared with.
    fn try_others(&mut self, first: usize) {
        for number in first..self.nodes.len() {
            let rows = match &self.nodes[number] {
                Node::Alternatives { rows, .. } => rows.len(),
                Node::Pair { .. } => 0,
            };
            for at in 0..rows {
                self.try_other(number, at);
            }
        }
    }

    fn try_other(&mut self, number: usize, at: usize) {
        let severities = &self.severities;
        let Node::Alternatives { rows, .. } = &mut self.nodes[number] else {
            return;
        };
        let row = &mut rows[at];
        let fits = |one: &usize| severities[*one] == Verdict::Compatible;
        if row.tried.iter().any(fits) {
            return;
        }
        if let Some((values, accepted)) = row.left.pop() {
            let other = self.pairs(values, accepted);
            if let Node::Alternatives { rows, .. } = &mut self.nodes[number] {
                rows[at].tried.push(other);
            }
        }
    }

    fn of(&self, node: &Node) -> Verdict {
        let worst = |findings: &[Finding]| findings.iter().map(Finding::verdict).max();
        let (own, inner) = match node {
            Node::Alternatives { findings, rows } => {
                let best = |row: &Row| row.tried.iter().map(|one| self.severities[*one]).min();
                (worst(findings), rows.iter().filter_map(best).max())
            }
            Node::Pair { findings, members } => {
                let members = members.iter().map(|(_, member)| self.severities[*member]);
                (worst(findings), members.max())
            }
        };
        own.max(inner).unwrap_or(Verdict::Compatible)
    }

    fn schemas(&mut self, values: &Schema, accepted: &Schema) -> usize {
        let key = (self.values.schema(values), self.accepted.schema(accepted));
        if let Some(number) = self.schemas.get(&key) {
            *number
        } else {
            let number = self.reserve(Compared::Schemas(key.0, key.1));
            self.schemas.insert(key, number);
            number
        }
    }

    fn pairs(&mut self, values: usize, accepted: usize) -> usize {
        let key = (values, accepted);
        if let Some(number) = self.pairs.get(&key) {
            *number
        } else {
            let number = self.reserve(Compared::Alternatives(values, accepted));
            self.pairs.insert(key, number);
            number
        }
    }

    fn reserve(&mut self, compared: Compared) -> usize {
        let number = self.nodes.len();
        self.nodes.push(Node::Pair {
            findings: Vec::new(),
            members: Vec::new(),
        });
        self.severities.push(Verdict::Compatible);
        self.open.push((number, compared));
        number
    }

    fn pair(&mut self, values: usize, accepted: usize) -> Node {
        let pair = Pair::new(
            self.direction,
            self.values.alternative(values),
            self.accepted.alternative(accepted),
        );
        let members = pair.members.into_iter();
        let members =
            members.map(|(step, values, accepted)| (step, self.schemas(&values, &accepted)));
        Node::Pair {
            members: members.collect(),
            findings: pair.findings,
        }
    }

    fn alternatives(&mut self, values: usize, accepted: usize) -> Node {
        let (has, wanted) = (
            self.values.values(values).clone(),
            self.accepted.values(accepted).clone(),
        );
        let (has, wanted) = match (has, wanted) {
            (Values::Of(has), Values::Of(wanted)) => (has, wanted),
            (has, wanted) => return self.incomparable(&has, &wanted),
        };
        let accepts_anything = |number: &usize| self.accepted.alternative(*number).is_anything();
        let mut findings = Vec::new();
        let mut rows = Vec::new();
        if wanted.iter().any(accepts_anything) {
            return Node::Alternatives { findings, rows };
        }
        if has
            .iter()
            .any(|one| self.values.alternative(*one).is_anything())
        {
            findings.push(Finding::Undescribed);
            return Node::Alternatives { findings, rows };
        }
        for one in has {
            let mut left = self.candidates(one, &wanted);
            match left.pop() {
                None => findings.push(self.refused(one, &wanted)),
                Some((values, accepted)) => rows.push(Row {
                    tried: vec![self.pairs(values, accepted)],
                    left,
                }),
            }
        }
        Node::Alternatives { findings, rows }
    }

    /// The alternatives that one of the values may be; the one that it is most like is the last. If the value is the
    /// variant of an enum, its name decides.
    fn candidates(&self, one: usize, wanted: &[usize]) -> Vec<(usize, usize)> {
        let value = self.values.alternative(one);
        let known = |number: usize| self.accepted.alternative(number);
        let all = wanted.iter().copied();
        let mut all: Vec<usize> = all.filter(|number| may_be(value, known(*number))).collect();
        let is_variant = |one: &Alternative| !one.tags().is_empty() || one.only_member().is_some();
        if is_variant(value) {
            let is_other =
                |number: usize| is_variant(known(number)) && !value.is_variant_of(known(number));
            all.retain(|number| !is_other(*number));
        }
        let mut all: Vec<_> = if let [_] = all[..] {
            all.into_iter()
                .map(|number| (Difference::default(), number))
                .collect()
        } else {
            let all = all.into_iter();
            all.map(|number| (self.difference(value, known(number)), number))
                .collect()
        };
        all.sort();
        // What breaks at the first look is of use if nothing else is there.
        let can_fit = all
            .iter()
            .filter(|(difference, _)| difference.breaking == 0);
        let chosen = can_fit.count().clamp(1, MOST_CANDIDATES);
        let chosen = all.into_iter().take(chosen).rev();
        chosen.map(|(_, number)| (one, number)).collect()
    }

    fn difference(&self, value: &Alternative, known: &Alternative) -> Difference {
        let pair = Pair::new(self.direction, value, known);
        let is_breaking = |finding: &&Finding| finding.verdict() == Verdict::Breaking;
        let other = pair.members.iter();
        let other = other.filter(|(_, values, accepted)| values != accepted);
        Difference {
            breaking: pair.findings.iter().filter(is_breaking).count(),
            notable: pair.findings.len(),
            other: other.count(),
        }
    }

    /// The finding for a value that is none of what is accepted.
    fn refused(&self, one: usize, wanted: &[usize]) -> Finding {
        let expected = match wanted {
            [] => None,
            [known] => Some(self.accepted.alternative(*known).shown()),
            _ => self.constants(wanted),
        };
        Finding::Value {
            verdict: Verdict::Breaking,
            value: self.values.alternative(one).shown(),
            expected,
        }
    }

    /// The constants that are accepted, if nothing else is and they are few.
    fn constants(&self, wanted: &[usize]) -> Option<String> {
        const MOST_SHOWN: usize = 4;
        let constants = wanted
            .iter()
            .map(|known| self.accepted.alternative(*known))
            .map(|known| known.constant().map(|_| known.shown()));
        let constants: Vec<String> = constants.collect::<Option<_>>()?;
        (constants.len() <= MOST_SHOWN).then(|| constants.join(" or "))
    }

    /// Compares schemas that have too many alternatives by the types that both refer to.
    fn incomparable(&mut self, has: &Values, wanted: &Values) -> Node {
        let (has, wanted) = match (has, wanted) {
            (Values::TooMany(has, of_values), Values::TooMany(wanted, of_accepted))
                if has == wanted =>
            {
                (of_values, of_accepted)
            }
            _ => {
                return Node::Alternatives {
                    findings: vec![Finding::Incomparable],
                    rows: Vec::new(),
                };
            }
        };
        let rows = has.iter().zip(wanted);
        let rows = rows.map(|(values, accepted)| Row {
            tried: vec![self.schemas(values, accepted)],
            left: Vec::new(),
        });
        Node::Alternatives {
            rows: rows.collect(),
            findings: Vec::new(),
        }
    }
}
