//! `Path` leads from an argument to a value inside of it.

use std::{fmt, rc::Rc};

/// One step into a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// The member of this name.
    Member(String),
    /// Any other member.
    AnyMember,
    /// The element at this place, counted from 0.
    Element(usize),
    /// Any element.
    AnyElement,
}

/// How many steps are shown at each end of a long path.
const LONGEST_END: usize = 4;

/// The steps that lead to a value, as a list that shares its beginning with other paths.
#[derive(Debug, Clone, Default)]
pub(super) struct Path(Option<Rc<(Path, Step)>>);

impl Path {
    pub(super) fn then(&self, step: &Step) -> Self {
        Self(Some(Rc::new((self.clone(), step.clone()))))
    }

    /// Whether the path leads to the argument itself.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The value as the object of a sentence's verb: "`gift` as ", "an element as ", or nothing for the argument itself.
    pub(super) fn subject(&self) -> String {
        match self.0.as_deref() {
            None => String::new(),
            Some((_, Step::Member(name))) => format!("`{name}` as "),
            Some((_, Step::AnyMember)) => "a member as ".to_owned(),
            Some((_, Step::Element(at))) => format!("element {} as ", at + 1),
            Some((_, Step::AnyElement)) => "an element as ".to_owned(),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut steps = Vec::new();
        let mut path = self;
        while let Some((before, step)) = path.0.as_deref() {
            steps.push(step);
            path = before;
        }
        // In a chain of types the first steps and the last ones say enough.
        let length = steps.len();
        for (at, step) in steps.into_iter().rev().enumerate() {
            if (LONGEST_END..length.saturating_sub(LONGEST_END)).contains(&at) {
                if at == LONGEST_END {
                    f.write_str(" .. ")?;
                }
                continue;
            }
            match step {
                Step::Member(name) => write!(f, ".{name}")?,
                Step::AnyMember => f.write_str(".*")?,
                Step::Element(at) => write!(f, "[{at}]")?,
                Step::AnyElement => f.write_str("[]")?,
            }
        }
        Ok(())
    }
}
