//! Why an app does not start.

use std::fmt;

/// Why an app does not start or cannot serve: all problems of the stage that failed. The stages are
/// the declarations of the gateways, options, their init hooks, and sockets.
///
/// It debug-prints as it displays, since that is what `fn main() -> Result<(), AppError>` shows.
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

    /// Each problem in a sentence, with its place and its remedy.
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
