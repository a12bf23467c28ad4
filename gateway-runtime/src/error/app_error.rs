//! `AppError` is why an app does not start, or cannot serve.

use std::fmt;

/// The reason why an app does not start or cannot serve: all problems of the stage that failed. Stages are,
/// among others, the gateways' declarations, the options, the init hooks, and listening.
///
/// `{:?}` prints the same text as `{}`, because Rust prints the error of `fn main() -> Result<(), AppError>`
/// with `{:?}`.
pub struct AppError {
    stage: &'static str,
    problems: Vec<String>,
}

impl AppError {
    pub(crate) fn new(stage: &'static str, problems: Vec<String>) -> Self {
        Self { stage, problems }
    }

    pub(crate) fn one(stage: &'static str, problem: String) -> Self {
        Self::new(stage, vec![problem])
    }

    /// The problems, each in a sentence with its place and its remedy.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems.as_slice() {
            [problem] => write!(f, "{}: {problem}", self.stage),
            problems => {
                write!(f, "{}: {} problems", self.stage, problems.len())?;
                for (number, problem) in (1..).zip(problems) {
                    write!(f, "\n  {number}. {problem}")?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Debug for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for AppError {}
