//! `remedy` says what to write where a value is replaced that was not provided: what was provided may be nearly it.

use super::missing::{first_trait, in_arc, listed, of_gateway, of_server};
use crate::type_name::short_type_name;

/// What to write, given the full names of the type of the replacement, of those that the program has provided, and of the
/// app's `own`, all in any order.
pub(super) fn remedy(
    replaced: &str,
    mut provided: Vec<&'static str>,
    own: &[&'static str],
) -> String {
    provided.sort_unstable();
    let short = short_type_name(replaced);
    if of_gateway(replaced, own).is_some() {
        let gateway = short_type_name(in_arc(replaced).unwrap_or(replaced));
        return format!("`{gateway}` is a gateway: give the app an instance, `.gateway(..)`");
    }
    of_server(replaced, &short)
        .or_else(|| near_miss(replaced, &short, &provided))
        .unwrap_or_else(|| {
            let remedy = "replace a value of exactly a type that was provided";
            match listed(&provided) {
                Some(list) => format!("{remedy} ({list}), or add `.provide(..)`"),
                None => format!("{remedy}, or add `.provide(..)`"),
            }
        })
}

fn near_miss(replaced: &str, short: &str, provided: &[&'static str]) -> Option<String> {
    let inner = in_arc(replaced);
    if provided.iter().any(|one| in_arc(one) == Some(replaced)) {
        return Some(format!(
            "`Arc<{short}>` was provided: wrap the value, `.replace(Arc::new(..))`"
        ));
    }
    if let Some(inner) = inner.filter(|inner| provided.contains(inner)) {
        let inner = short_type_name(inner);
        return Some(format!(
            "`{inner}` was provided: replace it without an `Arc`"
        ));
    }
    if let Some(other) = provided.iter().find(|one| short_type_name(one) == short) {
        return Some(format!(
            "a value of another type of this name was provided, `{other}`, and this one is `{replaced}`"
        ));
    }
    if let Some(wanted) = inner.and_then(first_trait) {
        let same = |one: &&&str| in_arc(one).and_then(first_trait) == Some(wanted);
        let other = short_type_name(provided.iter().find(same)?);
        return Some(format!(
            "`{other}` was provided, which is another type: write the same bounds in both places"
        ));
    }
    // The usual mistake: another struct behind a trait.
    let objects = provided
        .iter()
        .filter(|one| in_arc(one).is_some_and(|inner| first_trait(inner).is_some()));
    let objects: Vec<&str> = objects.copied().collect();
    match objects.as_slice() {
        [] => None,
        [one] => {
            let one = short_type_name(one);
            let value = match inner {
                Some(_) => "value",
                None => "Arc::new(value)",
            };
            Some(format!(
                "`{one}` was provided: if that is meant, replace it as this type, `.replace({value} as {one})`"
            ))
        }
        several => Some(format!(
            "{} were provided: if one of them is meant, replace it as this type, `.replace(value as Arc<dyn ..>)`",
            listed(several)?
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_it_is_named_with_the_remedy() {
        let object = "alloc::sync::Arc<dyn app::Users>";
        for (replaced, provided, expected) in [
            (
                "alloc::sync::Arc<test::Fake>",
                &[object, "u8"][..],
                "`Arc<dyn Users>` was provided: if that is meant, replace it as this type, `.replace(value as Arc<dyn \
                 Users>)`",
            ),
            (
                "test::Fake",
                &[object],
                "`Arc<dyn Users>` was provided: if that is meant, replace it as this type, `.replace(Arc::new(value) as \
                 Arc<dyn Users>)`",
            ),
            (
                "test::Fake",
                &[object, "alloc::sync::Arc<dyn app::Log>"],
                "`Arc<dyn Log>` and `Arc<dyn Users>` were provided: if one of them is meant, replace it as this type, \
                 `.replace(value as Arc<dyn ..>)`",
            ),
            (
                object,
                &["alloc::sync::Arc<dyn app::Users + core::marker::Send>"],
                "`Arc<dyn Users + Send>` was provided, which is another type: write the same bounds in both places",
            ),
            (
                "app::Users",
                &["alloc::sync::Arc<app::Users>"],
                "`Arc<Users>` was provided: wrap the value, `.replace(Arc::new(..))`",
            ),
            (
                "alloc::sync::Arc<app::Users>",
                &["app::Users"],
                "`Users` was provided: replace it without an `Arc`",
            ),
            (
                "app::Users",
                &["app::old::Users"],
                "a value of another type of this name was provided, `app::old::Users`, and this one is `app::Users`",
            ),
            (
                "u8",
                &["u16"],
                "replace a value of exactly a type that was provided (`u16`), or add `.provide(..)`",
            ),
            (
                "u8",
                &[],
                "replace a value of exactly a type that was provided, or add `.provide(..)`",
            ),
            (
                "gateway_runtime::handles::server::Server<app::Chat>",
                &["u8"],
                "`Chat` is not in the app; add it to `only`",
            ),
        ] {
            let remedy = remedy(replaced, provided.to_vec(), &[]);
            assert_eq!(remedy, expected, "{replaced}");
        }
    }

    #[test]
    fn a_gateway_is_given() {
        let own = ["gateway_runtime::handles::server::Server<app::Chat>"];
        assert_eq!(
            remedy("alloc::sync::Arc<app::Chat>", vec!["u8"], &own),
            "`Chat` is a gateway: give the app an instance, `.gateway(..)`"
        );
    }
}
