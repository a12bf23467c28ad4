//! `block` understands a parsed block: it finds the methods that are handlers and hooks, and
//! reports what is wrong with them.

mod around_hook;
mod blocking_hook;
mod clashes;
mod events;
mod interval;
mod listener;
mod returned;
mod server_event;
mod signature;
mod unmarked_method;

use quote::{ToTokens, quote};
use syn::Type;

use super::{
    model::{Block, Handler, Hook},
    syntax::{ImplBlock, Item, Method},
};
use crate::{
    attributes::{Helper, WEBSOCKET_GATEWAY},
    callable::{HookKind, Role, understand::parameters},
    enhancer_list,
    errors::Errors,
    runtime_path::RuntimePath,
};

use events::Subscription;

/// The block's handlers and hooks, with those apart that are wrong, or `None` if the block cannot have
/// any.
pub(crate) fn block<'a>(
    block: &'a ImplBlock,
    runtime: &'a RuntimePath,
    errors: &mut Errors,
) -> Option<Block<'a>> {
    let is_gateway = check_block(block, errors);
    let mut understood = Block {
        runtime,
        gateway: &block.self_type,
        handlers: Vec::new(),
        hooks: Vec::new(),
        wrong: Vec::new(),
    };
    let mut has_marks = !block.helpers.is_empty();
    for item in &block.items {
        match item {
            Item::Method(method) => {
                has_marks |= !method.helpers.is_empty()
                    || method
                        .callable
                        .input_helpers
                        .iter()
                        .any(|helpers| !helpers.is_empty());
                add(&mut understood, method, errors);
            }
            Item::Other(other) => {
                has_marks |= !other.helpers.is_empty();
                for helper in &other.helpers {
                    helper.check_spelling(errors);
                    helper.refuse_place(errors);
                }
            }
        }
    }
    clashes::events(&understood, errors);
    clashes::hooks(&understood, errors);
    clashes::server_events(&understood, errors);
    understood.set_wrong_apart();
    if is_gateway && !has_marks {
        clashes::nothing_to_register(block, errors);
    }
    is_gateway.then_some(understood)
}

/// Whether the block is `impl Type { .. }`.
fn check_block(block: &ImplBlock, errors: &mut Errors) -> bool {
    for helper in &block.helpers {
        helper.check_spelling(errors);
        if helper.name == WEBSOCKET_GATEWAY {
            errors.over(
                helper.tokens(),
                "the block is marked twice; remove one `#[websocket_gateway]`",
            );
        } else {
            helper.refuse_place(errors);
        }
    }
    let before = errors.count();
    let gateway = &block.self_type;
    if let Some((implemented, for_token)) = &block.implemented {
        let negation = &block.negation;
        errors.over(
            quote!(#negation #implemented #for_token),
            "`#[websocket_gateway]` marks a gateway's own block; move the handlers and hooks to an \
             `impl` block without a trait, which a `macro_rules!` can repeat for several gateways",
        );
    } else if let Some(negation) = &block.negation {
        errors.over(
            negation.to_token_stream(),
            "nothing can be implemented with `!` here; remove it",
        );
    }
    if let Some(first) = block.generics.params.first() {
        let parameters = &block.generics.params;
        let kind = if matches!(first, syn::GenericParam::Lifetime(_)) {
            "lifetime"
        } else {
            "generic"
        };
        errors.over(
            quote!(#parameters),
            format!("the block has {kind} parameters; a gateway is one type: remove them"),
        );
    }
    if !is_path(gateway) {
        errors.over(
            gateway.to_token_stream(),
            "a gateway is a struct; name it here",
        );
    }
    errors.count() == before
}

fn is_path(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_path(&group.elem),
        Type::Paren(paren) => is_path(&paren.elem),
        Type::Path(path) => path.qself.is_none(),
        _ => false,
    }
}

/// Adds the method to the block if it has a role.
fn add<'a>(block: &mut Block<'a>, method: &'a Method, errors: &mut Errors) {
    let before = errors.count();
    for helper in method
        .helpers
        .iter()
        .chain(method.callable.input_helpers.iter().flatten())
    {
        helper.check_spelling(errors);
    }
    let Some((role, helper)) = role(method, errors) else {
        if errors.count() == before {
            unmarked_method::refuse_without_role(method, errors);
        }
        return;
    };
    let enhancing = || {
        let helpers = method.helpers.iter();
        helpers.filter(|helper| helper.is_enhancing() && helper.is_readable())
    };
    signature::check(&method.callable, role, errors);
    let parameters = parameters(&method.callable, role, errors);
    match role {
        Role::Handler => {
            let Subscription {
                events,
                timeout,
                is_blocking,
            } = events::parse(helper, method, errors);
            let enhancers = enhancer_list::understand(enhancing(), errors);
            let is_wrong = errors.count() > before;
            block.handlers.push(Handler {
                method,
                events,
                timeout,
                is_blocking,
                parameters,
                enhancers,
                is_wrong,
            });
        }
        Role::Hook(kind) => {
            let (mut every, mut server_event) = (None, None);
            match kind {
                _ if blocking_hook::refuse(method, kind, helper, errors) => {}
                HookKind::Interval => every = interval::parse(helper, errors),
                HookKind::ServerEvent => server_event = server_event::parse(helper, errors),
                HookKind::Event => listener::check(method, helper, &parameters, errors),
                _ => helper.refuse_arguments(errors),
            }
            for helper in enhancing() {
                around_hook::refuse(method, kind, helper, errors);
            }
            let is_wrong = errors.count() > before;
            block.hooks.push(Hook {
                method,
                kind,
                server_event,
                every,
                parameters,
                is_wrong,
            });
        }
        // The attributes of methods give no other role.
        _ => {}
    }
}

/// The method's role, with the attribute that gives it.
fn role<'a>(method: &'a Method, errors: &mut Errors) -> Option<(Role, &'a Helper)> {
    let mut first: Option<(Role, &Helper)> = None;
    for helper in &method.helpers {
        if !helper.is_readable() || helper.is_enhancing() {
            continue;
        }
        let Some(role) = Role::of(helper.name) else {
            helper.refuse_place(errors);
            continue;
        };
        match first {
            None => first = Some((role, helper)),
            Some((first, _)) if first == role && role == Role::Handler => errors.over(
                helper.tokens(),
                format!(
                    "`{}` has `#[subscribe_message]` twice; list the names in one attribute, as in \
                     `#[subscribe_message(\"a\", \"b\")]`",
                    method.name()
                ),
            ),
            Some((first, _)) if first == role => {
                errors.over(
                    helper.tokens(),
                    format!(
                        "`{}` has {} twice; remove one",
                        method.name(),
                        helper.quoted()
                    ),
                );
            }
            Some((_, other)) => errors.over(
                helper.tokens(),
                format!(
                    "`{}` has {} and {}; a method has one role: split it in two",
                    method.name(),
                    other.quoted(),
                    helper.quoted()
                ),
            ),
        }
    }
    first
}
