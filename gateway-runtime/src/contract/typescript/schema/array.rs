//! `Printer::array` gives the type of lists and tuples.

use serde_json::{Map, Value};

use super::list;
use crate::contract::typescript::{
    Printer,
    ty::{Element, ElementKind, Type},
};

/// A list of so many items is printed as a tuple, a longer one as a list.
const LONGEST_TUPLE: u64 = 16;

impl Printer<'_> {
    pub(super) fn array(&self, schema: &Map<String, Value>) -> Type {
        let [least, most] =
            ["minItems", "maxItems"].map(|keyword| schema.get(keyword).and_then(Value::as_u64));
        if let Some(members) = list(schema, "prefixItems") {
            return self.tuple(members, least, schema.get("items"));
        }
        let item = schema
            .get("items")
            .map_or(Type::Unknown, |items| self.type_of(items));
        match (least, most) {
            (_, Some(0)) => Type::Tuple(Vec::new()),
            (Some(least), Some(most)) if least == most && most <= LONGEST_TUPLE => Type::Tuple(
                (0..most)
                    .map(|_| element(item.clone(), ElementKind::Required))
                    .collect(),
            ),
            _ => Type::List(Box::new(item)),
        }
    }

    /// A tuple of `members`, of which `least` are there, with `rest` behind them.
    fn tuple(&self, members: &[Value], least: Option<u64>, rest: Option<&Value>) -> Type {
        let least = least
            .and_then(|least| usize::try_from(least).ok())
            .unwrap_or(members.len());
        let mut elements: Vec<Element> = members
            .iter()
            .enumerate()
            .map(|(index, member)| {
                let kind = if index < least {
                    ElementKind::Required
                } else {
                    ElementKind::Optional
                };
                element(self.type_of(member), kind)
            })
            .collect();
        if let Some(rest) = rest.filter(|rest| rest.is_object() || **rest == Value::Bool(true)) {
            elements.push(element(self.type_of(rest), ElementKind::Rest));
        }
        Type::Tuple(elements)
    }
}

fn element(ty: Type, kind: ElementKind) -> Element {
    Element { ty, kind }
}
