//! `Import`s are the paths that a source file names: those of its `use` items, and those that it writes
//! out where it needs them.

use super::tokens::{self, Token};

/// A path, as the file spells it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Import {
    /// The segments, such as `["crate", "session", "Session"]`; the last is `*` where everything is imported.
    pub(crate) path: Vec<String>,
    /// The name that the file gives to it: the last segment, or what stands behind `as`.
    pub(crate) name: String,
    /// Whether the path stands in a `use` item, so that other modules can find the name in this file.
    pub(crate) is_use: bool,
    /// The number of its line, from 1 on.
    pub(crate) line: usize,
}

/// A module that another file holds.
#[derive(Debug, PartialEq)]
pub(crate) struct Declared {
    /// The module's name in paths.
    pub(crate) name: String,
    /// The file that `#[path]` names, if there is one.
    pub(crate) file: Option<String>,
}

/// The paths that a source file names outside of its tests.
pub(crate) fn of(source: &str) -> Vec<Import> {
    let tokens = tokens::of(source);
    let mut imports = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].text {
            "use" if !precise_capturing(&tokens, at) => {
                at += 1;
                tree(&tokens, &mut at, &[], &mut imports);
            }
            word if is_word(word) && !continues(&tokens, at) && leads(&tokens, at) => {
                let line = tokens[at].line;
                let path = path(&tokens, &mut at);
                if let Some(name) = path.last().cloned() {
                    imports.push(Import {
                        path,
                        name,
                        is_use: false,
                        line,
                    });
                }
            }
            _ => at += 1,
        }
    }
    imports
}

/// Whether `use` is a bound, as in `impl Trait + use<'a>`, and not an item.
fn precise_capturing(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| next.text == "<")
}

/// Whether a word continues a path, and does not begin one.
fn continues(tokens: &[Token<'_>], at: usize) -> bool {
    at > 0 && tokens[at - 1].text == "::"
}

/// Whether a path begins here: `::` and another word follow.
fn leads(tokens: &[Token<'_>], at: usize) -> bool {
    let [colons, next] = [at + 1, at + 2].map(|index| tokens.get(index).map(|token| token.text));
    colons == Some("::") && next.is_some_and(is_word)
}

/// The segments of the path at `at`, which is then moved behind the path.
fn path(tokens: &[Token<'_>], at: &mut usize) -> Vec<String> {
    let mut segments = vec![tokens[*at].text.to_owned()];
    *at += 1;
    while tokens.get(*at).is_some_and(|token| token.text == "::") {
        match tokens.get(*at + 1) {
            Some(next) if is_word(next.text) => {
                segments.push(next.text.to_owned());
                *at += 2;
            }
            _ => break,
        }
    }
    segments
}

/// Reads one branch of a `use` item, and moves `at` behind the branch.
fn tree(tokens: &[Token<'_>], at: &mut usize, prefix: &[String], imports: &mut Vec<Import>) {
    let mut segments = prefix.to_vec();
    while let Some(token) = tokens.get(*at) {
        let line = token.line;
        match token.text {
            "::" => *at += 1,
            "{" => {
                *at += 1;
                while tokens.get(*at).is_some_and(|token| token.text != "}") {
                    tree(tokens, at, &segments, imports);
                    if tokens.get(*at).is_some_and(|token| token.text == ",") {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            "," | "}" | ";" => {
                push(&segments, None, line, imports);
                return;
            }
            "as" => {
                let name = tokens.get(*at + 1).map(|name| name.text);
                push(&segments, name, line, imports);
                *at += 2;
                return;
            }
            word => {
                // In `{self, ..}`, `self` stands for the path before the brace.
                if word != "self" || segments.is_empty() {
                    segments.push(word.to_owned());
                }
                *at += 1;
            }
        }
    }
}

fn push(segments: &[String], name: Option<&str>, line: usize, imports: &mut Vec<Import>) {
    if let Some(last) = segments.last() {
        imports.push(Import {
            path: segments.to_vec(),
            name: name.unwrap_or(last).to_owned(),
            is_use: true,
            line,
        });
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// The modules that a source file declares and that have files of their own.
pub(crate) fn modules(source: &str) -> Vec<Declared> {
    let tokens = tokens::of(source);
    let mut declared = Vec::new();
    for window in tokens.windows(3) {
        if let [keyword, name, end] = window
            && keyword.text == "mod"
            && end.text == ";"
        {
            let name = name.text.to_owned();
            let file = renamed(source, &name);
            declared.push(Declared { name, file });
        }
    }
    declared
}

/// The file in `#[path = ".."]` before a module's declaration.
fn renamed(source: &str, name: &str) -> Option<String> {
    let end = format!("mod {name};");
    let (before, _) = source.split_once(&end)?;
    let attributes = before.rsplit([';', '}']).next()?;
    let (_, value) = attributes.split_once("#[path = \"")?;
    value.split('"').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(source: &str) -> Vec<String> {
        let imports = of(source).into_iter();
        imports.map(|import| import.path.join("::")).collect()
    }

    #[test]
    fn a_use_item_has_a_path_for_each_branch() {
        let source = "use crate::a::{self, B, c::{D as E, f::*}};\npub(crate) use super::g;";
        let expected = [
            "crate::a",
            "crate::a::B",
            "crate::a::c::D",
            "crate::a::c::f::*",
            "super::g",
        ];
        assert_eq!(paths(source), expected);
        assert_eq!(of(source)[2].name, "E");
    }

    #[test]
    fn a_path_that_is_written_out_is_found() {
        let source =
            "fn a(b: crate::c::D<super::e::F>) -> impl G + use<'_> { self.h(); other::i::<J>() }";
        assert_eq!(paths(source), ["crate::c::D", "super::e::F", "other::i"]);
    }

    #[test]
    fn modules_are_found_with_their_files() {
        let source = "mod a;\n#[doc(hidden)]\n#[path = \"c.rs\"]\npub mod b;\nmod d { }";
        let found: Vec<_> = modules(source)
            .into_iter()
            .map(|one| (one.name, one.file))
            .collect();
        let expected = [("a", None), ("b", Some("c.rs"))];
        assert_eq!(
            found,
            expected.map(|(name, file)| (name.to_owned(), file.map(str::to_owned)))
        );
    }
}
