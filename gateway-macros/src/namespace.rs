//! `problem` says what a namespace may be called, and how parameters stand in its name.
//!
//! The syntax is that of the router which matches clients to namespaces, without the forms that
//! would surprise: `chat/{room}`, `room-{id}`, `files/{*path}`. The runtime says the same of constants,
//! and a test compares the two: so this file imports nothing.

/// What is wrong with a namespace, with the remedy.
pub(crate) fn problem(value: &str) -> Option<String> {
    if value.is_empty() {
        return Some("the namespace is empty; use \"/\" for the root namespace".to_owned());
    }
    let refused = value.chars().find(|letter| {
        matches!(letter, ',' | '?' | '#') || letter.is_control() || letter.is_whitespace()
    });
    if let Some(refused) = refused {
        let value = value.escape_debug();
        return Some(format!(
            "namespace `{value}` contains {refused:?}, which socket.io cannot carry there; \
             remove it"
        ));
    }
    pattern_problem(value).map(|problem| format!("namespace `{value}` {problem}"))
}

/// What is wrong with the parameters, as the end of a sentence about the namespace.
fn pattern_problem(value: &str) -> Option<String> {
    let segments: Vec<&str> = value.split('/').collect();
    let mut names: Vec<&str> = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let Segment {
            before,
            name,
            after,
        } = match parameter(segment) {
            Ok(Some(segment)) => segment,
            Ok(None) => continue,
            Err(problem) => return Some(problem),
        };
        let name = match name.strip_prefix('*') {
            Some(name) => {
                let problem = rest_problem(name, before, after, index + 1 == segments.len());
                if problem.is_some() {
                    return problem;
                }
                name
            }
            None => name,
        };
        if name.is_empty() {
            return Some("has a parameter without a name; name it, as in `{room}`".to_owned());
        }
        if !is_name(name) {
            return Some(format!(
                "has the parameter `{name}`; name it in snake case, as in `{{room_id}}`"
            ));
        }
        if names.contains(&name) {
            return Some(format!("has two parameters `{name}`; rename one"));
        }
        names.push(name);
    }
    None
}

/// A segment with one parameter.
struct Segment<'a> {
    before: &'a str,
    /// The text between the braces.
    name: &'a str,
    after: &'a str,
}

/// The parameter of a segment, if it has one.
fn parameter(segment: &str) -> Result<Option<Segment<'_>>, String> {
    let Some(open) = segment.find(['{', '}']) else {
        return Ok(None);
    };
    let (before, rest) = segment.split_at(open);
    let Some(rest) = rest.strip_prefix('{') else {
        return Err(lone('}', '{', segment));
    };
    let (name, after) = match rest.find(['{', '}']) {
        Some(close) if rest[close..].starts_with('}') => (&rest[..close], &rest[close + 1..]),
        _ => return Err(lone('{', '}', segment)),
    };
    match after.find(['{', '}']) {
        None => Ok(Some(Segment {
            before,
            name,
            after,
        })),
        Some(next) if after[next..].starts_with('{') => Err(format!(
            "has two parameters in `{segment}`; put a `/` between them"
        )),
        Some(_) => Err(lone('}', '{', segment)),
    }
}

fn lone(brace: char, missing: char, segment: &str) -> String {
    format!(
        "has a `{brace}` without `{missing}` in `{segment}`; a parameter is written `{{room}}`, \
         within one segment"
    )
}

/// What is wrong with the place of `{*name}`.
fn rest_problem(name: &str, before: &str, after: &str, is_last: bool) -> Option<String> {
    if !before.is_empty() || !after.is_empty() {
        let surplus = if before.is_empty() { after } else { before };
        Some(format!(
            "has `{surplus}` beside `{{*{name}}}`, which takes whole segments; remove it"
        ))
    } else if !is_last {
        Some(format!(
            "goes on after `{{*{name}}}`, which takes all that follows; remove what follows, or \
             write `{{{name}}}` for one segment"
        ))
    } else {
        None
    }
}

/// Whether a parameter of a namespace may have this name. A parameter of a method could have the
/// name too, and it is in snake case.
pub(crate) fn is_name(name: &str) -> bool {
    let has_letters_only = name
        .chars()
        .all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '_'));
    let starts_right = name.starts_with(|first: char| !first.is_ascii_digit());
    has_letters_only && starts_right && name != "_"
}
