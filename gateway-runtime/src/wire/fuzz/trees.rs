//! `Size` is how much a tree keeps; `survives` writes a tree and reads it again.

use serde_json::Value as Json;

use super::readings::arguments;
use crate::{
    protocol::Form,
    wire::{tree::Tree, write::Written},
};

/// As deep as values may lie in one another, without the list that they are in.
const DEEPEST: usize = 126;

/// How much trees keep.
#[derive(Debug, Default)]
pub(super) struct Size {
    /// Values, and keys of objects.
    pub(super) values: usize,
    /// Bytes of texts and of keys.
    pub(super) text: usize,
    /// Bytes of binary data.
    pub(super) binary: usize,
}

impl Size {
    pub(super) fn of(trees: &[Tree]) -> Self {
        let mut size = Self::default();
        for tree in trees {
            size.add(tree);
        }
        size
    }

    fn add(&mut self, tree: &Tree) {
        self.values += 1;
        match tree {
            Tree::Text(text) => self.text += text.len(),
            Tree::Bytes(bytes) => self.binary += bytes.len(),
            Tree::List(items) => items.iter().for_each(|item| self.add(item)),
            Tree::Object(fields) => {
                for (key, value) in fields {
                    self.values += 1;
                    self.text += key.len();
                    self.add(value);
                }
            }
            _ => {}
        }
    }
}

/// Asserts that a value is the same when it was written in each form and read again.
pub(super) fn survives(tree: &Tree) {
    if depth(tree) > DEEPEST {
        return;
    }
    for form in [Form::Json, Form::PassedOn, Form::Packed] {
        // An object that looks like a placeholder is one, if there is binary data beside it.
        if form != Form::Packed && has_placeholder(tree) {
            continue;
        }
        let Ok(written) = Written::new(form, Some("e"), tree) else {
            unreachable!("{tree:?} is not written as {form:?}");
        };
        let packet = written.into_packet();
        let Some([read]) = arguments(&packet).and_then(|read| <[Tree; 1]>::try_from(read).ok())
        else {
            unreachable!("{tree:?} is not read from {packet:?}");
        };
        assert!(
            is_same(tree, &read),
            "{tree:?} is {read:?} when it was written as {form:?}"
        );
    }
    if let Some((seen, attachments)) = tree.with_placeholders()
        && !has_placeholder(tree)
    {
        let Ok(text) = serde_json::to_string(&seen) else {
            unreachable!("{seen:?} is not written");
        };
        let read = Tree::written(&text, &attachments);
        assert!(
            read.is_ok_and(|read| is_same(tree, &read)),
            "{tree:?} is not {text}"
        );
    }
}

/// Whether two values are the same, but for the last digit of a fraction: `serde_json` reads fractions fast, not exactly.
fn is_same(one: &Tree, other: &Tree) -> bool {
    match (one, other) {
        (Tree::Number(one), Tree::Number(other)) if one.is_f64() && other.is_f64() => {
            let [one, other] = [one, other].map(|number| number.as_f64().unwrap_or_default());
            one.to_bits() == other.to_bits() || (one - other).abs() <= one.abs() * 1e-15
        }
        (Tree::List(one), Tree::List(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Tree::Object(one), Tree::Object(other)) => {
            let same = |((key, one), (other_key, other)): (&(String, Tree), &(String, Tree))| {
                key == other_key && is_same(one, other)
            };
            one.len() == other.len() && one.iter().zip(other).all(same)
        }
        _ => one == other,
    }
}

fn depth(tree: &Tree) -> usize {
    match tree {
        Tree::List(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Tree::Object(fields) => {
            let depths = fields.iter().map(|(_, value)| depth(value));
            1 + depths.max().unwrap_or_default()
        }
        _ => 0,
    }
}

fn has_placeholder(tree: &Tree) -> bool {
    match tree {
        Tree::List(items) => items.iter().any(has_placeholder),
        Tree::Object(fields) => fields
            .iter()
            .any(|(key, value)| key == "_placeholder" || has_placeholder(value)),
        _ => false,
    }
}

/// A value as JSON: binary data is its length, and of a key that is there twice the last value counts.
pub(super) fn json(tree: &Tree) -> Json {
    match tree {
        Tree::Bool(value) => Json::Bool(*value),
        Tree::Number(number) => Json::Number(number.clone()),
        Tree::Text(text) => Json::String(text.clone()),
        Tree::Bytes(bytes) => binary(bytes.len()),
        Tree::List(items) => items.iter().map(json).collect(),
        Tree::Object(fields) => {
            let fields = fields.iter();
            Json::Object(
                fields
                    .map(|(key, value)| (key.clone(), json(value)))
                    .collect(),
            )
        }
        _ => Json::Null,
    }
}

/// What stands for so many bytes of binary data.
pub(super) fn binary(length: usize) -> Json {
    Json::String(format!("{length} bytes"))
}
