//! `Throttle` is a limit: `#[throttle(limit = 5, per = "1m", burst = 10, by = "ip", name = "login")]`.

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use syn::{LitStr, Path};

use crate::{
    arguments::{Arguments, Form, Named, each_option},
    attributes::Helper,
    errors::Errors,
    suggestion,
    values::{Milliseconds, count, period, string},
};

/// A limit of how many messages may come in a time.
pub(crate) struct Throttle {
    pub(super) limit: Literal,
    pub(super) per: Milliseconds,
    pub(super) burst: Option<Literal>,
    pub(super) by: Option<By>,
    pub(super) name: Option<LitStr>,
}

/// What messages are counted by.
pub(crate) enum By {
    /// A variant of the runtime's `ThrottleBy`.
    Known(Ident),
    /// A function that makes a key of a call.
    Key(Path),
}

/// Which limits of wider scopes do not hold here.
pub(crate) enum Skipped {
    All,
    /// The one with this name.
    One(LitStr),
}

/// What one attribute says.
pub(super) enum Limit {
    New(Throttle),
    /// With the place of the word.
    Skip(Skipped, Span),
}

const EXAMPLE: &str = "`#[throttle(limit = 5, per = \"1m\")]`";

pub(crate) const OPTIONS: &[&str] = &["limit", "per", "burst", "by", "name", "skip"];

/// Spellings of `by`, with the variants of the runtime's `ThrottleBy`.
const BY: &[(&str, &str)] = &[("socket", "Socket"), ("ip", "Address")];

/// What NestJS calls some options.
const RENAMED: &[(&str, &str)] = &[
    ("ttl", "it is called `per` here: `per = \"1m\"`"),
    (
        "getTracker",
        "it is called `by` here: `by = \"ip\"`, or a function",
    ),
    (
        "generateKey",
        "it is called `by` here: `by = \"ip\"`, or a function",
    ),
    (
        "blockDuration",
        "remove it: a client may send again as soon as the limit allows",
    ),
    (
        "skipIf",
        "write `#[throttle(skip)]` on the methods without the limit",
    ),
    (
        "default",
        "write the options of one limit, as in `limit = 5, per = \"1m\"`",
    ),
];

/// What was written so far.
#[derive(Default)]
struct Options {
    limit: Option<Literal>,
    per: Option<Milliseconds>,
    burst: Option<Literal>,
    by: Option<By>,
    name: Option<LitStr>,
    skip: Option<(Skipped, Span)>,
}

/// Accepts the options of a limit, or `skip`.
pub(super) fn parse(helper: &Helper, errors: &mut Errors) -> Option<Limit> {
    let list = match Arguments::of(&helper.attribute) {
        Arguments::List(list) if !list.is_empty() => list,
        Arguments::Value(value) => {
            errors.over(
                value,
                format!("the options stand in parentheses; write {EXAMPLE}"),
            );
            return None;
        }
        Arguments::None | Arguments::List(_) => {
            errors.over(
                helper.tokens(),
                format!("there is no limit; write one, as in {EXAMPLE}"),
            );
            return None;
        }
    };
    let before = errors.count();
    let (options, names) = options(list, errors);
    if let Some((name, place)) = options.skip {
        if let Some(other) = names.iter().find(|name| *name != "skip") {
            errors.at(
                other.span(),
                format!("`skip` stands alone; write `{other}` in a `#[throttle(..)]` of its own"),
            );
        }
        return (errors.count() == before).then_some(Limit::Skip(name, place));
    }
    let is_missing = |name: &str| !names.iter().any(|known| known == name);
    for (name, example) in [("limit", "limit = 5"), ("per", "per = \"1m\"")] {
        // An option that does not exist was likely meant to be this one.
        if is_missing(name) && errors.count() == before {
            errors.over(
                helper.tokens(),
                format!("`{name}` is missing; write it, as in `{example}`"),
            );
        }
    }
    let throttle = Throttle {
        limit: options.limit?,
        per: options.per?,
        burst: options.burst,
        by: options.by,
        name: options.name,
    };
    (errors.count() == before).then_some(Limit::New(throttle))
}

/// The options, and the names that were written.
fn options(list: TokenStream, errors: &mut Errors) -> (Options, Vec<Ident>) {
    let mut options = Options::default();
    let names = each_option(list, errors, refuse_unnamed, |option, errors| {
        set(&mut options, option, errors);
    });
    (options, names)
}

fn set(options: &mut Options, option: &Named, errors: &mut Errors) {
    let name = option.name.to_string();
    match name.as_str() {
        "limit" => options.limit = count(option, "5", "every message would be refused", errors),
        "per" => options.per = period(option, "1m", "no message would ever be counted", errors),
        "burst" => options.burst = count(option, "10", "every message would be refused", errors),
        "by" => options.by = by(option, errors),
        "name" => options.name = string(option, "a string", "login", errors),
        "skip" => options.skip = skip(option, errors).map(|name| (name, option.name.span())),
        _ => {
            let known = RENAMED
                .iter()
                .find(|(known, _)| suggestion::is_same(&name, known));
            let remedy = match (known, suggestion::closest(&name, OPTIONS)) {
                (Some((_, remedy)), _) => (*remedy).to_owned(),
                (None, Some(meant)) => format!("did you mean `{meant}`?"),
                (None, None) => format!("the options are {}", suggestion::list(OPTIONS)),
            };
            errors.at(
                option.name.span(),
                format!("unknown option `{name}`; {remedy}"),
            );
        }
    }
}

/// Accepts `by = "socket"`, `by = "ip"`, and `by = function`.
fn by(option: &Named, errors: &mut Errors) -> Option<By> {
    const EXPECTED: &str = "`by` takes `\"socket\"`, `\"ip\"`, or a function from `&Call` to a key";
    if let Form::Value(value) = &option.form {
        if let Ok(path) = syn::parse2::<Path>(value.clone()) {
            let word = path
                .get_ident()
                .map(ToString::to_string)
                .unwrap_or_default();
            if BY.iter().any(|(spelling, _)| *spelling == word) {
                option.refuse_value(
                    format!("the word stands in quotes; write `by = \"{word}\"`"),
                    errors,
                );
                return None;
            }
            return Some(By::Key(path));
        }
        if let Ok(word) = syn::parse2::<LitStr>(value.clone()) {
            let written = word.value();
            if let Some((_, variant)) = BY.iter().find(|(spelling, _)| *spelling == written) {
                return Some(By::Known(Ident::new(variant, Span::mixed_site())));
            }
            let remedy = match written.as_str() {
                "address" | "IP" => "did you mean `\"ip\"`?".to_owned(),
                "client" | "connection" => "did you mean `\"socket\"`?".to_owned(),
                _ => EXPECTED.to_owned(),
            };
            errors.at(
                word.span(),
                format!("unknown value `{}`; {remedy}", written.escape_debug()),
            );
            return None;
        }
    }
    option.refuse_value(EXPECTED, errors);
    None
}

/// Accepts `skip` and `skip = "login"`.
fn skip(option: &Named, errors: &mut Errors) -> Option<Skipped> {
    if matches!(option.form, Form::Bare) {
        return Some(Skipped::All);
    }
    let expected = "the name of a limit, or nothing for all of them";
    string(option, expected, "login", errors).map(Skipped::One)
}

/// Reports a value without a name, and the object that NestJS takes.
fn refuse_unnamed(argument: TokenStream, errors: &mut Errors) {
    let message = match argument.clone().into_iter().next() {
        Some(TokenTree::Group(_)) => format!("options stand without braces, as in {EXAMPLE}"),
        _ => format!("options have names, as in {EXAMPLE}"),
    };
    errors.over(argument, message);
}
