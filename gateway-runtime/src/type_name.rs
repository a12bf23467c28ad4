//! `short_name` and `short_type_name` give a type's name as people write it, without the paths of modules.

use std::any::type_name;

/// The name of `T` as people write it.
pub(crate) fn short_name<T>() -> String {
    short_type_name(type_name::<T>())
}

/// Shortens `alloc::sync::Arc<my_app::Greeter>` to `Arc<Greeter>`.
pub(crate) fn short_type_name(full: &str) -> String {
    let mut short = String::with_capacity(full.len());
    let mut word = String::new();
    let mut letters = full.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == ':' && letters.peek() == Some(&':') {
            letters.next();
            word.clear();
        } else if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
        } else {
            short.push_str(&word);
            word.clear();
            short.push(letter);
        }
    }
    short + &word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_names_lose_their_paths() {
        assert_eq!(
            short_type_name("alloc::sync::Arc<my_app::Greeter>"),
            "Arc<Greeter>"
        );
        assert_eq!(short_type_name("(a::B, &dyn c::D<e::F>)"), "(B, &dyn D<F>)");
        assert_eq!(short_type_name("u8"), "u8");
    }
}
