//! Why a tree could not be built, written or decoded.

use std::fmt::Display;

use serde::{
    de::{self, Expected, Unexpected},
    ser,
};

/// An error of `serde_json`, made by it: a client reads the same words whether or not its message
/// had attachments.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(crate) struct TreeError(#[from] serde_json::Error);

impl ser::Error for TreeError {
    fn custom<M: Display>(message: M) -> Self {
        Self(ser::Error::custom(message))
    }
}

impl de::Error for TreeError {
    fn custom<M: Display>(message: M) -> Self {
        Self(de::Error::custom(message))
    }

    // These two have words of their own in serde_json: `null` instead of `unit value`.

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(de::Error::invalid_type(unexpected, expected))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(de::Error::invalid_value(unexpected, expected))
    }
}

#[cfg(test)]
mod tests {
    use serde::de::Error;

    use super::*;

    #[test]
    fn the_words_are_those_of_serde_json() {
        let error = TreeError::invalid_type(Unexpected::Unit, &"a string");
        assert_eq!(
            error.to_string(),
            "invalid type: null, expected a string"
        );
        let error = TreeError::invalid_value(Unexpected::Float(1e300), &"less");
        assert_eq!(
            error.to_string(),
            "invalid value: floating point `1e+300`, expected less"
        );
        assert_eq!(
            TreeError::missing_field("name").to_string(),
            "missing field `name`"
        );
    }
}
