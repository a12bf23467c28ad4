//! Events that clients get are compared by their names and arguments.

use std::collections::BTreeMap;

use super::{Finder, arguments};
use crate::contract::Event;

pub(super) fn compare(
    finder: &mut Finder<'_>,
    place: &str,
    old: &BTreeMap<String, Event>,
    new: &BTreeMap<String, Event>,
) {
    for (name, was) in old {
        let place = format!("{place} event \"{name}\"");
        let Some(now) = new.get(name) else {
            finder.breaking(
                &place,
                "the event is gone: clients that listen for it do not get it any more",
            );
            continue;
        };
        finder.docs(&place, &was.docs, &now.docs);
        arguments::received(finder, &place, &was.arguments, &now.arguments);
    }
    for name in new.keys().filter(|name| !old.contains_key(*name)) {
        let place = format!("{place} event \"{name}\"");
        finder.compatible(&place, "the event is new: clients get it now");
    }
}
