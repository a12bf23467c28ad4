//! `Unshared` is a field's type that one thread alone may use, as far as the spelling tells.
//!
//! The compiler would report the struct for such a field, each of its blocks and each of its async
//! methods, and never the field.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{GenericArgument, PathArguments, PathSegment, Type};

use crate::types::as_written;

/// A type that one thread alone may use.
pub(super) struct Unshared<'a> {
    /// `RefCell<u8>`, where messages point at.
    pub(super) ty: &'a Type,
    /// `RefCell`
    pub(super) name: &'static str,
}

/// The types of one thread. A path such as `my::RefCell` may be another type, and so may `Cell` of
/// something that is no number.
const NAMES: &[&str] = &["Rc", "RefCell", "Cell"];
const MODULES: &[&str] = &["std", "core", "alloc", "rc", "cell"];

/// Types that can be shared if what they hold can.
const TRANSPARENT: &[&str] = &[
    "Arc", "BTreeMap", "BTreeSet", "Box", "HashMap", "HashSet", "Option", "Vec", "VecDeque",
];

/// The first such type in `ty`, which is the type of a field.
pub(super) fn find(ty: &Type) -> Option<Unshared<'_>> {
    let Type::Path(path) = ty else {
        return None;
    };
    let first = path.path.segments.first()?;
    let last = path.path.segments.last()?;
    let is_std = path.path.segments.len() == 1 || MODULES.iter().any(|name| first.ident == name);
    let name = NAMES.iter().copied().find(|name| last.ident == name);
    match name {
        Some(name) if is_std && is_certain(last) => Some(Unshared { ty, name }),
        _ if TRANSPARENT.iter().any(|name| last.ident == name) => arguments(last).find_map(find),
        _ => None,
    }
}

fn is_certain(segment: &PathSegment) -> bool {
    let mut arguments = arguments(segment);
    match arguments.next() {
        Some(argument) => segment.ident != "Cell" || atomic(argument).is_some(),
        None => false,
    }
}

fn arguments(segment: &PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments
        .into_iter()
        .flatten()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
}

/// The atomic of a number's type.
fn atomic(number: &Type) -> Option<Ident> {
    let Type::Path(path) = number else {
        return None;
    };
    Some(match path.path.get_ident()?.to_string().as_str() {
        "bool" => format_ident!("AtomicBool"),
        "u8" => format_ident!("AtomicU8"),
        "u16" => format_ident!("AtomicU16"),
        "u32" => format_ident!("AtomicU32"),
        "u64" => format_ident!("AtomicU64"),
        "usize" => format_ident!("AtomicUsize"),
        "i8" => format_ident!("AtomicI8"),
        "i16" => format_ident!("AtomicI16"),
        "i32" => format_ident!("AtomicI32"),
        "i64" => format_ident!("AtomicI64"),
        "isize" => format_ident!("AtomicIsize"),
        _ => return None,
    })
}

impl Unshared<'_> {
    /// The type to write instead, as it is written.
    pub(super) fn remedy(&self) -> String {
        as_written(&shared(self.ty))
    }
}

/// The type with `Arc`, `Mutex` and atomics in place of `Rc`, `RefCell` and `Cell`.
fn shared(ty: &Type) -> TokenStream {
    let last = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    let name = match last {
        Some(last) if last.ident == "Rc" => "Arc",
        Some(last) if last.ident == "RefCell" => "Mutex",
        Some(last) if last.ident == "Cell" => {
            return match arguments(last).find_map(atomic) {
                Some(atomic) => atomic.to_token_stream(),
                None => ty.to_token_stream(),
            };
        }
        Some(last) if arguments(last).next().is_some() => return in_arguments(ty),
        _ => return ty.to_token_stream(),
    };
    let name = format_ident!("{name}");
    let arguments: Vec<_> = last.into_iter().flat_map(arguments).map(shared).collect();
    quote!(#name<#(#arguments),*>)
}

/// The type with its arguments made shared.
fn in_arguments(ty: &Type) -> TokenStream {
    let Type::Path(path) = ty else {
        return ty.to_token_stream();
    };
    let mut path = path.clone();
    if let Some(last) = path.path.segments.last_mut()
        && let PathArguments::AngleBracketed(arguments) = &mut last.arguments
    {
        for argument in &mut arguments.args {
            if let GenericArgument::Type(ty) = argument {
                *ty = Type::Verbatim(shared(ty));
            }
        }
    }
    path.to_token_stream()
}
