//! `Message` is the format string of a case: `message = "only {left} left"`.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{LitStr, Member};

use super::model::Field;
use crate::{
    errors::Errors,
    runtime_path::RuntimePath,
    spans::{reported_at, variable_at},
};

/// A format string, where fields stand by their names or numbers.
pub(super) struct Message {
    literal: LitStr,
}

impl Message {
    pub(super) fn new(literal: LitStr) -> Self {
        Self { literal }
    }

    /// Reports numbers of fields that `name` does not have. Of other mistakes in the string the compiler has better words.
    pub(super) fn check(&self, name: &Ident, fields: &[Field], errors: &mut Errors) {
        let mut last = None;
        each_position(&self.literal.value(), &mut |position| {
            last = last.max(Some(position));
            position
        });
        let Some(last) = last else {
            return;
        };
        let problem = match fields.first().map(|field| &field.member) {
            None => format!(
                "`{name}` has no fields that a message could show; remove the braces, or write `{{{{` and `}}}}`"
            ),
            Some(Member::Named(first)) => {
                format!("`{name}` has fields with names; write them, as in `{{{first}}}`")
            }
            Some(Member::Unnamed(_)) if last < fields.len() => return,
            Some(Member::Unnamed(_)) => {
                let known = match fields.len() {
                    1 => "is one, `{0}`".to_owned(),
                    count => format!("are `{{0}}` to `{{{}}}`", count - 1),
                };
                format!("`{{{last}}}` is no field of `{name}`; there {known}")
            }
        };
        errors.at(self.literal.span(), problem);
    }

    /// The string as it is written.
    pub(super) fn literal(&self) -> &LitStr {
        &self.literal
    }

    // Expands to one of these. The compiler looks up the names in the string, and finds the variables of the fields:
    //
    //     "the shop is closed"
    //     ::gateway_runtime::__private::message(::core::format_args!("only {left} left"))
    //     ::gateway_runtime::__private::message(::core::format_args!("only {0} left", __field0))
    pub(super) fn print(&self, unnamed: &[&Ident], private: &TokenStream) -> TokenStream {
        let text = self.literal.value();
        if !text.contains(['{', '}']) {
            return self.literal.to_token_stream();
        }
        let mut used = BTreeSet::new();
        each_position(&text, &mut |position| {
            used.insert(position);
            position
        });
        let used: Vec<usize> = used.into_iter().collect();
        let is_gapless = used.iter().copied().eq(0..used.len());
        let literal = if is_gapless {
            self.literal.clone()
        } else {
            // The compiler refuses an argument that the string does not use.
            let text = each_position(&text, &mut |position| {
                used.iter()
                    .position(|known| *known == position)
                    .unwrap_or(position)
            });
            LitStr::new(&text, self.literal.span())
        };
        let arguments = used.iter().filter_map(|position| {
            let mut argument = (*unnamed.get(*position)?).clone();
            // The compiler blames the argument that cannot be formatted so.
            argument.set_span(argument.span().located_at(self.literal.span()));
            Some(argument)
        });
        quote!(#private::message(::core::format_args!(#literal #(, #arguments)*)))
    }
}

/// The same for a message that nobody has given.
pub(super) fn displayed(span: Span, runtime: &RuntimePath) -> TokenStream {
    let span = reported_at(span);
    let private = runtime.private(span);
    let error = variable_at("error", span);
    quote_spanned!(span=> #private::DisplayedError::message(&#error))
}

/// Puts what `moved` says in the place of each number of an argument in the format string `text`, and tells `moved` of
/// the arguments that stand there without a number, too.
fn each_position(text: &str, moved: &mut dyn FnMut(usize) -> usize) -> String {
    let mut output = String::new();
    let mut next = 0;
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let (before, inside) = rest.split_at(start + 1);
        output.push_str(before);
        if let Some(escaped) = inside.strip_prefix('{') {
            output.push('{');
            rest = escaped;
            continue;
        }
        let end = inside.find('}').unwrap_or(inside.len());
        let (argument, after) = inside.split_at(end);
        let (name, format) = argument.split_at(argument.find(':').unwrap_or(argument.len()));
        // `.*` takes an argument, for the precision.
        for _ in 0..format.matches(".*").count() + usize::from(name.trim().is_empty()) {
            moved(next);
            next += 1;
        }
        output.push_str(&numbered(name.trim(), moved));
        let mut widths = format.split('$').peekable();
        while let Some(width) = widths.next() {
            if widths.peek().is_none() {
                output.push_str(width);
                break;
            }
            let digits = width
                .trim_end_matches(|last: char| last.is_ascii_digit())
                .len();
            let (before, digits) = width.split_at(digits);
            output.push_str(before);
            output.push_str(&numbered(digits, moved));
            output.push('$');
        }
        rest = after;
    }
    output.push_str(rest);
    output
}

/// The number of an argument, moved; anything else as it is.
fn numbered(name: &str, moved: &mut dyn FnMut(usize) -> usize) -> String {
    name.parse()
        .map_or_else(|_| name.to_owned(), |position| moved(position).to_string())
}
