//! Namespaces are compared by what clients need to connect, by what they send and by what they get.

use serde_json::{Value, json};

use super::{Finder, errors, events, messages};
use crate::contract::{Argument, Namespace};

/// `old` and `new` are the namespaces with their names or patterns.
pub(super) fn compare(
    finder: &mut Finder<'_>,
    place: &str,
    old: (&str, &Namespace),
    new: (&str, &Namespace),
) {
    params(finder, place, old, new);
    let (old, new) = (old.1, new.1);
    finder.docs(place, &old.docs, &new.docs);
    auth(finder, place, old.auth.as_ref(), new.auth.as_ref());
    errors::refusals(finder, place, &old.refusals, &new.refusals);
    fallback(finder, place, old, new);
    for (event, message) in &old.messages {
        let place = format!("{place} message \"{event}\"");
        match (new.messages.get(event), &new.fallback) {
            (Some(now), _) => messages::compare(finder, &place, message, now),
            (None, None) => finder.breaking(
                &place,
                "the message is gone: clients that send it are refused with `not_found`",
            ),
            (None, Some(_)) => finder.breaking(
                &place,
                "the message is gone: clients that send it get the answer of the fallback",
            ),
        }
    }
    for event in new.messages.keys() {
        if old.messages.contains_key(event) {
            continue;
        }
        let place = format!("{place} message \"{event}\"");
        if old.fallback.is_some() {
            let what = "the message is new: clients that send it get its answer, and not that of the fallback any more";
            finder.notable(&place, what);
        } else {
            finder.compatible(&place, "the message is new: clients can send it now");
        }
    }
    events::compare(finder, place, &old.events, &new.events);
}

fn auth(finder: &mut Finder<'_>, place: &str, old: Option<&Argument>, new: Option<&Argument>) {
    const NEEDED: &str = "`auth` is required now: clients that connect without it are refused";
    let place = format!("{place} auth");
    match (old, new) {
        (None, Some(now)) if now.optional || finder.accepts_null(&now.schema) => {
            finder.compatible(&place, "clients may pass `auth` now");
        }
        (None, Some(_)) => finder.breaking(&place, NEEDED),
        (Some(_), None) => finder.compatible(&place, "`auth` is not read any more"),
        (Some(was), Some(now)) => {
            if was.optional && !now.optional {
                finder.breaking(&place, NEEDED);
            } else if !was.optional && now.optional {
                finder.compatible(&place, "clients may connect without `auth` now");
            }
            finder.sent(&place, "auth", &was.schema, &now.schema);
        }
        (None, None) => {}
    }
}

fn fallback(finder: &mut Finder<'_>, place: &str, old: &Namespace, new: &Namespace) {
    let place = format!("{place} fallback");
    match (&old.fallback, &new.fallback) {
        (Some(_), None) => finder.breaking(
            &place,
            "the fallback is gone: clients that send events without a message of their own are refused with \
             `not_found`",
        ),
        (None, Some(_)) => finder.compatible(
            &place,
            "the fallback is new: events without a message of their own are accepted now",
        ),
        (Some(was), Some(now)) => messages::compare(finder, &place, was, now),
        (None, None) => {}
    }
}

/// Compares the parameters of two patterns that have them in the same places.
fn params(
    finder: &mut Finder<'_>,
    place: &str,
    (old_path, old): (&str, &Namespace),
    (new_path, new): (&str, &Namespace),
) {
    let text = json!({ "type": "string" });
    let schema = |namespace: &Namespace, name: &str| -> Value {
        let schema = namespace.params.get(name);
        schema.cloned().unwrap_or_else(|| text.clone())
    };
    for (was, now) in names(old_path).into_iter().zip(names(new_path)) {
        let place = format!("{place} parameter");
        // A parameter that takes the rest of the name has a star in the pattern.
        let (was, now) = (was.trim_start_matches('*'), now.trim_start_matches('*'));
        if was != now {
            let what = format!(
                "the parameter `{was}` is called `{now}` now: TypeScript code that names it does not compile any more"
            );
            finder.notable(&place, what);
        }
        finder.sent(&place, now, &schema(old, was), &schema(new, now));
    }
}

/// The pattern without the names of its parameters: two patterns of one shape stand for the same namespaces.
pub(super) fn shape(path: &str) -> String {
    let mut shape = path.to_owned();
    for name in names(path) {
        let anonymous = if name.starts_with('*') { "{*}" } else { "{}" };
        shape = shape.replacen(&format!("{{{name}}}"), anonymous, 1);
    }
    shape
}

/// The names of a pattern's parameters, in their order.
fn names(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}
