//! `reference`, `lifetime`, `success` and their like answer questions about a type by its spelling;
//! `as_written` is that spelling.

use proc_macro2::TokenStream;
use syn::{
    CapturedParam, GenericArgument, Lifetime, Path, PathArguments, ReturnType, Type, TypeImplTrait,
    TypeParamBound, TypeReference,
};

/// The first type inside `ty`, itself included, for which `is` holds. Function pointers and trait
/// objects are not entered: references in them belong to their own signature.
fn find<'ty>(ty: &'ty Type, is: &dyn Fn(&Type) -> bool) -> Option<&'ty Type> {
    if is(ty) {
        return Some(ty);
    }
    match ty {
        Type::Array(array) => find(&array.elem, is),
        Type::Group(group) => find(&group.elem, is),
        Type::Paren(paren) => find(&paren.elem, is),
        Type::Ptr(pointer) => find(&pointer.elem, is),
        Type::Reference(reference) => find(&reference.elem, is),
        Type::Slice(slice) => find(&slice.elem, is),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(|element| find(element, is)),
        Type::Path(path) => find_in_path(&path.path, is),
        Type::ImplTrait(open) => open.bounds.iter().find_map(|bound| match bound {
            TypeParamBound::Trait(bound) => find_in_path(&bound.path, is),
            _ => None,
        }),
        _ => None,
    }
}

fn find_in_path<'ty>(path: &'ty Path, is: &dyn Fn(&Type) -> bool) -> Option<&'ty Type> {
    arguments(path).find_map(|argument| match argument {
        GenericArgument::Type(ty) => find(ty, is),
        GenericArgument::AssocType(binding) => find(&binding.ty, is),
        _ => None,
    })
}

fn arguments(path: &Path) -> impl Iterator<Item = &GenericArgument> {
    path.segments
        .iter()
        .filter_map(|segment| match &segment.arguments {
            PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
            _ => None,
        })
        .flatten()
}

/// The first reference inside `ty`.
pub(crate) fn reference(ty: &Type) -> Option<&TypeReference> {
    match find(ty, &|ty| matches!(ty, Type::Reference(_)))? {
        Type::Reference(reference) => Some(reference),
        _ => None,
    }
}

/// The first reference inside `ty` other than `&'static`.
pub(crate) fn borrow(ty: &Type) -> Option<&TypeReference> {
    let is_borrow = |ty: &Type| {
        matches!(ty, Type::Reference(reference)
            if reference.lifetime.as_ref().is_none_or(is_not_static))
    };
    match find(ty, &is_borrow)? {
        Type::Reference(reference) => Some(reference),
        _ => None,
    }
}

/// The first type inside `ty` that has a lifetime among its arguments, other than `'static`.
pub(crate) fn lifetime(ty: &Type) -> Option<&Lifetime> {
    let own = |ty: &Type| matches!(ty, Type::Path(path) if arguments(&path.path).any(is_borrow));
    let Type::Path(path) = find(ty, &own)? else {
        return None;
    };
    arguments(&path.path).find_map(|argument| match argument {
        GenericArgument::Lifetime(lifetime) if is_borrow(argument) => Some(lifetime),
        _ => None,
    })
}

fn is_borrow(argument: &GenericArgument) -> bool {
    matches!(argument, GenericArgument::Lifetime(lifetime) if is_not_static(lifetime))
}

fn is_not_static(lifetime: &Lifetime) -> bool {
    lifetime.ident != "static"
}

/// The first `impl Trait` inside `ty`.
pub(crate) fn impl_trait(ty: &Type) -> Option<&Type> {
    find(ty, &|ty| matches!(ty, Type::ImplTrait(_)))
}

/// The first `impl Trait` inside a returned type that captures the lifetime of `&self`: since the
/// edition of 2024 every one does unless it says otherwise, and in an `async fn` every one of any
/// edition.
pub(crate) fn borrowing_impl_trait(ty: &Type) -> Option<&TypeImplTrait> {
    let borrows = |ty: &Type| matches!(ty, Type::ImplTrait(open) if !is_owned(open));
    match find(ty, &borrows)? {
        Type::ImplTrait(open) => Some(open),
        _ => None,
    }
}

/// Whether `impl Trait` is `+ use<>` or `+ 'static`.
fn is_owned(open: &TypeImplTrait) -> bool {
    open.bounds.iter().any(|bound| match bound {
        TypeParamBound::PreciseCapture(captured) => !captured
            .params
            .iter()
            .any(|parameter| matches!(parameter, CapturedParam::Lifetime(_))),
        TypeParamBound::Lifetime(lifetime) => !is_not_static(lifetime),
        _ => false,
    })
}

/// The first argument of a `Result`, or `ty` itself.
pub(crate) fn success(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => success(&group.elem),
        Type::Paren(paren) => success(&paren.elem),
        Type::Path(path) if is_named(ty, "Result") => arguments(&path.path)
            .find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .unwrap_or(ty),
        _ => ty,
    }
}

/// The second argument of a `Result`.
pub(crate) fn failure(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Group(group) => failure(&group.elem),
        Type::Paren(paren) => failure(&paren.elem),
        Type::Path(path) if is_named(ty, "Result") => {
            let types = arguments(&path.path).filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            });
            types.into_iter().nth(1)
        }
        _ => None,
    }
}

/// Whether the last segment of `ty`'s path is `name`.
pub(crate) fn is_named(ty: &Type, name: &str) -> bool {
    match ty {
        Type::Group(group) => is_named(&group.elem, name),
        Type::Paren(paren) => is_named(&paren.elem, name),
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == name),
        _ => false,
    }
}

/// Types that are one value; another name may stand for a tuple.
const SINGLE: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize", "Bytes", "HashMap", "Option", "String", "Value", "Vec",
];

/// The value in the first `Args<value>` inside `ty` that holds one value instead of a tuple.
pub(crate) fn single_in_args(ty: &Type) -> Option<&Type> {
    fn single(ty: &Type) -> Option<&Type> {
        let Type::Path(path) = ty else { return None };
        let value = arguments(&path.path).find_map(|argument| match argument {
            GenericArgument::Type(value) => Some(value),
            _ => None,
        })?;
        let is_single = SINGLE.iter().any(|name| is_named(value, name));
        (is_single && is_named(ty, "Args")).then_some(value)
    }
    find(ty, &|ty| single(ty).is_some()).and_then(single)
}

/// The last segment of `ty`'s path if it is one of `names` and has generic arguments.
pub(crate) fn named_with_arguments(ty: &Type, names: &[&'static str]) -> Option<&'static str> {
    match ty {
        Type::Group(group) => named_with_arguments(&group.elem, names),
        Type::Paren(paren) => named_with_arguments(&paren.elem, names),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let has_arguments = matches!(last.arguments, PathArguments::AngleBracketed(_));
            names
                .iter()
                .copied()
                .find(|name| has_arguments && last.ident == name)
        }
        _ => None,
    }
}

/// What to write instead of a reference, in words for a message.
pub(crate) fn owned(reference: &TypeReference) -> String {
    match &*reference.elem {
        elem if is_named(elem, "str") => "`String`".to_owned(),
        Type::Slice(slice) => match &*slice.elem {
            Type::Path(elem) if elem.path.get_ident().is_some() => elem
                .path
                .get_ident()
                .map(|elem| format!("`Vec<{elem}>`"))
                .unwrap_or_default(),
            _ => "a `Vec`".to_owned(),
        },
        Type::Path(elem) => match elem.path.get_ident() {
            Some(elem) => format!("`{elem}`"),
            None => "the type without `&`".to_owned(),
        },
        _ => "the type without `&`".to_owned(),
    }
}

/// What to write instead of a reference to what is kept in an `Arc`.
pub(crate) fn in_arc(reference: &TypeReference) -> String {
    match &*reference.elem {
        Type::Path(elem) if let Some(elem) = elem.path.get_ident() => format!("`Arc<{elem}>`"),
        _ => "an `Arc`".to_owned(),
    }
}

/// The type after `->`, if one is written.
pub(crate) fn returned(output: &ReturnType) -> Option<&Type> {
    match output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => Some(ty),
    }
}

/// A type with its spaces where people write them.
pub(crate) fn as_written(ty: &TokenStream) -> String {
    ty.to_string()
        .replace(" :: ", "::")
        .replace(" <", "<")
        .replace("< ", "<")
        .replace(" >", ">")
        .replace(" ,", ",")
}
