//! `Polls` is a future whose polls are watched.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::Id;

pin_project! {
    /// A future of code that is watched.
    pub(crate) struct Polls<F> {
        id: Id,
        #[pin]
        future: F,
    }
}

impl<F> Polls<F> {
    /// Watches the polls of `future`, if the code is watched.
    pub(crate) fn new(id: Id, future: F) -> Self {
        Self { id, future }
    }
}

impl<F: Future> Future for Polls<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let polls = self.project();
        let _held = polls.id.runs();
        polls.future.poll(context)
    }
}
