//! `FieldNames` without the feature `validation`: no body is validated, so no invalid field gets a name.

use serde::de::DeserializeOwned;

use crate::protocol::Packet;

/// Nothing.
pub(crate) struct FieldNames;

#[allow(
    clippy::extra_unused_type_parameters,
    clippy::unused_self,
    reason = "the same heads as with the feature"
)]
impl FieldNames {
    pub(crate) fn of_argument<T: DeserializeOwned>(_: &Packet, _: usize) -> Self {
        Self
    }

    pub(crate) fn of_member<T: DeserializeOwned>(_: &Packet, _: &str) -> Self {
        Self
    }

    pub(crate) fn path(&self, path: &str) -> String {
        path.to_owned()
    }
}
