//! `parse` reads the argument of `#[guarded]`: `global`, or nothing.

use syn::Ident;

use crate::{arguments::Arguments, attributes::Helper, callable::GivenBy, errors::Errors};

const EXPECTED: &str = "`#[guarded]` takes no argument, or `global` for what a guard of the whole app gives: \
                        `#[guarded(global)]`";

/// Accepts `#[guarded]` and `#[guarded(global)]`.
pub(super) fn parse(helper: &Helper, errors: &mut Errors) -> GivenBy {
    let written = match Arguments::of(&helper.attribute) {
        Arguments::None => return GivenBy::Listed,
        Arguments::List(written) | Arguments::Value(written) => written,
    };
    if syn::parse2::<Ident>(written.clone()).is_ok_and(|word| word == "global") {
        return GivenBy::Global;
    }
    let place = if written.is_empty() {
        helper.tokens()
    } else {
        written
    };
    errors.over(place, EXPECTED);
    GivenBy::Listed
}
