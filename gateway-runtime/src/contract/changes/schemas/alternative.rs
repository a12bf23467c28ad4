//! `Alternative` is a schema without alternatives in itself: one kind of value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::contract::Schema;

/// The keywords of a JSON Schema that say what one kind of value looks like. Annotations such as `description` are
/// left out; an alternative without keywords is any value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Alternative(pub(super) Map<String, Value>);

/// What a value is, in the words of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    Text,
    Binary,
    List,
    Object,
    /// The schema does not say.
    Unknown,
}

/// Which members an object may have beside its `properties`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Rest<'a> {
    /// Any: the schema does not speak of them.
    Open,
    /// Members with values of this schema.
    Of(&'a Schema),
    /// No other members.
    Closed,
}

impl Alternative {
    pub(super) fn is_anything(&self) -> bool {
        self.0.is_empty()
    }

    /// The only value, if there is one.
    pub(super) fn constant(&self) -> Option<&Value> {
        self.0.get("const")
    }

    pub(super) fn kind(&self) -> Kind {
        let of_type = match self.text("type") {
            Some("null") => Kind::Null,
            Some("boolean") => Kind::Boolean,
            Some("integer") => Kind::Integer,
            Some("number") => Kind::Number,
            Some("string") => Kind::Text,
            Some("array") => Kind::List,
            Some("object") => Kind::Object,
            _ => Kind::Unknown,
        };
        match (self.constant(), of_type) {
            _ if self.0.get("x-binary") == Some(&Value::Bool(true)) => Kind::Binary,
            (Some(constant), _) => Self::kind_of(constant),
            (None, Kind::Unknown) if self.0.contains_key("properties") => Kind::Object,
            (None, Kind::Unknown) if self.0.contains_key("prefixItems") => Kind::List,
            (None, kind) => kind,
        }
    }

    fn kind_of(value: &Value) -> Kind {
        match value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(number) if number.is_f64() => Kind::Number,
            Value::Number(_) => Kind::Integer,
            Value::String(_) => Kind::Text,
            Value::Array(_) => Kind::List,
            Value::Object(_) => Kind::Object,
        }
    }

    pub(super) fn text(&self, keyword: &str) -> Option<&str> {
        self.0.get(keyword)?.as_str()
    }

    pub(super) fn number(&self, keyword: &str) -> Option<f64> {
        self.0.get(keyword)?.as_f64()
    }

    pub(super) fn count(&self, keyword: &str) -> Option<u64> {
        self.0.get(keyword)?.as_u64()
    }

    pub(super) fn list(&self, keyword: &str) -> &[Value] {
        self.0
            .get(keyword)
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }

    pub(super) fn properties(&self) -> BTreeMap<&str, &Schema> {
        let properties = self.0.get("properties").and_then(Value::as_object);
        let members = properties.into_iter().flatten();
        members
            .map(|(name, schema)| (name.as_str(), schema))
            .collect()
    }

    pub(super) fn required(&self) -> BTreeSet<&str> {
        self.list("required")
            .iter()
            .filter_map(Value::as_str)
            .collect()
    }

    /// The pattern that names of members have to match, with the schema of those members.
    pub(super) fn pattern(&self) -> Option<(&str, &Schema)> {
        let patterns = self.0.get("patternProperties")?.as_object()?;
        let (pattern, schema) = patterns.iter().next()?;
        Some((pattern, schema))
    }

    pub(super) fn rest(&self) -> Rest<'_> {
        let rest = self.pattern().map(|(_, schema)| schema);
        let rest = rest.or_else(|| self.0.get("additionalProperties"));
        match rest.or_else(|| self.0.get("unevaluatedProperties")) {
            None | Some(Value::Bool(true)) => Rest::Open,
            Some(Value::Bool(false)) => Rest::Closed,
            Some(schema) => Rest::Of(schema),
        }
    }

    /// Whether `other` is the same variant of an enum: the one with the same tag, or with the same only member. Of
    /// alternatives that are no variants: whether both are the same kind of value.
    pub(super) fn is_variant_of(&self, other: &Self) -> bool {
        if self.kind() != other.kind() {
            return false;
        }
        if self.constant().is_some() || other.constant().is_some() {
            return self.constant() == other.constant();
        }
        let (own, others) = (self.tags(), other.tags());
        if !own.is_empty() && !others.is_empty() {
            return own == others;
        }
        match (self.only_member(), other.only_member()) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        }
    }

    /// The members that have one possible value: those that tell the variants of an enum apart.
    pub(super) fn tags(&self) -> BTreeMap<&str, &Value> {
        let properties = self.properties().into_iter();
        properties
            .filter_map(|(name, schema)| Some((name, schema.get("const")?)))
            .collect()
    }

    /// The name of the only member that the object may have.
    pub(super) fn only_member(&self) -> Option<&str> {
        let properties = self.properties();
        let is_closed = self.rest() == Rest::Closed;
        let name = properties.keys().next()?;
        (is_closed && properties.len() == 1).then_some(*name)
    }

    /// The kind of value as text, for sentences: `"Three"`, `null`, a number, an object with `t: "Three"`.
    pub(super) fn shown(&self) -> String {
        if let Some(constant) = self.constant() {
            return format!("`{constant}`");
        }
        let kind = match self.kind() {
            Kind::Null => "`null`",
            Kind::Boolean => "a boolean",
            Kind::Integer => "an integer",
            Kind::Number => "a number",
            Kind::Text => "a string",
            Kind::Binary => "binary data",
            Kind::List => "a list",
            Kind::Object => "an object",
            Kind::Unknown => "any value",
        };
        let tag = self.tags().into_iter().next();
        let tag = tag.map(|(name, value)| format!("{kind} with `{name}: {value}`"));
        let only = || Some(format!("{kind} with the member `{}`", self.only_member()?));
        tag.or_else(only).unwrap_or_else(|| kind.to_owned())
    }
}
