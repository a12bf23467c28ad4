//! `complaints` says what is wrong with a value, a line for each place.

use jsonschema::{ValidationError, error::ValidationErrorKind};
use serde_json::Value;

use super::{alternatives::meant, binary::binary_length, path::path};

/// How many lines are enough.
const MOST: usize = 5;
/// How many characters of a value are shown.
const LONGEST: usize = 80;

/// What is wrong, each with the path of the value that it is about.
pub(super) fn complaints<'a>(errors: impl Iterator<Item = ValidationError<'a>>) -> Vec<String> {
    let mut lines = Vec::new();
    for error in errors {
        explain(&error, &mut lines);
    }
    // The alternatives of a union may have the same fault.
    let mut seen = Vec::new();
    lines.retain(|line| {
        let is_new = !seen.contains(line);
        if is_new {
            seen.push(line.clone());
        }
        is_new
    });
    if lines.len() > MOST {
        let more = lines.len() - MOST;
        lines.truncate(MOST);
        lines.push(format!("(and {more} more)"));
    }
    lines
}

fn explain(error: &ValidationError<'_>, lines: &mut Vec<String>) {
    if let Some(errors) = meant(error) {
        for error in errors {
            explain(error, lines);
        }
        return;
    }
    let what = match error.kind() {
        ValidationErrorKind::FalseSchema => "there may be none".to_owned(),
        ValidationErrorKind::Custom { .. } => error.to_string(),
        _ => error.masked_with(shown(error.instance())).to_string(),
    };
    let path = path(error.instance_path());
    lines.push(match path.as_str() {
        "" => what,
        path => format!("`{path}`: {what}"),
    });
}

/// A value as people read it: binary data by its length, and no more than the beginning of what is long.
pub(super) fn shown(value: &Value) -> String {
    let text = readable(value);
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn readable(value: &Value) -> String {
    if let Some(length) = binary_length(value) {
        return format!("<{length} bytes>");
    }
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(readable).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(fields) => {
            let fields = fields.iter();
            let fields: Vec<String> = fields
                .map(|(key, value)| format!("{key:?}:{}", readable(value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        other => other.to_string(),
    }
}
