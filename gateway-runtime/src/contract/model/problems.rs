//! `Problems` is the error of a contract that cannot say everything.

use std::{error::Error, fmt};

/// What a contract cannot say: see [`Contract::strict`](super::Contract::strict).
#[derive(Clone, PartialEq, Eq)]
pub struct Problems(pub(super) Vec<String>);

impl Problems {
    /// The problems, one line each.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the contract cannot say everything:")?;
        for problem in &self.0 {
            write!(f, "\n- {problem}")?;
        }
        Ok(())
    }
}

/// As [`Display`](fmt::Display): it is what a `main` function that returns the error prints.
impl fmt::Debug for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Problems {}
