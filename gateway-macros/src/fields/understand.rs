//! `take` takes the attributes of a struct's fields, which say where each field's first value comes
//! from: `#[websocket_server]`, `#[inject]`, `#[default = expression]`.

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::{Fields, ItemStruct, Member, Meta, Type};

use super::{Field, Owner, Source, field_name, unshared};
use crate::{
    attributes::{
        self, Helper, INJECT, ON_FIELDS, ON_PARAMETERS, PER_CONNECTION, Place, WEBSOCKET_SERVER,
    },
    errors::Errors,
    runtime_path::RuntimePath,
    types::as_written,
};

/// Takes our attributes from the fields and says where each field's value comes from.
pub(crate) fn take(
    item: &mut ItemStruct,
    runtime: &RuntimePath,
    owner: Owner,
    errors: &mut Errors,
) -> Vec<Field> {
    let is_tuple = matches!(item.fields, Fields::Unnamed(_));
    let mut fields = Vec::new();
    for (index, field) in item.fields.iter_mut().enumerate() {
        let helpers = attributes::take(&mut field.attrs, Place::Field, &[ON_FIELDS, ON_PARAMETERS]);
        let member = match &field.ident {
            Some(name) => Member::Named(name.clone()),
            None => Member::from(index),
        };
        let cfgs: Vec<_> = attributes::cfgs(&field.attrs)
            .into_iter()
            .cloned()
            .collect();
        if let (true, Some(cfg)) = (is_tuple, cfgs.first()) {
            // Without the field, the fields after it would have other numbers.
            errors.over(
                cfg.to_token_stream(),
                format!(
                    "field `{}` depends on a `#[cfg]`; give the fields names",
                    field_name(&member)
                ),
            );
        }
        let source = source(&helpers, &member, &field.ty, owner, errors);
        refuse_unshared(field, &member, runtime, owner, errors);
        fields.push(Field {
            member,
            ty: field.ty.clone(),
            source,
            cfgs,
        });
    }
    fields
}

/// Reports a field that one thread alone may use, and puts something in its place that behaves like
/// the field and can be shared, so that the compiler does not report the struct as well.
fn refuse_unshared(
    field: &mut syn::Field,
    member: &Member,
    runtime: &RuntimePath,
    owner: Owner,
    errors: &mut Errors,
) {
    let Some(unshared) = unshared::find(&field.ty) else {
        return;
    };
    errors.over(
        unshared.ty.to_token_stream(),
        format!(
            "field `{}` holds {} `{}`, which one thread alone may use; {}: write `{}`",
            field_name(member),
            if unshared.name == "Rc" { "an" } else { "a" },
            unshared.name,
            match owner {
                Owner::Gateway => "gateways are shared between connections",
                Owner::Injectable => "what the app makes is shared between messages",
            },
            unshared.remedy()
        ),
    );
    let private = runtime.private(Span::mixed_site());
    let ty = &field.ty;
    field.ty = Type::Verbatim(quote!(#private::Unshared<#ty>));
}

/// Accepts `#[websocket_server]`, `#[inject]`, `#[default = expression]`, or none of them.
fn source(
    helpers: &[Helper],
    member: &Member,
    ty: &Type,
    owner: Owner,
    errors: &mut Errors,
) -> Source {
    let mut source = Source::Default;
    let mut first: Option<&Helper> = None;
    for helper in helpers {
        helper.check_spelling(errors);
        if !helper.is_readable() {
            continue;
        }
        if helper.name == PER_CONNECTION {
            helper.refuse_with(&as_parameter(member, ty), errors);
            continue;
        }
        if !ON_FIELDS.contains(&helper.name) {
            helper.refuse_place(errors);
            continue;
        }
        if let Some(first) = first {
            let message = if first.name == helper.name {
                format!(
                    "field `{}` has {} twice; remove one",
                    field_name(member),
                    helper.quoted()
                )
            } else {
                format!(
                    "field `{}` has {} and {}; a field has one source: remove one",
                    field_name(member),
                    first.quoted(),
                    helper.quoted()
                )
            };
            errors.over(helper.tokens(), message);
            continue;
        }
        first = Some(helper);
        source = match helper.name {
            WEBSOCKET_SERVER if owner == Owner::Injectable => {
                helper.refuse_with(
                    "is the server of a gateway, and this is none; inject that of the gateway you mean: \
                     `#[inject] server: Server<TheGateway>`",
                    errors,
                );
                Source::Server
            }
            WEBSOCKET_SERVER => {
                helper.refuse_arguments(errors);
                Source::Server
            }
            INJECT => {
                helper.refuse_arguments(errors);
                Source::Provider
            }
            _ => expression(helper, member, errors),
        };
    }
    source
}

/// What to write instead of `#[per_connection]` on a field: one struct serves all connections.
fn as_parameter(member: &Member, ty: &Type) -> String {
    let name = match member {
        Member::Named(name) => name.to_string(),
        Member::Unnamed(_) => "value".to_owned(),
    };
    let ty = as_written(&ty.to_token_stream());
    format!(
        "is for parameters of the methods that use it: write `#[per_connection] {name}: {ty}` there"
    )
}

/// Accepts `#[default = expression]`.
fn expression(helper: &Helper, member: &Member, errors: &mut Errors) -> Source {
    let member = field_name(member);
    match &helper.attribute.meta {
        Meta::NameValue(pair) => return Source::Expression(Box::new(pair.value.clone())),
        Meta::Path(_) => errors.over(
            helper.tokens(),
            format!(
                "`#[default]` on `{member}` has no value; write `#[default = expression]`, or \
                 remove it: fields without attribute use `Default`"
            ),
        ),
        Meta::List(list) => {
            let value = list.tokens.to_string();
            let value = if value.is_empty() {
                "expression"
            } else {
                &value
            };
            errors.over(
                helper.tokens(),
                format!(
                    "`#[default]` on `{member}` takes its value after `=`; \
                     write `#[default = {value}]`"
                ),
            );
        }
    }
    Source::Default
}
