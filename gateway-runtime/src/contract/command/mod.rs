//! `Command` is what stands behind the word `contract` on an app's command line.

mod parse;

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{Contract, check::same_lines};
use crate::error::AppError;

/// The stage of errors in the arguments, and of output that cannot be written.
const STAGE: &str = "the command `contract` cannot be run";

/// The title and the version of a document that nobody has given any.
pub(crate) const TITLE: &str = "Gateways";
pub(crate) const VERSION: &str = "0.0.0";

/// The stage of errors that are changes.
const CHANGED: &str = "the contract is not the one of the file";

/// What `contract help` prints, and what an unknown word is answered with.
const USAGE: &str = "\
usage: contract typescript [--strict]
       contract json [--strict]
       contract asyncapi [--yaml] [--title TITLE] [--version VERSION] [--strict]
       contract check FILE [--strict]
       contract problems [--strict]

  typescript  prints types for the official client
  json        prints the contract, as in `contract.json`
  asyncapi    prints an AsyncAPI document
  check       compares the contract with FILE, a `contract.json`: every change is an error
  problems    prints what the contract cannot say, a line each
  --strict    makes such problems an error";

/// The words behind `contract`, understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Command {
    output: Output,
    /// Whether a contract with problems is an error.
    is_strict: bool,
}

/// What is printed.
#[derive(Debug, PartialEq, Eq)]
enum Output {
    Usage,
    TypeScript,
    Json,
    AsyncApi {
        is_yaml: bool,
        title: String,
        version: String,
    },
    /// Nothing, if the contract is that of the file.
    Check(PathBuf),
    Problems,
}

impl Command {
    /// Prints what the command says. The end of the program that reads the output is the end of the command.
    ///
    /// # Errors
    /// [`AppError`] if the contract is not what the command demands, or if the output cannot be written.
    pub(crate) fn run(self, contract: &Contract, output: &mut impl Write) -> Result<(), AppError> {
        let problems = contract.problems();
        if self.is_strict && !problems.is_empty() {
            return Err(AppError::new(
                "the contract has problems",
                problems.to_vec(),
            ));
        }
        let text = match self.output {
            Output::Usage => format!("{USAGE}\n"),
            Output::TypeScript => contract.typescript(),
            Output::Json => contract.to_json(),
            Output::AsyncApi {
                is_yaml,
                title,
                version,
            } => {
                let document = contract.asyncapi(&title, &version);
                if is_yaml {
                    document.to_yaml()
                } else {
                    document.to_json()
                }
            }
            Output::Check(file) => return check(contract, &file),
            Output::Problems => lines(problems),
        };
        written(output, &text)
    }
}

/// Compares the contract with that of a file.
///
/// # Errors
/// [`AppError`] with the changes, or if the file is none or cannot be read.
fn check(contract: &Contract, file: &Path) -> Result<(), AppError> {
    let file_name = file.display();
    let text = fs::read_to_string(file)
        .map_err(|error| AppError::one(STAGE, format!("`{file_name}` cannot be read: {error}")))?;
    let known: Contract = serde_json::from_str(&text)
        .map_err(|error| AppError::one(STAGE, format!("`{file_name}` is no contract: {error}")))?;
    if known.contract > contract.contract {
        let problem = format!("`{file_name}` was written by a newer version of gateway-runtime");
        return Err(AppError::one(STAGE, problem));
    }
    let changes = contract.changes_since(&known);
    if !changes.is_empty() {
        let changes = changes.iter().map(ToString::to_string).collect();
        return Err(AppError::new(CHANGED, changes));
    }
    if !same_lines(&text, &contract.to_json()) {
        let remedy = format!(
            "nothing changes for clients, and `{file_name}` is out of date; write it anew with `contract json`"
        );
        return Err(AppError::one(CHANGED, remedy));
    }
    Ok(())
}

/// Each text in a line of its own.
fn lines(texts: &[String]) -> String {
    texts
        .iter()
        .flat_map(|text| [text.as_str(), "\n"])
        .collect()
}

fn written(output: &mut impl Write, text: &str) -> Result<(), AppError> {
    let written = output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush());
    match written {
        // `contract json | head -3`
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(AppError::one(
            STAGE,
            format!("the output cannot be written: {error}"),
        )),
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
mod tests;
