//! `events` and `hooks` are the checks that need more than one method.
//!
//! Methods under a `#[cfg]` are left out: of two methods with the same event, only one may exist.
//! Their clashes are found when the app starts, where blocks and gateways are compared as well.

use proc_macro2::Span;
use quote::ToTokens;
use syn::ext::IdentExt;

use crate::{
    block::{
        model::{Block, Event, Handler, Hook, ServerEvent},
        syntax::ImplBlock,
    },
    callable::{HookKind, Role},
    errors::Errors,
};

/// Reports two handlers for one event, at the later handler.
pub(crate) fn events(block: &Block<'_>, errors: &mut Errors) {
    let mut seen: Vec<(Name, &Handler<'_>)> = Vec::new();
    for handler in block
        .handlers
        .iter()
        .filter(|handler| handler.method.cfgs().is_empty())
    {
        for event in &handler.events {
            let name = name(event, handler);
            if let Some((_, first)) = seen.iter().find(|(known, _)| *known == name) {
                errors.at(event.span(), twice(&name, first, handler));
            } else {
                seen.push((name, handler));
            }
        }
    }
}

/// What an event is called, as far as it can be seen.
#[derive(PartialEq)]
enum Name {
    Text(String),
    /// The path of a constant. What other paths and texts have the same value is found when the app
    /// starts.
    Constant(String),
    Fallback,
}

/// The event's name as written. The name that a bare attribute takes from its method may still
/// change with `rename_all`.
fn name(event: &Event, handler: &Handler<'_>) -> Name {
    match event {
        Event::Named(name) => Name::Text(name.value()),
        Event::Constant(constant) => Name::Constant(constant.written()),
        Event::Method(_) => Name::Text(handler.method.name().unraw().to_string()),
        Event::Fallback(_) => Name::Fallback,
    }
}

fn twice(event: &Name, first: &Handler<'_>, second: &Handler<'_>) -> String {
    let event = match event {
        Name::Text(event) | Name::Constant(event) => format!("event `{event}`"),
        Name::Fallback => "`fallback`".to_owned(),
    };
    let (first, second) = (first.method.name(), second.method.name());
    if first == second {
        format!("{event} is listed twice on `{second}`; remove one")
    } else {
        format!(
            "{event} already belongs to `{first}`; remove it here, or call `{second}` from there"
        )
    }
}

/// Reports two hooks of one kind, at the name of the later hook.
pub(crate) fn hooks(block: &Block<'_>, errors: &mut Errors) {
    for kind in [
        HookKind::Init,
        HookKind::Connection,
        HookKind::Disconnect,
        HookKind::Shutdown,
    ] {
        let mut hooks = block
            .hooks
            .iter()
            .filter(|hook| hook.kind == kind && hook.method.cfgs().is_empty())
            .map(|hook| hook.method.name());
        let Some(first) = hooks.next() else { continue };
        for second in hooks {
            let noun = Role::Hook(kind).noun();
            errors.at(
                second.span(),
                format!(
                    "`{second}` is {noun} like `{first}`; a block has one of a kind: \
                     call `{second}` from there"
                ),
            );
        }
    }
}

/// Reports two listeners of one server event, at the later event.
pub(crate) fn server_events(block: &Block<'_>, errors: &mut Errors) {
    let mut seen: Vec<(Name, &Hook<'_>)> = Vec::new();
    let hooks = block.hooks.iter();
    for hook in hooks.filter(|hook| hook.method.cfgs().is_empty()) {
        let Some(event) = &hook.server_event else {
            continue;
        };
        let (name, written, span) = match event {
            ServerEvent::Named(name) => (Name::Text(name.value()), name.value(), name.span()),
            ServerEvent::Constant(constant) => {
                let written = constant.written();
                (Name::Constant(written.clone()), written, constant.span())
            }
        };
        if let Some((_, first)) = seen.iter().find(|(known, _)| *known == name) {
            let (first, second) = (first.method.name(), hook.method.name());
            errors.at(
                span,
                format!(
                    "server event `{written}` already belongs to `{first}`; remove it here, or call `{second}` from there"
                ),
            );
        } else {
            seen.push((name, hook));
        }
    }
}

/// Reports a marked block without a marked method, at the block's mark, which is no longer among
/// the tokens.
pub(crate) fn nothing_to_register(block: &ImplBlock, errors: &mut Errors) {
    let gateway = block
        .self_type
        .to_token_stream()
        .to_string()
        .replace(' ', "");
    errors.at(
        Span::call_site(),
        format!(
            "this block of `{gateway}` registers nothing; mark a method with \
             `#[subscribe_message]` or a hook's attribute, or remove `#[websocket_gateway]` here"
        ),
    );
}
