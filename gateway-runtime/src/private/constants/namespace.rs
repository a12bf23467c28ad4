//! `check_namespace` refuses constants that cannot be a namespace, and `slashed` puts the leading slash before the others.
//!
//! The rules and the texts are those of `namespace` in the macros, which checks literals. A test compares the two.

use super::text::{Text, code, first, is, is_control, is_whitespace, part};

/// Fails, at the caller's place, where `value` cannot be a namespace.
#[track_caller]
#[expect(
    clippy::panic,
    reason = "runs in the compiler, where a panic is a compile error"
)]
pub const fn check_namespace(value: &str) {
    if let Some(problem) = problem(value) {
        panic!("{}", problem.as_str());
    }
}

/// The length of the namespace with its leading slash, in bytes.
#[must_use]
pub const fn slashed_length(value: &str) -> usize {
    value.len() + !is_slashed(value) as usize
}

/// The namespace with its leading slash, in `LENGTH` bytes, which is its [`slashed_length`].
#[must_use]
pub const fn slashed<const LENGTH: usize>(value: &str) -> [u8; LENGTH] {
    let mut slashed = [b'/'; LENGTH];
    let mut from = 0;
    let mut to = LENGTH - value.len();
    while to < LENGTH {
        slashed[to] = value.as_bytes()[from];
        from += 1;
        to += 1;
    }
    slashed
}

/// What [`slashed`] made, as text.
#[must_use]
pub const fn slashed_text(slashed: &'static [u8]) -> &'static str {
    match str::from_utf8(slashed) {
        Ok(text) => text,
        // A slash before a text makes a text.
        Err(_) => "/",
    }
}

const fn is_slashed(value: &str) -> bool {
    matches!(value.as_bytes(), [b'/', ..])
}

/// What is wrong with a namespace, with the remedy.
const fn problem(value: &str) -> Option<Text> {
    if value.is_empty() {
        let text = Text::new();
        return Some(text.with("the namespace is empty; use \"/\" for the root namespace"));
    }
    let mut rest = value;
    while let Some((letter, after)) = first(rest) {
        rest = after;
        let code = code(letter);
        let is_separator = is(letter, ",") || is(letter, "?") || is(letter, "#");
        if is_separator || is_control(code) || is_whitespace(code) {
            let text = Text::new().with("namespace ").with_escaped_name(value);
            let text = text.with(" contains ").with_character(letter);
            return Some(text.with(", which socket.io cannot carry there; remove it"));
        }
    }
    pattern_problem(value)
}

/// What is wrong with the parameters.
const fn pattern_problem(value: &str) -> Option<Text> {
    let mut start = 0;
    while start <= value.len() {
        let end = end_of_segment(value, start);
        let segment = part(value, start, end);
        let parameter = match parameter(segment) {
            Found::Parameter(parameter) => parameter,
            Found::Nothing => {
                start = end + 1;
                continue;
            }
            Found::Two => {
                let text = beginning(value)
                    .with("has two parameters in ")
                    .with_name(segment);
                return Some(text.with("; put a `/` between them"));
            }
            Found::Lone { brace, missing } => {
                let text = beginning(value)
                    .with("has a `")
                    .with(brace)
                    .with("` without `");
                let text = text.with(missing).with("` in ").with_name(segment);
                return Some(text.with("; a parameter is written `{room}`, within one segment"));
            }
        };
        if parameter.takes_rest {
            let is_last = end == value.len();
            let problem = rest_problem(value, &parameter, is_last);
            if problem.is_some() {
                return problem;
            }
        }
        let name = parameter.name;
        if name.is_empty() {
            let text = beginning(value);
            return Some(text.with("has a parameter without a name; name it, as in `{room}`"));
        }
        if !is_name(name) {
            let text = beginning(value).with("has the parameter ").with_name(name);
            return Some(text.with("; name it in snake case, as in `{room_id}`"));
        }
        if has_parameter(part(value, 0, start), name) {
            let text = beginning(value).with("has two parameters ").with_name(name);
            return Some(text.with("; rename one"));
        }
        start = end + 1;
    }
    None
}

/// How each message about a parameter begins.
const fn beginning(value: &str) -> Text {
    Text::new().with("namespace ").with_name(value).with(" ")
}

const fn end_of_segment(value: &str, start: usize) -> usize {
    let mut end = start;
    while end < value.len() && value.as_bytes()[end] != b'/' {
        end += 1;
    }
    end
}

/// Whether a parameter in `value`, which is right, is called `name`.
const fn has_parameter(value: &str, name: &str) -> bool {
    let mut start = 0;
    while start < value.len() {
        let end = end_of_segment(value, start);
        let segment = part(value, start, end);
        if let Found::Parameter(parameter) = parameter(segment)
            && is(parameter.name, name)
        {
            return true;
        }
        start = end + 1;
    }
    false
}

/// A segment with one parameter.
#[derive(Clone, Copy)]
struct Parameter<'a> {
    before: &'a str,
    /// The text between the braces, without the `*`.
    name: &'a str,
    /// Whether there is a `*`.
    takes_rest: bool,
    after: &'a str,
}

/// What a segment has.
enum Found<'a> {
    Nothing,
    Parameter(Parameter<'a>),
    Two,
    Lone {
        brace: &'static str,
        missing: &'static str,
    },
}

/// The parameter of a segment, or what is wrong with it.
const fn parameter(segment: &str) -> Found<'_> {
    const OPENING: Found<'_> = Found::Lone {
        brace: "{",
        missing: "}",
    };
    const CLOSING: Found<'_> = Found::Lone {
        brace: "}",
        missing: "{",
    };
    let Some(open) = brace(segment, 0) else {
        return Found::Nothing;
    };
    let bytes = segment.as_bytes();
    if bytes[open] == b'}' {
        return CLOSING;
    }
    let close = match brace(segment, open + 1) {
        Some(close) if bytes[close] == b'}' => close,
        _ => return OPENING,
    };
    match brace(segment, close + 1) {
        Some(next) if bytes[next] == b'{' => return Found::Two,
        Some(_) => return CLOSING,
        None => {}
    }
    let takes_rest = bytes[open + 1] == b'*';
    Found::Parameter(Parameter {
        before: part(segment, 0, open),
        name: part(segment, open + 1 + takes_rest as usize, close),
        takes_rest,
        after: part(segment, close + 1, segment.len()),
    })
}

/// The place of the first brace, from `from` on.
const fn brace(segment: &str, from: usize) -> Option<usize> {
    let mut index = from;
    while index < segment.len() {
        if matches!(segment.as_bytes()[index], b'{' | b'}') {
            return Some(index);
        }
        index += 1;
    }
    None
}

/// What is wrong with the place of `{*name}`.
const fn rest_problem(value: &str, parameter: &Parameter<'_>, is_last: bool) -> Option<Text> {
    let Parameter {
        before,
        name,
        after,
        ..
    } = *parameter;
    if !before.is_empty() || !after.is_empty() {
        let surplus = if before.is_empty() { after } else { before };
        let text = beginning(value).with("has ");
        let text = text.with_name(surplus).with(" beside `{*");
        let text = text.with(name);
        Some(text.with("}`, which takes whole segments; remove it"))
    } else if !is_last {
        let text = beginning(value).with("goes on after `{*").with(name);
        let text = text.with("}`, which takes all that follows; remove what follows, or write `{");
        Some(text.with(name).with("}` for one segment"))
    } else {
        None
    }
}

/// Whether a parameter of a namespace may have this name.
const fn is_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        if !matches!(bytes[index], b'a'..=b'z' | b'0'..=b'9' | b'_') {
            return false;
        }
        index += 1;
    }
    !matches!(bytes, [b'0'..=b'9', ..] | [b'_'])
}
