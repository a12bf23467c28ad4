//! `Command` is what stands behind the word `contract` on an app's command line.

mod parse;

use std::io::{self, Write};

use super::Contract;
use crate::error::AppError;

/// The stage of errors in the arguments, and of output that cannot be written.
const STAGE: &str = "the command `contract` cannot be run";

/// What `contract help` prints, and what an unknown word is answered with.
const USAGE: &str = "\
usage: contract json [--strict]
       contract problems [--strict]

  json        prints the contract, as in `contract.json`
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
    Json,
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
            Output::Json => json(contract),
            Output::Problems => lines(problems),
        };
        written(output, &text)
    }
}

fn json(contract: &Contract) -> String {
    // A map with keys of text and values of JSON is always written.
    let mut json = serde_json::to_string_pretty(contract).unwrap_or_default();
    json.push('\n');
    json
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
