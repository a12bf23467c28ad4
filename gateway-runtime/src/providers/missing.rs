//! `remedy` says what to write where a provider is missing: what was provided may be nearly it.

use crate::type_name::short_type_name;

/// How many types are listed.
const LISTED: usize = 5;

/// The full name of `Server`, without its argument.
const SERVER: &str = concat!(env!("CARGO_CRATE_NAME"), "::handles::server::Server");

/// What to write, given the full names of the type that is wanted, of those that the program has provided, and of the
/// app's `own`, all in any order.
pub(super) fn remedy(
    wanted: &str,
    mut provided: Vec<&'static str>,
    own: &[&'static str],
) -> String {
    provided.sort_unstable();
    of_gateway(wanted, own)
        .or_else(|| near_miss(wanted, &provided))
        .unwrap_or_else(|| exactly(&provided) + per_connection(wanted).unwrap_or_default())
}

fn near_miss(wanted: &str, provided: &[&'static str]) -> Option<String> {
    let short = short_type_name(wanted);
    if let Some(remedy) = of_server(wanted, &short) {
        return Some(remedy);
    }
    if provided.iter().any(|one| in_arc(wanted) == Some(one)) {
        let inner = short_type_name(in_arc(wanted)?);
        return Some(format!(
            "`{inner}` was provided: wrap it, `.provide(Arc::new(..))`"
        ));
    }
    if provided.iter().any(|one| in_arc(one) == Some(wanted)) {
        return Some(format!(
            "`Arc<{short}>` was provided: write `Arc<{short}>` here"
        ));
    }
    if let Some(other) = provided.iter().find(|one| short_type_name(one) == short) {
        return Some(format!(
            "a value of another type of this name was provided, `{other}`, and this one is `{wanted}`"
        ));
    }
    let wanted_trait = first_trait(in_arc(wanted)?)?;
    let same_trait = |one: &&&str| in_arc(one).and_then(first_trait) == Some(wanted_trait);
    if let Some(other) = provided.iter().find(same_trait) {
        return Some(format!(
            "`{}` was provided, which is another type: write the same bounds in both places",
            short_type_name(other)
        ));
    }
    let arcs: Vec<&str> = provided
        .iter()
        .filter(|one| in_arc(one).is_some_and(|inner| first_trait(inner).is_none()))
        .copied()
        .collect();
    match arcs.as_slice() {
        [] => None,
        [one] => Some(format!(
            "`{}` was provided: if that is the one, provide it as this type, `.provide(value as {short})`",
            short_type_name(one)
        )),
        several => Some(format!(
            "{} were provided: if one of them is meant, provide it as this type, `.provide(value as {short})`",
            listed(several)?
        )),
    }
}

/// A gateway of the app, which others cannot have as NestJS lets them. The app has its `Server`.
pub(super) fn of_gateway(wanted: &str, own: &[&'static str]) -> Option<String> {
    let gateway = in_arc(wanted).unwrap_or(wanted);
    let is_its_server = |name: &&str| {
        let argument = name
            .strip_prefix(SERVER)
            .and_then(|rest| rest.strip_prefix('<'));
        argument.and_then(|rest| rest.strip_suffix('>')) == Some(gateway)
    };
    own.iter().any(is_its_server).then(|| {
        let gateway = short_type_name(gateway);
        format!(
            "`{gateway}` is a gateway: take `Server<{gateway}>`, which emits to its clients, and move what both need \
             into a service"
        )
    })
}

/// The app itself provides the `Server` of each of its gateways.
pub(super) fn of_server(wanted: &str, short: &str) -> Option<String> {
    let gateway = wanted.strip_prefix(SERVER)?;
    if gateway.is_empty() {
        return Some(
            "a `Server` without a type is no gateway's: write `Server<TheGateway>`, or mark a field with \
             `#[websocket_server]` for the gateway's own namespace"
                .to_owned(),
        );
    }
    let gateway = short.strip_prefix("Server<")?.strip_suffix('>')?;
    Some(format!("`{gateway}` is not in the app; add it to `only`"))
}

fn exactly(provided: &[&str]) -> String {
    let remedy = "add `.provide(..)` with a value of exactly this type";
    match listed(provided) {
        Some(list) if provided.len() == 1 => format!("{remedy} ({list} was provided)"),
        Some(list) => format!("{remedy} ({list} were provided)"),
        None => remedy.to_owned(),
    }
}

/// What to write if each connection was to have its own value, which is in an `Arc` as a rule: a value that is provided
/// belongs to all of them.
fn per_connection(wanted: &str) -> Option<&'static str> {
    let is_struct = in_arc(wanted).is_some_and(|inner| first_trait(inner).is_none());
    is_struct.then_some(
        "; if each connection has its own, take it as a parameter, by `#[per_connection]`",
    )
}

/// `` `A` and `B` ``; `None` if these are none, or more than somebody wants to read.
pub(super) fn listed(types: &[&str]) -> Option<String> {
    let names: Vec<String> = types
        .iter()
        .map(|name| format!("`{}`", short_type_name(name)))
        .collect();
    match names.split_last() {
        _ if names.len() > LISTED => None,
        Some((last, rest)) if !rest.is_empty() => Some(format!("{} and {last}", rest.join(", "))),
        Some((only, _)) => Some(only.clone()),
        None => None,
    }
}

/// The type in an `Arc`.
pub(super) fn in_arc(name: &str) -> Option<&str> {
    name.strip_prefix("alloc::sync::Arc<")?.strip_suffix('>')
}

/// The first trait of a trait object.
pub(super) fn first_trait(name: &str) -> Option<&str> {
    let traits = name.strip_prefix("dyn ")?;
    Some(traits.split(" + ").next().unwrap_or(traits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_it_is_named_with_the_remedy() {
        let arc = "alloc::sync::Arc<app::Service>";
        for (wanted, provided, expected) in [
            (
                "alloc::sync::Arc<dyn app::Repository>",
                &[arc, "u8"][..],
                "`Arc<Service>` was provided: if that is the one, provide it as this type, `.provide(value as \
                 Arc<dyn Repository>)`",
            ),
            (
                "alloc::sync::Arc<dyn app::Repository>",
                &[arc, "alloc::sync::Arc<app::Other>"],
                "`Arc<Other>` and `Arc<Service>` were provided: if one of them is meant, provide it as this type, \
                 `.provide(value as Arc<dyn Repository>)`",
            ),
            (
                "alloc::sync::Arc<dyn app::Repository>",
                &[
                    arc,
                    "alloc::sync::Arc<dyn app::Repository + core::marker::Send>",
                ],
                "`Arc<dyn Repository + Send>` was provided, which is another type: write the same bounds in both \
                 places",
            ),
            (
                arc,
                &["app::Service"],
                "`Service` was provided: wrap it, `.provide(Arc::new(..))`",
            ),
            (
                "app::Service",
                &[arc],
                "`Arc<Service>` was provided: write `Arc<Service>` here",
            ),
            (
                "app::Service",
                &["app::old::Service"],
                "a value of another type of this name was provided, `app::old::Service`, and this one is \
                 `app::Service`",
            ),
            (
                "u8",
                &["u16", arc],
                "add `.provide(..)` with a value of exactly this type (`Arc<Service>` and `u16` were provided)",
            ),
            (
                arc,
                &["u8"],
                "add `.provide(..)` with a value of exactly this type (`u8` was provided); if each connection has its \
                 own, take it as a parameter, by `#[per_connection]`",
            ),
            (
                "u8",
                &[],
                "add `.provide(..)` with a value of exactly this type",
            ),
            (
                "u8",
                &["u16"; 6],
                "add `.provide(..)` with a value of exactly this type",
            ),
        ] {
            assert_eq!(remedy(wanted, provided.to_vec(), &[]), expected, "{wanted}");
        }
    }

    #[test]
    fn for_a_gateway_its_server_is_named() {
        let own = ["gateway_runtime::handles::server::Server<app::Chat>"];
        for wanted in ["app::Chat", "alloc::sync::Arc<app::Chat>"] {
            assert_eq!(
                remedy(wanted, vec!["u8"], &own),
                "`Chat` is a gateway: take `Server<Chat>`, which emits to its clients, and move what both need into a service"
            );
        }
        assert!(remedy("app::Cha", vec!["u8"], &own).starts_with("add `.provide(..)`"));
    }
}
