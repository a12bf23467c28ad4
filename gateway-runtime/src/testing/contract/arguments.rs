//! `check_arguments` compares what comes with an event, or with an acknowledgement, with the arguments of the contract.

use serde_json::Value;

use super::app_contract::AppContract;
use crate::contract::Argument;

/// Checks that the values are the arguments that the contract has.
///
/// # Errors
/// What is wrong, a line for each place.
pub(super) fn check_arguments(
    app: &AppContract,
    arguments: &[Argument],
    values: &[Value],
) -> Result<(), Vec<String>> {
    let mut complaints = Vec::new();
    for (index, argument) in arguments.iter().enumerate() {
        let name = format!("argument {} `{}`", index + 1, argument.name);
        match values.get(index) {
            Some(value) => {
                if let Err(why) = app.schemas().check(app.get(), &argument.schema, value) {
                    complaints.extend(why.iter().map(|why| format!("{name}: {why}")));
                }
            }
            None if argument.optional => {}
            None => complaints.push(format!("{name} is missing")),
        }
    }
    if values.len() > arguments.len() {
        complaints.push(format!(
            "{} came, and the contract has {}",
            counted(values.len()),
            counted(arguments.len())
        ));
    }
    if complaints.is_empty() {
        Ok(())
    } else {
        Err(complaints)
    }
}

/// `1 argument`, `2 arguments`
fn counted(count: usize) -> String {
    match count {
        1 => "1 argument".to_owned(),
        count => format!("{count} arguments"),
    }
}
