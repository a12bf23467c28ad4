//! The parameters' attributes: `#[message_body]`, `#[connected_socket]`, `#[ack]`,
//! `#[handshake_auth]`, `#[param]`, `#[inject]`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{LitStr, Pat, PatType, Type, ext::IdentExt};

use super::{
    methods::Role,
    model::{Body, HookKind, Source},
    parameters::display,
    syntax::Method,
};
use crate::{
    attributes::{
        ACK, CONNECTED_SOCKET, HANDSHAKE_AUTH, Helper, INJECT, MESSAGE_BODY, ON_PARAMETERS, PARAM,
    },
    entries::{self, Arguments, arguments},
    errors::Errors,
    namespace, suggestion, types,
};

const VALIDATE: &str = "validate";

/// Accepts one of our attributes, or none.
pub(crate) fn understand(
    method: &Method,
    typed: &PatType,
    role: Role,
    helpers: &[Helper],
    errors: &mut Errors,
) -> Source {
    let mut first: Option<&Helper> = None;
    let mut source = Source::Type;
    for helper in helpers {
        if !helper.is_visible(errors) {
            continue;
        }
        if !ON_PARAMETERS.contains(&helper.name) {
            helper.refuse_place(errors);
            continue;
        }
        if let Some(first) = first {
            errors.over(helper.tokens(), two_attributes(typed, first, helper));
            continue;
        }
        first = Some(helper);
        if let Some(problem) = problem_in_hook(helper, role) {
            errors.over(
                helper.tokens(),
                format!("`{}` is {}, {problem}", method.name(), role.noun()),
            );
            continue;
        }
        source = read(helper, typed, errors);
    }
    if first.is_none() {
        return by_type(&typed.ty, role);
    }
    source
}

/// Handles that are typed are those of the gateway, which is checked; other types know by themselves.
fn by_type(ty: &Type, role: Role) -> Source {
    match types::named_with_arguments(ty, &["Socket", "Server"]) {
        Some("Socket") if role != Role::Hook(HookKind::Init) => Source::ConnectedSocket,
        Some("Server") => Source::Server,
        _ => Source::Type,
    }
}

fn two_attributes(typed: &PatType, first: &Helper, second: &Helper) -> String {
    let parameter = display(typed);
    if first.name == second.name {
        format!("{parameter} has {} twice; remove one", second.quoted())
    } else {
        format!(
            "{parameter} has {} and {}; a parameter has one source: remove one",
            first.quoted(),
            second.quoted()
        )
    }
}

/// Why a hook cannot have such a parameter.
fn problem_in_hook(helper: &Helper, role: Role) -> Option<&'static str> {
    let Role::Hook(kind) = role else {
        return None;
    };
    match helper.name {
        MESSAGE_BODY => Some("which gets no message; remove the parameter"),
        ACK => Some("which has nothing to acknowledge; remove the parameter"),
        CONNECTED_SOCKET | HANDSHAKE_AUTH | PARAM if kind == HookKind::Init => {
            Some("which runs before any client connects; remove the parameter")
        }
        _ => None,
    }
}

/// What the attribute says; if it is wrong, something like it, which is never printed.
fn read(helper: &Helper, typed: &PatType, errors: &mut Errors) -> Source {
    let source = match helper.name {
        MESSAGE_BODY => return Source::Body(body(helper, errors)),
        PARAM => return param(helper, typed, errors).map_or(Source::Type, Source::Param),
        CONNECTED_SOCKET => Source::ConnectedSocket,
        HANDSHAKE_AUTH => Source::HandshakeAuth,
        INJECT => Source::Provider,
        _ => Source::Ack,
    };
    helper.refuse_arguments(errors);
    source
}

/// Accepts `#[message_body]` and `#[message_body("key", validate)]`, both in any order and each at
/// most once.
fn body(helper: &Helper, errors: &mut Errors) -> Body {
    const EXPECTED: &str = "`#[message_body(..)]` takes one key, as in `#[message_body(\"name\")]`; \
                            for the whole body write `#[message_body]`";
    let mut body = Body::default();
    let list = match arguments(&helper.attribute) {
        Arguments::None => return body,
        Arguments::List(list) => list,
        Arguments::Value(value) => {
            let written = value.to_string();
            errors.over(
                value,
                format!("the key stands in parentheses; write `#[message_body({written})]`"),
            );
            return body;
        }
    };
    if list.is_empty() {
        errors.over(helper.tokens(), EXPECTED);
    }
    for entry in entries::split(list, errors) {
        if let Ok(key) = syn::parse2::<LitStr>(entry.clone()) {
            if body.key.is_some() {
                errors.over(entry, EXPECTED);
            }
            body.key.get_or_insert(key);
        } else if is_validate(&entry) {
            if body.is_validated {
                errors.over(entry, "`validate` is written twice; remove one");
            }
            body.is_validated = true;
        } else if !entries::refuse_surplus(&entry, errors) {
            let message = unknown_word(&entry).unwrap_or_else(|| EXPECTED.to_owned());
            errors.over(entry, message);
        }
    }
    body
}

fn is_validate(entry: &TokenStream) -> bool {
    syn::parse2::<Ident>(entry.clone()).is_ok_and(|word| word == VALIDATE)
}

/// What is said about an argument that begins with a word.
fn unknown_word(entry: &TokenStream) -> Option<String> {
    let mut tokens = entry.clone().into_iter();
    let Some(TokenTree::Ident(word)) = tokens.next() else {
        return None;
    };
    if word == VALIDATE {
        Some("`validate` stands alone: write `#[message_body(validate)]`".to_owned())
    } else if let Some(meant) = suggestion::closest(&word.to_string(), &[VALIDATE]) {
        Some(format!("unknown word `{word}`; did you mean `{meant}`?"))
    } else if tokens.next().is_none() {
        Some(format!(
            "the key is written as a string; write `#[message_body(\"{word}\")]`"
        ))
    } else {
        None
    }
}

/// Accepts `#[param("name")]`, and `#[param]` on a parameter that has a name of its own.
fn param(helper: &Helper, typed: &PatType, errors: &mut Errors) -> Option<LitStr> {
    let name = match arguments(&helper.attribute) {
        Arguments::None => own_name(helper, typed, errors)?,
        Arguments::List(list) => given_name(helper, list, errors)?,
        Arguments::Value(value) => {
            let written = value.to_string();
            errors.over(
                value,
                format!("the name stands in parentheses; write `#[param({written})]`"),
            );
            return None;
        }
    };
    match name_problem(&name.value()) {
        Some(message) => {
            errors.at(name.span(), message);
            None
        }
        None => Some(name),
    }
}

fn name_problem(name: &str) -> Option<String> {
    if namespace::is_name(name) {
        return None;
    }
    let bare = name.trim_matches(['{', '*', '}']);
    if namespace::is_name(bare) {
        return Some(format!(
            "the name stands without braces; write `#[param(\"{bare}\")]`"
        ));
    }
    let problem = if name.is_empty() {
        "the name is empty".to_owned()
    } else {
        let name = name.escape_debug();
        format!("a namespace cannot have the parameter `{name}`, which is not in snake case")
    };
    Some(format!(
        "{problem}; write the name that the namespace has in braces, as in `#[param(\"room_id\")]`"
    ))
}

fn own_name(helper: &Helper, typed: &PatType, errors: &mut Errors) -> Option<LitStr> {
    let Pat::Ident(pattern) = &*typed.pat else {
        errors.over(
            helper.tokens(),
            "the parameter has no name of its own; write the name that the namespace has in \
             braces, as in `#[param(\"room\")]`",
        );
        return None;
    };
    let name = pattern.ident.unraw().to_string();
    // `_room` is a parameter that the method does not use.
    let name = name.strip_prefix('_').unwrap_or(&name);
    Some(LitStr::new(name, pattern.ident.span()))
}

fn given_name(helper: &Helper, list: TokenStream, errors: &mut Errors) -> Option<LitStr> {
    if let Ok(name) = syn::parse2::<LitStr>(list.clone()) {
        return Some(name);
    }
    let message = match syn::parse2::<Ident>(list.clone()) {
        Ok(word) => format!("the name is written as a string; write `#[param(\"{word}\")]`"),
        Err(_) => "`#[param(..)]` takes one name, as in `#[param(\"room\")]`; without it, the \
                   parameter's own name counts"
            .to_owned(),
    };
    let place = if list.is_empty() {
        helper.tokens()
    } else {
        list
    };
    errors.over(place, message);
    None
}
