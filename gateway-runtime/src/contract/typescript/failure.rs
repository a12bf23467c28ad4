//! `Printer::failure` gives the type of the errors of a message.

use std::collections::BTreeMap;

use super::{
    Printer, docs,
    identifier::literal,
    remarks::code,
    ty::{Member, Type},
};
use crate::contract::{Errors, Message, OtherCodes};

/// The generic type of errors.
const FAILURE: &str = "Failure";

/// What is known of the errors with one code.
#[derive(Default)]
struct Known {
    details: Vec<Type>,
    /// Whether an error may list the fields that are not valid.
    lists_fields: bool,
}

/// Whether there is so much to say of a message's errors that their type has a name.
pub(super) fn has_name(message: &Message) -> bool {
    let errors = &message.errors;
    let has_more = !errors.codes.is_empty() || message.validated || !message.limits.is_empty();
    match errors.other {
        OtherCodes::Any => false,
        OtherCodes::Around => true,
        OtherCodes::None => has_more,
    }
}

/// The error of which nothing is known.
pub(super) fn open() -> Type {
    Type::Generic(FAILURE, vec![Type::name("string"), Type::Unknown])
}

/// The errors that may come from around a method, beside those of the runtime.
pub(super) fn around() -> [Type; 2] {
    let usual = Type::union(["unauthorized", "forbidden"].map(|code| Type::Name(literal(code))));
    [usual, Type::name("OtherCode")].map(|code| Type::Generic(FAILURE, vec![code, Type::Unknown]))
}

impl Printer<'_> {
    /// The type of the errors of a message.
    pub(super) fn failure(&self, message: &Message) -> Type {
        if message.errors.other == OtherCodes::Any {
            return open();
        }
        let known = self.known(message);
        let listed = known.iter().map(|(code, known)| failure_of(code, known));
        let around = (message.errors.other == OtherCodes::Around).then(around);
        Type::union(
            listed
                .chain(rest(&known))
                .chain(around.into_iter().flatten()),
        )
    }

    /// The codes of which more is known than that the runtime uses them.
    fn known<'m>(&self, message: &'m Message) -> BTreeMap<&'m str, Known> {
        let mut all: BTreeMap<&str, Known> = BTreeMap::new();
        for (code, error) in &message.errors.codes {
            let known = all.entry(code).or_default();
            known
                .details
                .extend(error.details.as_ref().map(|details| self.type_of(details)));
        }
        if !message.limits.is_empty() {
            all.entry("too_many_requests")
                .or_default()
                .details
                .push(Type::Object(vec![Member {
                    docs: "In how many milliseconds the message would pass.".to_owned(),
                    key: "retryAfterMs".to_owned(),
                    is_optional: false,
                    ty: Type::name("number"),
                }]));
        }
        if message.validated {
            all.entry("bad_request").or_default().lists_fields = true;
        }
        all
    }
}

/// The type of the errors with one code.
fn failure_of(code: &str, known: &Known) -> Type {
    let mut arguments = vec![Type::Name(literal(code))];
    if !known.details.is_empty() {
        arguments.push(Type::union(known.details.iter().cloned()));
    }
    if known.lists_fields {
        if known.details.is_empty() {
            arguments.push(Type::name("undefined"));
        }
        arguments.push(Type::name("FieldError[]"));
    }
    Type::Generic(FAILURE, arguments)
}

/// The type of the runtime's own errors whose code is not among the known ones.
fn rest(known: &BTreeMap<&str, Known>) -> Option<Type> {
    let (special, rest): (Vec<&str>, Vec<&str>) = Errors::OF_RUNTIME
        .into_iter()
        .partition(|code| known.contains_key(code));
    if rest.is_empty() {
        return None;
    }
    let all = Type::name("RuntimeCode");
    let codes = if special.is_empty() {
        all
    } else {
        let special = Type::union(special.into_iter().map(|code| Type::Name(literal(code))));
        Type::Generic("Exclude", vec![all, special])
    };
    Some(Type::Generic(FAILURE, vec![codes]))
}

/// The type of errors under a name, one alternative in each line.
pub(super) fn exported(name: &str, docs: &str, failure: &Type) -> String {
    let lines: Vec<String> = match failure {
        Type::Union(types) => types
            .iter()
            .map(|ty| format!("\n  | {}", ty.print(1)))
            .collect(),
        one => vec![format!(" {}", one.print(0))],
    };
    format!(
        "{}export type {name} ={};\n",
        docs::comment(docs, ""),
        lines.concat()
    )
}

/// The documentation of the errors of the message `event`.
pub(super) fn docs_of(event: &str, errors: &Errors) -> String {
    let codes = errors.codes.iter().filter_map(|(name, error)| {
        let docs = error.docs.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = error.message.as_ref().map(|message| literal(message));
        let what = [docs, message.unwrap_or_default()];
        let what: Vec<String> = what.into_iter().filter(|text| !text.is_empty()).collect();
        (!what.is_empty()).then(|| format!("- {}: {}", code(name), what.join(" ")))
    });
    let codes: Vec<String> = codes.collect();
    docs::paragraphs([
        format!("How {} fails.", code(event)).as_str(),
        &codes.join("\n"),
    ])
}
