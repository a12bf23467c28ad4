//! The guards of the gateway and of its methods. A file is not named after its guard: a guard is a function and a type of one name,
//! and a module of that name would be a second type beside it.

mod authentication;
mod membership;
mod roles;

pub(crate) use authentication::{Login, authenticated};
pub(crate) use membership::is_member;
pub(crate) use roles::{Roles, has_role};
