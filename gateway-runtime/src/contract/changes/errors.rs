//! Errors are compared by their codes and details, and by the form that the app gives to all of them.

use std::collections::BTreeMap;

use super::Finder;
use crate::{
    contract::{ErrorCode, ErrorForm, Errors, OtherCodes},
    session::{ErrorCause, ErrorDelivery},
};

/// Compares how a message may fail.
pub(super) fn compare(finder: &mut Finder<'_>, place: &str, old: &Errors, new: &Errors) {
    let is_open = old.other == OtherCodes::Any;
    for (code, now) in &new.codes {
        let place = format!("{place} error `{code}`");
        match old.codes.get(code) {
            Some(was) => details(finder, &place, was, now),
            None if is_open => finder.compatible(&place, "the code is described now"),
            None => finder.notable(
                &place,
                "the code is new: clients that treat each code may get one that they do not know",
            ),
        }
    }
    gone(finder, place, &old.codes, new);
    others(finder, place, old.other, new.other);
}

fn gone(finder: &mut Finder<'_>, place: &str, old: &BTreeMap<String, ErrorCode>, new: &Errors) {
    for code in old.keys().filter(|code| !new.codes.contains_key(*code)) {
        let place = format!("{place} error `{code}`");
        if new.other == OtherCodes::Any {
            finder.compatible(&place, "the code is not described any more");
        } else {
            finder.compatible(&place, "the code is gone: clients do not get it any more");
        }
    }
}

fn details(finder: &mut Finder<'_>, place: &str, was: &ErrorCode, now: &ErrorCode) {
    finder.docs(place, &was.docs, &now.docs);
    if was.message != now.message {
        finder.compatible(place, "the error's message changed");
    }
    match (&was.details, &now.details) {
        (None, Some(_)) => finder.compatible(place, "the error has details now"),
        (Some(_), None) => finder.breaking(
            place,
            "clients that read the error's details do not get them any more",
        ),
        (Some(before), Some(after)) => {
            if !was.details_optional && now.details_optional {
                finder.breaking(
                    place,
                    "clients that read the error's details may not get them: they may be left out now",
                );
            } else if was.details_optional && !now.details_optional {
                finder.compatible(place, "clients always get the error's details now");
            }
            finder.received(place, "details", before, after);
        }
        (None, None) => {}
    }
}

fn others(finder: &mut Finder<'_>, place: &str, was: OtherCodes, now: OtherCodes) {
    if now > was {
        let what = match now {
            OtherCodes::Any => "the message may fail with any code now",
            _ => {
                "the message may fail with codes that are not listed now, such as `unauthorized` or `forbidden` of a \
                 guard"
            }
        };
        finder.notable(place, what);
    } else if now < was {
        let what = match now {
            OtherCodes::None => "the message fails with the listed codes alone now",
            _ => "the codes of the method are listed now",
        };
        finder.compatible(place, what);
    }
}

/// Compares what guards refuse connections with. Clients are told the error's message, and neither its code nor its
/// details.
pub(super) fn refusals(finder: &mut Finder<'_>, place: &str, old: &Errors, new: &Errors) {
    let place = format!("{place} connection");
    for code in new
        .codes
        .keys()
        .filter(|code| !old.codes.contains_key(*code))
    {
        let what = format!("clients that connect may be refused with the error `{code}` now");
        finder.notable(&place, what);
    }
    for (code, was) in &old.codes {
        match new.codes.get(code) {
            None => {
                let what = format!("the error `{code}` refuses no connection any more");
                finder.compatible(&place, what);
            }
            Some(now) if now.message != was.message => {
                let what = format!(
                    "the message of the error `{code}` changed: clients that compare the message of `connect_error` \
                     do not recognize it"
                );
                finder.notable(&place, what);
            }
            Some(_) => {}
        }
    }
    if new.other > old.other {
        finder.notable(&place, "clients that connect may be refused by a guard now");
    } else if new.other < old.other {
        finder.compatible(
            &place,
            "guards refuse connections with the listed errors alone, or with none",
        );
    }
}

/// Compares the form of all errors.
pub(super) fn form(finder: &mut Finder<'_>, was: ErrorForm, now: ErrorForm) {
    if was.delivery != now.delivery {
        let what = match now.delivery {
            ErrorDelivery::AcknowledgementElseException => {
                "errors come with the acknowledgement if the client waits for one, and else as the event `exception`: \
                 clients that look for them at one place alone miss some"
            }
            ErrorDelivery::Exception => {
                "errors come as the event `exception` alone: clients that wait for an acknowledgement of a message that \
                 failed get none"
            }
            ErrorDelivery::Both => {
                "errors come as the event `exception`, and with the acknowledgement too if the client waits for one: \
                 clients that look at both get them twice"
            }
        };
        finder.breaking("errors", what);
    }
    let parts = |cause: ErrorCause| match cause {
        ErrorCause::None => 0,
        ErrorCause::Pattern => 1,
        ErrorCause::PatternAndPayload => 2,
    };
    let (before, after) = (parts(was.cause), parts(now.cause));
    if after < before {
        let gone = if after == 0 { "cause" } else { "cause.data" };
        let what = format!("clients that read `{gone}` of an error do not get it any more");
        finder.breaking("errors", what);
    } else if after > before {
        let new = if before == 0 { "cause" } else { "cause.data" };
        finder.compatible("errors", format!("clients get `{new}` with an error now"));
    }
}
