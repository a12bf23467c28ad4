//! `has_role` is the guard that reads which `Roles` a method is for.

use gateway_runtime::prelude::*;

use crate::user::{Role, User};

/// The roles that a method is for: `#[set_metadata(Roles(&[Role::Admin]))]`.
pub(crate) struct Roles(pub(crate) &'static [Role]);

/// The user's role is none of those.
#[derive(WsError)]
#[ws_error(code = "forbidden", message = "your role may not do this")]
pub(crate) struct WrongRole;

/// A method that has this guard and declares no roles is an error at start-up.
#[guard(message)]
pub(crate) fn has_role(
    #[guarded] user: User,
    Metadata(roles): Metadata<Roles>,
) -> Result<(), WrongRole> {
    if roles.0.contains(&user.role) {
        Ok(())
    } else {
        Err(WrongRole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The function is still there under the guard's name.
    fn allows(role: Role, roles: &'static [Role]) -> bool {
        let user = User {
            name: "an".into(),
            role,
        };
        has_role(user, Metadata(Arc::new(Roles(roles)))).is_ok()
    }

    #[test]
    fn a_role_that_is_not_listed_is_refused() {
        assert!(allows(Role::Admin, &[Role::Admin]));
        assert!(allows(Role::Member, &[Role::Admin, Role::Member]));
        assert!(!allows(Role::Member, &[Role::Admin]));
        assert!(!allows(Role::Admin, &[]));
    }
}
