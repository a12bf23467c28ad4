//! `Watched` is a list or an object of a tree that notes how it is decoded: with which fields, as a variant, in a
//! newtype. What is noted names the fields of an invalid body as the client knows them.

use std::{
    collections::HashMap,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
};

use super::Tree;

/// A list or an object, and its notes.
#[derive(Clone, Debug)]
pub(in crate::wire) struct Watched {
    pub(super) tree: Tree,
    pub(super) notes: Arc<Notes>,
}

impl PartialEq for Watched {
    fn eq(&self, other: &Self) -> bool {
        self.tree == other.tree
    }
}

/// What is noted of a list or an object.
#[derive(Debug, Default)]
pub(in crate::wire) struct Notes {
    fields: OnceLock<&'static [&'static str]>,
    is_variant: AtomicBool,
    newtypes: AtomicUsize,
}

impl Notes {
    /// It is decoded as a struct, whose fields have these names.
    pub(super) fn note_fields(&self, fields: &'static [&'static str]) {
        // Whoever decodes it a second time decodes the same type.
        let _ = self.fields.set(fields);
    }

    /// It is decoded as a variant's name with the variant's content.
    pub(super) fn note_variant(&self) {
        self.is_variant.store(true, Relaxed);
    }

    /// It is decoded as the content of a newtype.
    pub(super) fn note_newtype(&self) {
        self.newtypes.fetch_add(1, Relaxed);
    }

    /// The client's names for the fields of the struct; nothing if it is no struct, or if the struct does not say its
    /// fields, as with `#[serde(flatten)]`.
    pub(in crate::wire) fn fields(&self) -> Option<&'static [&'static str]> {
        self.fields.get().copied()
    }

    pub(in crate::wire) fn is_variant(&self) -> bool {
        self.is_variant.load(Relaxed)
    }

    /// How many newtypes it is in.
    pub(in crate::wire) fn newtypes(&self) -> usize {
        self.newtypes.load(Relaxed)
    }
}

/// The shape of a watched tree, with the notes of each part.
pub(in crate::wire) enum Shape {
    List(Arc<Notes>, Vec<Shape>),
    /// The last one of members with the same key, which wins when a type is decoded.
    Object(Arc<Notes>, HashMap<String, Shape>),
    /// A part that has no parts.
    Leaf,
}

impl Tree {
    /// The same tree, which notes how it is decoded, and its shape, which has the notes.
    pub(in crate::wire) fn watched(self) -> (Self, Shape) {
        let notes = Arc::<Notes>::default();
        let (tree, shape) = match self {
            Self::List(items) => {
                let (items, shapes) = items.into_iter().map(Self::watched).unzip();
                (Self::List(items), Shape::List(Arc::clone(&notes), shapes))
            }
            Self::Object(members) => {
                let members = members.into_iter().map(|(key, value)| {
                    let (value, shape) = value.watched();
                    ((key.clone(), value), (key, shape))
                });
                let (members, shapes) = members.unzip();
                (
                    Self::Object(members),
                    Shape::Object(Arc::clone(&notes), shapes),
                )
            }
            leaf => return (leaf, Shape::Leaf),
        };
        (Self::Watched(Box::new(Watched { tree, notes })), shape)
    }
}
