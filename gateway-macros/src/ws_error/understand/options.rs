//! `Options` is what stands in `#[ws_error(..)]`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, LitStr};

use crate::{
    arguments::{self, Arguments, Named},
    errors::Errors,
    runtime_path::RuntimePath,
    suggestion,
    values::{flag, string},
};

const WS_ERROR: &str = "ws_error";

/// The options of a case.
const OF_CASE: &[&str] = &["code", "message", "internal", "transparent"];

/// Where an attribute stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Enum,
    Struct,
    Variant,
    Field,
}

#[derive(Default)]
pub(super) struct Options {
    pub(super) code: Option<LitStr>,
    pub(super) message: Option<LitStr>,
    /// The option's name.
    pub(super) internal: Option<Ident>,
    /// The option's name.
    pub(super) transparent: Option<Ident>,
    pub(super) runtime: Option<RuntimePath>,
    is_skipped: bool,
}

/// Reads all `#[ws_error(..)]` among the attributes.
pub(super) fn read(attributes: &[Attribute], place: Place, errors: &mut Errors) -> Options {
    let mut list = TokenStream::new();
    for attribute in attributes {
        if attribute.path().is_ident(WS_ERROR) {
            for argument in listed(attribute, place, errors) {
                list.extend(quote!(#argument,));
            }
        } else if attribute.path().is_ident("error") {
            refuse_others(attribute, errors);
        }
    }
    let mut options = Options::default();
    let refuse_unnamed = match place {
        Place::Field => refuse_on_field,
        _ => refuse_unnamed,
    };
    arguments::each_option(list, errors, refuse_unnamed, |option, errors| {
        set(&mut options, option, place, errors);
    });
    refuse_contradictions(&options, errors);
    options
}

/// Whether a field is marked `#[ws_error(skip)]`.
pub(super) fn is_skipped(attributes: &[Attribute], errors: &mut Errors) -> bool {
    read(attributes, Place::Field, errors).is_skipped
}

/// What stands in the attribute's parentheses.
fn listed(attribute: &Attribute, place: Place, errors: &mut Errors) -> Vec<TokenStream> {
    let example = match place {
        Place::Field => "skip",
        Place::Enum => "crate = path",
        Place::Struct | Place::Variant => "message = \"..\"",
    };
    match Arguments::of(attribute) {
        Arguments::List(list) if !list.is_empty() => arguments::split(list, errors),
        Arguments::Value(value) => {
            let written = match syn::parse2::<LitStr>(value.clone()) {
                Ok(text) => format!("message = {}", text.token()),
                Err(_) => example.to_owned(),
            };
            errors.over(
                value,
                format!("options stand in parentheses; write `#[ws_error({written})]`"),
            );
            Vec::new()
        }
        Arguments::List(_) | Arguments::None => {
            errors.over(
                attribute.to_token_stream(),
                format!(
                    "no option here; write one, as in `#[ws_error({example})]`, or remove this"
                ),
            );
            Vec::new()
        }
    }
}

fn set(options: &mut Options, option: &Named, place: Place, errors: &mut Errors) {
    let name = option.name.to_string();
    let is_type = matches!(place, Place::Enum | Place::Struct);
    match (name.as_str(), place) {
        ("crate", _) if is_type => options.runtime = Some(RuntimePath::parse(option, errors)),
        ("skip", Place::Field) => options.is_skipped = flag(option, errors),
        ("code", Place::Struct | Place::Variant) => {
            options.code = string(option, "a string", "out_of_stock", errors);
        }
        ("message", Place::Struct | Place::Variant) => {
            options.message = string(option, "a string", "only {left} left", errors);
        }
        ("internal", Place::Struct | Place::Variant) => {
            options.internal = flag(option, errors).then(|| option.name.clone());
        }
        ("transparent", Place::Struct | Place::Variant) => {
            options.transparent = flag(option, errors).then(|| option.name.clone());
        }
        _ => errors.at(option.name.span(), unknown(&name, place)),
    }
}

/// What to write in place of an option that is not known here.
fn unknown(name: &str, place: Place) -> String {
    if name == "crate" {
        return "`crate` belongs to the type; move it above the `enum`".to_owned();
    }
    if name == "skip" {
        return "`skip` belongs to a field, which `details` do not have then; move it there"
            .to_owned();
    }
    if OF_CASE.contains(&name) {
        return format!("`{name}` belongs to a variant; move it there");
    }
    let known: &[&str] = match place {
        Place::Enum => &["crate"],
        Place::Struct => &["code", "message", "internal", "transparent", "crate"],
        Place::Variant => OF_CASE,
        Place::Field => &["skip"],
    };
    if let Some(meant) = suggestion::closest(name, known) {
        return format!("unknown option `{name}`; did you mean `{meant}`?");
    }
    if place == Place::Field && matches!(name, "source" | "from") {
        return format!(
            "unknown option `{name}`; `thiserror` has `#[{name}]`, and this derive reads it: write that"
        );
    }
    match known {
        [only] => format!("unknown option `{name}`; the only one here is `{only}`"),
        _ => format!(
            "unknown option `{name}`; the options are {}",
            suggestion::list(known)
        ),
    }
}

/// Reports a value without a name, which is how `thiserror` takes the text.
fn refuse_unnamed(argument: TokenStream, errors: &mut Errors) {
    match syn::parse2::<LitStr>(argument.clone()) {
        Ok(text) => errors.at(
            text.span(),
            format!("options have names; write `message = {}`", text.token()),
        ),
        Err(_) => errors.over(
            argument,
            format!(
                "expected an option; the options are {}",
                suggestion::list(OF_CASE)
            ),
        ),
    }
}

fn refuse_on_field(argument: TokenStream, errors: &mut Errors) {
    errors.over(argument, "expected an option; the only one here is `skip`");
}

/// Reports our options in the attribute of `thiserror`.
fn refuse_others(attribute: &Attribute, errors: &mut Errors) {
    let Arguments::List(list) = Arguments::of(attribute) else {
        return;
    };
    let ours = ["code", "message", "internal"];
    if let Some(proc_macro2::TokenTree::Ident(first)) = list.clone().into_iter().next()
        && ours.iter().any(|name| first == name)
    {
        errors.over(
            attribute.to_token_stream(),
            format!("`#[error(..)]` is the attribute of `thiserror`; write `#[ws_error({list})]`"),
        );
    }
}

fn refuse_contradictions(options: &Options, errors: &mut Errors) {
    let Options {
        code,
        message,
        internal,
        transparent,
        ..
    } = options;
    if let Some(transparent) = transparent {
        let beside = [
            ("code", code.is_some()),
            ("message", message.is_some()),
            ("internal", internal.is_some()),
        ];
        for (name, _) in beside.iter().filter(|(_, is_given)| *is_given) {
            errors.at(
                transparent.span(),
                format!("`transparent` passes on the field's error as it is, so that `{name}` would change nothing; remove one"),
            );
        }
    } else if let (Some(_), Some(internal)) = (code, internal) {
        errors.at(
            internal.span(),
            "an `internal` error has the code `internal`, so that `code` would change nothing; remove one",
        );
    }
}
