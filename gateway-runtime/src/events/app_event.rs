//! `AppEvent` is a value that one part of an app tells others.

/// An event of the app, which [`Events`](crate::Events) brings from one part of the program to others: any type that
/// is `Clone`, `Send` and `Sync`, since each listener gets a clone. What is large is put into an `Arc`.
///
/// Clients see nothing of it; what a client is sent is a [`ServerEvent`](crate::ServerEvent).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an event of the app",
    label = "not `Clone`, `Send` and `Sync`",
    note = "each listener gets a clone: derive `Clone` for it, or emit it in an `Arc` and listen for `Arc<{Self}>`"
)]
pub trait AppEvent: Clone + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Clone + Send + Sync + 'static> AppEvent for T {}
