//! `take` takes the attributes of a struct's fields, which say where each field's first value comes
//! from: `#[websocket_server]`, `#[inject]`, `#[default = expression]`.

use quote::ToTokens;
use syn::{Fields, ItemStruct, Member, Meta};

use crate::{
    attributes::{self, Helper, INJECT, ON_FIELDS, WEBSOCKET_SERVER},
    errors::Errors,
    gateway::model::{Field, Source, field_name},
};

/// Takes our attributes from the fields and says where each field's value comes from.
pub(crate) fn take(item: &mut ItemStruct, errors: &mut Errors) -> Vec<Field> {
    let is_tuple = matches!(item.fields, Fields::Unnamed(_));
    let mut fields = Vec::new();
    for (index, field) in item.fields.iter_mut().enumerate() {
        let helpers = attributes::take(&mut field.attrs, &[ON_FIELDS]);
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
        let source = source(&helpers, &member, errors);
        fields.push(Field {
            member,
            ty: field.ty.clone(),
            source,
            cfgs,
        });
    }
    fields
}

/// Accepts `#[websocket_server]`, `#[inject]`, `#[default = expression]`, or none of them.
fn source(helpers: &[Helper], member: &Member, errors: &mut Errors) -> Source {
    let mut source = Source::Default;
    let mut first: Option<&Helper> = None;
    for helper in helpers {
        if !helper.is_visible(errors) {
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
