//! `Command::parse` reads the words of a command line.

use std::ffi::OsString;

use super::{Command, Output, STAGE, TITLE, USAGE, VERSION};
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
    let mut options = Options::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--help" | "-h" | "help" => output = Some(Output::Usage),
            "--strict" => options.is_strict = true,
            "--yaml" => options.is_yaml = true,
            "--title" => options.title = Some(value(word, words.next())?),
            "--version" => options.version = Some(value(word, words.next())?),
            _ if output.is_some() || word.starts_with('-') => return Err(unknown(word)),
            "typescript" => output = Some(Output::TypeScript),
            "json" => output = Some(Output::Json),
            "asyncapi" => {
                output = Some(Output::AsyncApi {
                    is_yaml: false,
                    title: String::new(),
                    version: String::new(),
                });
            }
            "check" => output = Some(Output::Check(value(word, words.next())?.into())),
            "problems" => output = Some(Output::Problems),
            _ => return Err(unknown(word)),
        }
    }
    let Some(output) = output else {
        return Err("it has to be said what is printed".to_owned());
    };
    let is_strict = options.is_strict;
    let output = options.of(output)?;
    Ok(Command { output, is_strict })
}

/// The options, wherever they stand.
#[derive(Default)]
struct Options {
    is_strict: bool,
    is_yaml: bool,
    title: Option<String>,
    version: Option<String>,
}

impl Options {
    /// The output with its options.
    ///
    /// # Errors
    /// Which option the output does not have.
    fn of(self, output: Output) -> Result<Output, String> {
        let given = [
            ("--yaml", self.is_yaml),
            ("--title", self.title.is_some()),
            ("--version", self.version.is_some()),
        ];
        match output {
            Output::AsyncApi { .. } => Ok(Output::AsyncApi {
                is_yaml: self.is_yaml,
                title: self.title.unwrap_or_else(|| TITLE.to_owned()),
                version: self.version.unwrap_or_else(|| VERSION.to_owned()),
            }),
            Output::Usage => Ok(Output::Usage),
            other => match given.into_iter().find(|(_, is_given)| *is_given) {
                Some((option, _)) => Err(format!("`{option}` is an option of `asyncapi` alone")),
                None => Ok(other),
            },
        }
    }
}

/// # Errors
/// That there is no value.
fn value(word: &str, next: Option<&String>) -> Result<String, String> {
    match next {
        Some(value) if !value.starts_with('-') => Ok(value.clone()),
        _ => Err(format!("`{word}` needs a value")),
    }
}

fn unknown(word: &str) -> String {
    format!("`{}` is not known here", word.escape_debug())
}
