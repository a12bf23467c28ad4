//! The word of [`#[guarded(..)]`](macro@crate::guarded).

/// `#[guarded(global)] user: User` takes what a guard of the whole app gives, one that is given to
/// [`GatewayAppBuilder::guard`](crate::GatewayAppBuilder::guard).
///
/// Without the word, the compiler looks for a guard on the method and on its gateway. It cannot know the guards of the app;
/// with the word, the app does not start without such a guard.
pub mod global {}
