//! Arguments are compared by their places: on the wire they have no names.

use super::Finder;
use crate::contract::Argument;

/// Compares the arguments of what clients send.
pub(super) fn sent(finder: &mut Finder<'_>, place: &str, old: &[Argument], new: &[Argument]) {
    for (at, now) in new.iter().enumerate() {
        let (place, name) = (numbered(place, at), &now.name);
        let Some(was) = old.get(at) else {
            if now.optional {
                finder.compatible(
                    &place,
                    format!("clients may send the argument `{name}` now"),
                );
            } else {
                let what = format!(
                    "the argument `{name}` is required now: clients that do not send it are refused"
                );
                finder.breaking(&place, what);
            }
            continue;
        };
        if was.optional && !now.optional {
            let what = format!(
                "clients that leave out the argument `{name}` are refused: it is required now"
            );
            finder.breaking(&place, what);
        } else if !was.optional && now.optional {
            finder.compatible(
                &place,
                format!("clients may leave out the argument `{name}` now"),
            );
        }
        renamed(finder, &place, was, now);
        finder.sent(&place, name, &was.schema, &now.schema);
    }
    for (at, was) in old.iter().enumerate().skip(new.len()) {
        let what = format!("the argument `{}` is not read any more", was.name);
        finder.compatible(&numbered(place, at), what);
    }
}

/// Compares the arguments of what clients get.
pub(super) fn received(finder: &mut Finder<'_>, place: &str, old: &[Argument], new: &[Argument]) {
    for (at, was) in old.iter().enumerate() {
        let (place, name) = (numbered(place, at), &was.name);
        let Some(now) = new.get(at) else {
            let what = format!("clients that read the argument `{name}` do not get it any more");
            finder.breaking(&place, what);
            continue;
        };
        if !was.optional && now.optional {
            let what = format!(
                "clients that read the argument `{name}` may not get it: it may be left out now"
            );
            finder.breaking(&place, what);
        } else if was.optional && !now.optional {
            finder.compatible(
                &place,
                format!("clients always get the argument `{name}` now"),
            );
        }
        renamed(finder, &place, was, now);
        finder.received(&place, name, &was.schema, &now.schema);
    }
    for (at, now) in new.iter().enumerate().skip(old.len()) {
        let what = format!("clients get the argument `{}` too", now.name);
        finder.compatible(&numbered(place, at), what);
    }
}

fn renamed(finder: &mut Finder<'_>, place: &str, was: &Argument, now: &Argument) {
    if was.name != now.name {
        let what = format!("the argument `{}` is called `{}` now", was.name, now.name);
        finder.compatible(place, what);
    }
}

fn numbered(place: &str, at: usize) -> String {
    format!("{place} argument {}", at + 1)
}
