//! `Command::parse` reads the words of a command line.

use std::ffi::OsString;

use super::{Command, Output, STAGE, USAGE};
use crate::error::AppError;

impl Command {
    /// The command in a program's arguments, without the program's name; `None` if the first one is not `contract`, so that
    /// the arguments are the program's own.
    ///
    /// # Errors
    /// [`AppError`] with the usage.
    pub(crate) fn parse(
        arguments: impl IntoIterator<Item = OsString>,
    ) -> Result<Option<Self>, AppError> {
        let mut arguments = arguments.into_iter();
        if arguments.next().is_none_or(|first| first != "contract") {
            return Ok(None);
        }
        let words: Vec<String> = arguments
            .map(|argument| argument.to_string_lossy().into_owned())
            .collect();
        match understood(&words) {
            Ok(command) => Ok(Some(command)),
            Err(mistake) => Err(AppError::one(STAGE, format!("{mistake}\n{USAGE}"))),
        }
    }
}

/// # Errors
/// What is wrong, as a sentence without its end.
fn understood(words: &[String]) -> Result<Command, String> {
    let mut output = None;
    let mut is_strict = false;
    for word in words {
        match word.as_str() {
            "--strict" => is_strict = true,
            "--help" | "-h" => output = Some(Output::Usage),
            _ if output.is_some() || word.starts_with('-') => {
                return Err(format!("`{}` is not known here", word.escape_debug()));
            }
            "help" => output = Some(Output::Usage),
            "json" => output = Some(Output::Json),
            "problems" => output = Some(Output::Problems),
            _ => return Err(format!("`{}` is not known", word.escape_debug())),
        }
    }
    match output {
        Some(output) => Ok(Command { output, is_strict }),
        None => Err("it has to be said what is printed".to_owned()),
    }
}
