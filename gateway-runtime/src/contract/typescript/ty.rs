//! `Type` is a TypeScript type, which prints itself.

use super::docs;

/// What members are indented by.
const INDENT: &str = "  ";

/// A type. A union and an intersection are made by [`Type::union`] and [`Type::intersection`], which simplify them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Type {
    /// Nothing is known of its values.
    Unknown,
    /// There are no values.
    Never,
    /// The name of a type, or a literal.
    Name(String),
    /// A generic type with its arguments.
    Generic(&'static str, Vec<Type>),
    Union(Vec<Type>),
    Intersection(Vec<Type>),
    /// `T[]`.
    List(Box<Type>),
    Tuple(Vec<Element>),
    Object(Vec<Member>),
    /// An object with any keys. Not printed as `Record`, which may not contain the type that it is a part of.
    Map(Box<Type>),
}

/// An element of a tuple.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element {
    pub(super) ty: Type,
    pub(super) kind: ElementKind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ElementKind {
    Required,
    Optional,
    /// As many as there are.
    Rest,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
    pub(super) docs: String,
    /// As it is printed, with quotes if it needs them.
    pub(super) key: String,
    pub(super) is_optional: bool,
    pub(super) ty: Type,
}

impl Type {
    pub(super) fn name(name: &str) -> Self {
        Self::Name(name.to_owned())
    }

    /// One of `types`.
    pub(super) fn union(types: impl IntoIterator<Item = Self>) -> Self {
        let mut all: Vec<Self> = Vec::new();
        for one in types {
            match one {
                Self::Never => {}
                Self::Unknown => return Self::Unknown,
                Self::Union(types) => types.into_iter().for_each(|one| add(&mut all, one)),
                one => add(&mut all, one),
            }
        }
        if all.len() > 1 {
            Self::Union(all)
        } else {
            all.pop().unwrap_or(Self::Never)
        }
    }

    /// All of `types` at once.
    pub(super) fn intersection(types: impl IntoIterator<Item = Self>) -> Self {
        let mut all: Vec<Self> = Vec::new();
        for one in types {
            match one {
                Self::Unknown => {}
                Self::Never => return Self::Never,
                Self::Intersection(types) => types.into_iter().for_each(|one| add(&mut all, one)),
                one => add(&mut all, one),
            }
        }
        if all.len() > 1 {
            Self::Intersection(all)
        } else {
            all.pop().unwrap_or(Self::Unknown)
        }
    }

    /// The text of the type, as a part of something that is indented `depth` times.
    pub(super) fn print(&self, depth: usize) -> String {
        match self {
            Self::Unknown => "unknown".to_owned(),
            Self::Never => "never".to_owned(),
            Self::Name(name) => name.clone(),
            Self::Generic(name, arguments) => {
                format!("{name}<{}>", joined(arguments, ", ", |ty| ty.print(depth)))
            }
            Self::Union(types) => joined(types, " | ", |ty| ty.print(depth)),
            Self::Intersection(types) => joined(types, " & ", |ty| ty.print_tightly(depth)),
            Self::List(item) => format!("{}[]", item.print_tightly(depth)),
            Self::Tuple(elements) => format!(
                "[{}]",
                joined(elements, ", ", |element| element.print(depth))
            ),
            Self::Object(members) => object(members, depth),
            Self::Map(values) => format!("{{ [key: string]: {} }}", values.print(depth)),
        }
    }

    /// The same in parentheses, if something behind or before it would take a part of it.
    fn print_tightly(&self, depth: usize) -> String {
        let text = self.print(depth);
        if matches!(self, Self::Union(_) | Self::Intersection(_)) {
            format!("({text})")
        } else {
            text
        }
    }
}

impl Element {
    fn print(&self, depth: usize) -> String {
        match self.kind {
            ElementKind::Required => self.ty.print(depth),
            ElementKind::Optional => format!("{}?", self.ty.print_tightly(depth)),
            ElementKind::Rest => format!("...{}[]", self.ty.print_tightly(depth)),
        }
    }
}

fn add(types: &mut Vec<Type>, one: Type) {
    if !types.contains(&one) {
        types.push(one);
    }
}

fn joined<T>(parts: &[T], separator: &str, print: impl FnMut(&T) -> String) -> String {
    parts.iter().map(print).collect::<Vec<_>>().join(separator)
}

fn object(members: &[Member], depth: usize) -> String {
    if members.is_empty() {
        return "{}".to_owned();
    }
    let indent = INDENT.repeat(depth + 1);
    let lines = members.iter().map(|member| {
        let docs = docs::comment(&member.docs, &indent);
        let mark = if member.is_optional { "?" } else { "" };
        let ty = member.ty.print(depth + 1);
        format!("{docs}{indent}{}{mark}: {ty};\n", member.key)
    });
    format!(
        "{{\n{}{}}}",
        lines.collect::<String>(),
        INDENT.repeat(depth)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str) -> Type {
        Type::name(name)
    }

    #[test]
    fn a_union_is_as_short_as_it_can_be() {
        let inner = Type::union([name("a"), name("b")]);
        assert_eq!(
            Type::union([inner, name("a"), Type::Never]).print(0),
            "a | b"
        );
        assert_eq!(Type::union([name("a"), Type::Unknown]).print(0), "unknown");
        assert_eq!(Type::union([]).print(0), "never");
    }

    #[test]
    fn an_intersection_is_as_short_as_it_can_be() {
        assert_eq!(Type::intersection([name("a"), Type::Unknown]).print(0), "a");
        assert_eq!(
            Type::intersection([name("a"), Type::Never]).print(0),
            "never"
        );
        assert_eq!(Type::intersection([]).print(0), "unknown");
    }

    #[test]
    fn parentheses_stand_where_they_are_needed() {
        let union = Type::union([name("a"), name("b")]);
        assert_eq!(Type::List(Box::new(union.clone())).print(0), "(a | b)[]");
        assert_eq!(
            Type::List(Box::new(name("\"a | b\""))).print(0),
            "\"a | b\"[]"
        );
        assert_eq!(
            Type::intersection([name("c"), union.clone()]).print(0),
            "c & (a | b)"
        );
        let element = |kind| Element {
            ty: union.clone(),
            kind,
        };
        let tuple = [
            ElementKind::Required,
            ElementKind::Optional,
            ElementKind::Rest,
        ]
        .map(element);
        assert_eq!(
            Type::Tuple(tuple.into()).print(0),
            "[a | b, (a | b)?, ...(a | b)[]]"
        );
    }

    #[test]
    fn members_are_indented() {
        let member = |ty, docs: &str| Member {
            docs: docs.to_owned(),
            key: "m".to_owned(),
            is_optional: docs.is_empty(),
            ty,
        };
        let inner = Type::Object(vec![member(name("a"), "Docs.")]);
        let text = Type::Object(vec![member(inner, "")]).print(0);
        assert_eq!(text, "{\n  m?: {\n    /** Docs. */\n    m: a;\n  };\n}");
        assert_eq!(Type::Object(Vec::new()).print(0), "{}");
    }
}
