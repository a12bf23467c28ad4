//! `User` is who is logged in, and `Role` what the user may do.

use gateway_runtime::prelude::*;
use schemars::JsonSchema;

/// Who is logged in: what the guard `authenticated` gives to methods, hooks and other enhancers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) role: Role,
}

impl User {
    /// The room that all sockets of the user are in, from all tabs and devices.
    pub(crate) fn room(&self) -> String {
        Self::room_of(&self.name)
    }

    /// The same for a user who is known by name only.
    pub(crate) fn room_of(name: &str) -> String {
        format!("user:{name}")
    }
}

/// What a user is in the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    Admin,
    Member,
}
