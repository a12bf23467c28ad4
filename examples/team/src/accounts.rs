//! `Accounts` is the store of the users who may log in; `MemoryAccounts` keeps them in memory.

use std::collections::HashMap;

use async_trait::async_trait;

use crate::user::{Role, User};

/// The users who may log in.
#[async_trait]
pub(crate) trait Accounts: Send + Sync {
    /// The user, if the password is right.
    async fn log_in(&self, name: &str, password: &str) -> Option<User>;

    /// Whether there is such a user.
    async fn exists(&self, name: &str) -> bool;
}

/// Users who are written into the program. A real store is a database, and keeps a hash of each password (Argon2) in place of
/// the password.
pub(crate) struct MemoryAccounts {
    users: HashMap<&'static str, (&'static str, Role)>,
}

impl MemoryAccounts {
    /// Who the demo's users are, for people.
    pub(crate) const DEMO: &str =
        "log in as an (an admin), binh or chi; everybody's password is `secret`";

    pub(crate) fn demo() -> Self {
        let users = [
            ("an", ("secret", Role::Admin)),
            ("binh", ("secret", Role::Member)),
            ("chi", ("secret", Role::Member)),
        ];
        Self {
            users: users.into(),
        }
    }
}

#[async_trait]
impl Accounts for MemoryAccounts {
    async fn log_in(&self, name: &str, password: &str) -> Option<User> {
        let (right, role) = *self.users.get(name)?;
        (password == right).then(|| User {
            name: name.to_owned(),
            role,
        })
    }

    async fn exists(&self, name: &str) -> bool {
        self.users.contains_key(name)
    }
}
