//! Limits and timeouts are compared by when a message is refused.

use super::Finder;
use crate::contract::{Limit, duration::duration};

pub(super) fn compare(finder: &mut Finder<'_>, place: &str, old: &[Limit], new: &[Limit]) {
    let place = format!("{place} limit");
    let mut left: Vec<&Limit> = new.iter().collect();
    let mut unmatched = Vec::new();
    for was in old {
        match position(&left, |now| key(now) == key(was)) {
            Some(at) => limit(finder, &place, was, left.remove(at)),
            None => unmatched.push(was),
        }
    }
    for was in unmatched {
        match position(&left, |now| now.scope == was.scope) {
            Some(at) => limit(finder, &place, was, left.remove(at)),
            None => finder.compatible(&place, format!("the limit of {} is gone", shown(was))),
        }
    }
    for now in left {
        let what = format!(
            "a limit is new: clients that send more than {} are refused with `too_many_requests`",
            shown(now)
        );
        finder.notable(&place, what);
    }
}

/// What tells that a limit is the same one as before.
fn key(limit: &Limit) -> (&str, Option<&str>, &str) {
    (&limit.scope, limit.name.as_deref(), &limit.by)
}

fn position(limits: &[&Limit], is: impl Fn(&Limit) -> bool) -> Option<usize> {
    limits.iter().position(|limit| is(limit))
}

fn limit(finder: &mut Finder<'_>, place: &str, was: &Limit, now: &Limit) {
    if was.by != now.by {
        let (before, after) = (shown(was), shown(now));
        let numbers = (before != after).then(|| format!(", after {after} instead of {before}"));
        let what = format!(
            "messages are counted by `{}` instead of `{}`: clients may be refused sooner{}",
            now.by,
            was.by,
            numbers.unwrap_or_default()
        );
        return finder.notable(place, what);
    }
    // The number of messages in a time, without division: `was.limit / was.per_ms` against `now.limit / now.per_ms`.
    let rate = |limit: &Limit, other: &Limit| u128::from(limit.limit) * u128::from(other.per_ms);
    let burst = |limit: &Limit| limit.burst.unwrap_or(limit.limit);
    let (before, after) = (rate(was, now), rate(now, was));
    let (shown_before, shown_after) = (shown(was), shown(now));
    if after < before || burst(now) < burst(was) {
        let what = format!(
            "messages are refused sooner: a client may send {shown_after} instead of {shown_before}"
        );
        finder.notable(place, what);
    } else if after > before || burst(now) > burst(was) {
        let what = format!("a client may send more: {shown_after} instead of {shown_before}");
        finder.compatible(place, what);
    } else if was != now {
        finder.compatible(
            place,
            "the limit is counted otherwise, and allows as much as before",
        );
    }
}

fn shown(limit: &Limit) -> String {
    let Limit {
        limit: most,
        per_ms,
        burst,
        ..
    } = limit;
    let at_once = burst.filter(|burst| burst != most);
    let at_once = at_once.map(|burst| format!(" ({burst} at once)"));
    format!(
        "{most} messages in {}{}",
        duration(*per_ms),
        at_once.unwrap_or_default()
    )
}

pub(super) fn timeouts(finder: &mut Finder<'_>, place: &str, was: Option<u64>, now: Option<u64>) {
    let place = format!("{place} timeout");
    match (was, now) {
        (None, Some(now)) => {
            let now = duration(now);
            let what = format!(
                "a timeout is new: messages that take longer than {now} fail with `timeout`"
            );
            finder.notable(&place, what);
        }
        (Some(_), None) => finder.compatible(&place, "the timeout is gone"),
        (Some(was), Some(now)) => {
            let (before, after) = (duration(was), duration(now));
            if now < was {
                let what =
                    format!("messages fail with `timeout` after {after} instead of {before}");
                finder.notable(&place, what);
            } else if now > was {
                let what = format!("messages may take {after} instead of {before}");
                finder.compatible(&place, what);
            }
        }
        (None, None) => {}
    }
}
