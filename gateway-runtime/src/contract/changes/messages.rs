//! Messages are compared by their bodies, answers and errors, and by what stands in front of the method.

use super::{Finder, arguments, errors, limits};
use crate::contract::{Answer, Message};

pub(super) fn compare(finder: &mut Finder<'_>, place: &str, old: &Message, new: &Message) {
    finder.docs(place, &old.docs, &new.docs);
    arguments::sent(finder, place, &old.body, &new.body);
    validation(finder, place, old.validated, new.validated);
    answers(finder, place, &old.answer, &new.answer);
    errors::compare(finder, place, &old.errors, &new.errors);
    guards(finder, place, &old.guards, &new.guards);
    limits::compare(finder, place, &old.limits, &new.limits);
    limits::timeouts(finder, place, old.timeout_ms, new.timeout_ms);
}

fn validation(finder: &mut Finder<'_>, place: &str, was: bool, now: bool) {
    match (was, now) {
        (false, true) => finder.notable(
            place,
            "the body is validated now: clients that send values which break its rules are refused with `bad_request`",
        ),
        (true, false) => finder.compatible(place, "the body is not validated any more"),
        _ => {}
    }
}

fn answers(finder: &mut Finder<'_>, place: &str, old: &Answer, new: &Answer) {
    let place = format!("{place} answer");
    let listed = |events: &[String]| {
        let events = events.iter().map(|event| format!("`{event}`"));
        events.collect::<Vec<_>>().join(", ")
    };
    if old.events.is_empty() && new.acknowledgement.is_empty() && !new.events.is_empty() {
        let events = listed(&new.events);
        if old.acknowledgement.is_empty() {
            finder.compatible(
                &place,
                format!("clients get the event {events} as the answer now"),
            );
        } else {
            let what = format!(
                "the answer comes as the event {events} now: clients that read it from the acknowledgement do not get \
                 it any more"
            );
            finder.breaking(&place, what);
        }
        return;
    }
    if new.events.is_empty() && !new.acknowledgement.is_empty() && !old.events.is_empty() {
        let events = listed(&old.events);
        let what = format!(
            "the answer comes with the acknowledgement now: clients that listen for the event {events} do not get it \
             any more"
        );
        finder.breaking(&place, what);
        return;
    }
    for event in old
        .events
        .iter()
        .filter(|event| !new.events.contains(event))
    {
        let what = format!(
            "the event `{event}` is not the answer any more: clients that wait for it do not get it"
        );
        finder.breaking(&place, what);
    }
    for event in new
        .events
        .iter()
        .filter(|event| !old.events.contains(event))
    {
        let what = format!("clients may get the event `{event}` as the answer too");
        finder.notable(&place, what);
    }
    arguments::received(finder, &place, &old.acknowledgement, &new.acknowledgement);
}

fn guards(finder: &mut Finder<'_>, place: &str, old: &[String], new: &[String]) {
    for guard in new.iter().filter(|guard| !old.contains(guard)) {
        let what = format!("the guard `{guard}` is new: clients may be refused by it");
        finder.notable(place, what);
    }
    for guard in old.iter().filter(|guard| !new.contains(guard)) {
        finder.compatible(place, format!("the guard `{guard}` is gone"));
    }
}
