//! The codes of a type's cases: what a code may be, and that each case has its own.

use proc_macro2::Ident;
use syn::LitStr;

use super::{
    super::model::{Case, Kind},
    plain,
};
use crate::{errors::Errors, suggestion::kebab_case};

/// The code of errors of which the client is told nothing.
const INTERNAL: &str = "internal";

/// The name of a variant in snake case.
pub(super) fn default(name: &Ident) -> LitStr {
    LitStr::new(&kebab_case(&plain(name)).replace('-', "_"), name.span())
}

/// Reports a code that no client can compare with, or that means something else.
pub(super) fn check(code: &LitStr, errors: &mut Errors) {
    let text = code.value();
    if text.is_empty() {
        errors.at(
            code.span(),
            "the code is empty; name the error, as in `code = \"out_of_stock\"`",
        );
    } else if text.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
        errors.at(
            code.span(),
            format!(
                "a code is one word for programs, and `{}` has spaces; write `code = {:?}`, and what people read as `message`",
                text.escape_debug(),
                text.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase(),
            ),
        );
    } else if text == INTERNAL {
        errors.at(
            code.span(),
            "the code `internal` is for faults of the server, of which clients are told nothing else; write \
             `#[ws_error(internal)]`, or choose another code: `#[ws_error(code = \"..\")]`",
        );
    }
}

/// Reports cases with one code.
pub(super) fn refuse_same(cases: &[Case], errors: &mut Errors) {
    let mut known: Vec<(String, String)> = Vec::new();
    for case in cases {
        let Kind::Told { code, .. } = &case.kind else {
            continue;
        };
        let value = code.value();
        let path = case.path.to_string().replace(' ', "");
        match known.iter().find(|(known, _)| *known == value) {
            Some((_, first)) => errors.at(
                code.span(),
                format!(
                    "`{path}` has the code `{value}`, and so has `{first}`; give one of them another: `#[ws_error(code = \"..\")]`"
                ),
            ),
            None => known.push((value, path)),
        }
    }
}
