//! `understand` reads the attributes that put something around methods.

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::{
    EnhancerList, Entry, Item, Kind,
    entries::{entries, tokens, written},
    metadata::metadata,
    throttle::{self, Limit},
};
use crate::{
    arguments::Arguments,
    attributes::{Helper, SET_METADATA, THROTTLE, USE_FILTERS, USE_GUARDS, USE_INTERCEPTORS},
    errors::Errors,
};

/// How many guards one gateway, one method or one bundle can have: so many places the runtime looks at for what a guard
/// gives, when the program is compiled.
pub(crate) const MOST_GUARDS: usize = 16;

/// Reads `helpers`, which are all of one item. Several of one kind are allowed: the lists are put together.
pub(crate) fn understand<'a>(
    helpers: impl Iterator<Item = &'a Helper>,
    errors: &mut Errors,
) -> EnhancerList {
    let mut list = EnhancerList::default();
    for helper in helpers {
        match helper.name {
            USE_GUARDS => add(&mut list, helper, Kind::Guard, errors),
            USE_INTERCEPTORS => add(&mut list, helper, Kind::Interceptor, errors),
            USE_FILTERS => add(&mut list, helper, Kind::Filter, errors),
            SET_METADATA => {
                let value = metadata(helper, errors);
                list.items
                    .extend(value.map(|value| Item::Metadata(Box::new(value))));
            }
            THROTTLE => match throttle::parse(helper, errors) {
                Some(Limit::New(throttle)) => list.items.push(Item::Throttle(throttle)),
                Some(Limit::Skip(name, place)) => {
                    list.items.push(Item::SkipThrottle(name, place));
                }
                None => {}
            },
            _ => add_bundles(&mut list, helper, errors),
        }
    }
    list
}

fn add(list: &mut EnhancerList, helper: &Helper, kind: Kind, errors: &mut Errors) {
    for entry in read(helper, kind.example(), errors) {
        let tokens = tokens(&entry);
        // An interceptor may well run twice.
        if let Entry::Type(_) = &entry
            && kind == Kind::Guard
            && is_listed_twice(&tokens, list.guards().map(self::tokens), errors)
        {
            continue;
        }
        if kind == Kind::Guard && list.guards().count() == MOST_GUARDS {
            errors.over(
                tokens,
                format!(
                    "more than {MOST_GUARDS} guards stand here; let one guard check several things"
                ),
            );
            return;
        }
        list.items.push(Item::Enhancer(kind, entry));
    }
}

fn add_bundles(list: &mut EnhancerList, helper: &Helper, errors: &mut Errors) {
    for entry in read(helper, "AdminOnly", errors) {
        let tokens = tokens(&entry);
        let Entry::Type(bundle) = entry else {
            errors.over(
                tokens,
                "a bundle is named by its type, as in `#[use_enhancers(AdminOnly)]`",
            );
            continue;
        };
        let known = list.bundles().map(ToTokens::to_token_stream);
        if !is_listed_twice(&tokens, known, errors) {
            list.items.push(Item::Bundle(bundle));
        }
    }
}

/// Whether `entry` is among the `known` ones, which is reported.
fn is_listed_twice(
    entry: &TokenStream,
    mut known: impl Iterator<Item = TokenStream>,
    errors: &mut Errors,
) -> bool {
    let is_listed = known.any(|known| known.to_string() == entry.to_string());
    if is_listed {
        let message = format!("`{}` is listed twice; remove one", written(entry));
        errors.over(entry.clone(), message);
    }
    is_listed
}

/// The entries in the parentheses of an attribute, of which there has to be one.
fn read(helper: &Helper, example: &str, errors: &mut Errors) -> Vec<Entry> {
    let name = helper.name;
    match Arguments::of(&helper.attribute) {
        Arguments::List(list) if !list.is_empty() => entries(list, errors),
        Arguments::Value(value) => {
            let message = format!(
                "the names stand in parentheses; write `#[{name}({})]`",
                written(&value)
            );
            errors.over(value, message);
            Vec::new()
        }
        Arguments::None | Arguments::List(_) => {
            errors.over(
                helper.tokens(),
                format!("nothing is listed; name something, as in `#[{name}({example})]`"),
            );
            Vec::new()
        }
    }
}

impl Kind {
    /// A name as it could stand in a list.
    fn example(self) -> &'static str {
        match self {
            Self::Guard => "authenticated",
            Self::Interceptor => "timed",
            Self::Filter => "out_of_stock",
        }
    }
}
