//! `OriginPredicate` is a function of the user's that decides which origins may connect.

use std::{any::TypeId, fmt, sync::Arc};

/// A function from an origin to whether the origin's pages may connect.
#[derive(Clone)]
pub(crate) struct OriginPredicate {
    function: Arc<dyn Fn(&str) -> bool + Send + Sync>,
    /// The function's type, if that is all there is to the function: it holds no values.
    without_values: Option<TypeId>,
}

impl OriginPredicate {
    pub(crate) fn new<F: Fn(&str) -> bool + Send + Sync + 'static>(function: F) -> Self {
        Self {
            without_values: (size_of::<F>() == 0).then(TypeId::of::<F>),
            function: Arc::new(function),
        }
    }

    /// Asks the function, which may panic.
    pub(crate) fn accepts(&self, origin: &str) -> bool {
        (self.function)(origin)
    }
}

/// Functions are equal if it is certain that they decide alike: if they are clones, or the same code without values.
/// So an adapter that writes a closure into the options of each gateway does not contradict itself.
impl PartialEq for OriginPredicate {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.function, &other.function)
            || (self.without_values.is_some() && self.without_values == other.without_values)
    }
}

impl Eq for OriginPredicate {}

impl fmt::Debug for OriginPredicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fn(&str) -> bool")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_equal_if_they_decide_alike_for_certain() {
        let without_values = || OriginPredicate::new(|origin| origin == "https://a.example");
        assert_eq!(without_values(), without_values());
        let other = OriginPredicate::new(|origin| origin == "https://a.example");
        assert_ne!(without_values(), other, "other code");

        let of = |domain: &'static str| OriginPredicate::new(move |origin| origin == domain);
        let one = of("https://a.example");
        assert_eq!(one, one.clone());
        assert_ne!(one, of("https://b.example"));
        assert_ne!(one, of("https://a.example"), "values are not compared");
        assert!(one.accepts("https://a.example") && !one.accepts("https://b.example"));
    }
}
