//! `Binary` is the schema of binary data.

use std::{borrow::Cow, marker::PhantomData};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// The schema of [`Bytes`](crate::Bytes), for fields: `#[schemars(with = "Binary")]`.
///
/// [`Bytes`](crate::Bytes) has no schema of its own, since schemars would describe it as a list of numbers. A type with
/// such a field does not compile without the attribute. Clients get an `ArrayBuffer` in browsers and a `Buffer` on
/// Node.
///
/// ```
/// use gateway_runtime::{contract::Binary, prelude::*};
/// use schemars::JsonSchema;
///
/// #[derive(Deserialize, JsonSchema)]
/// struct Upload {
///     name: String,
///     #[schemars(with = "Binary")]
///     content: Bytes,
///     #[schemars(with = "Option<Binary>")]
///     thumbnail: Option<Bytes>,
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Binary {}

impl JsonSchema for Binary {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Binary".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // The type matters: to a schema without one, `Option` adds no null.
        json_schema!({ "type": "string", "format": "binary", "x-binary": true })
    }
}

/// Whether a crate of the program gives [`Bytes`](crate::Bytes) the schema of a list of numbers: by schemars' feature `bytes1`.
pub(crate) fn is_binary_a_list_of_numbers() -> bool {
    Described::<bytes::Bytes>::YES
}

/// Has the type a schema?
struct Described<T>(PhantomData<T>);

impl<T: JsonSchema> Described<T> {
    #[allow(dead_code, reason = "it is used if a crate turns the feature on")]
    const YES: bool = true;
}

/// The second level of this question.
trait Undescribed {
    const YES: bool = false;
}

impl<T> Undescribed for Described<T> {}
