//! `Initialised` is the future that ends when a namespace exists.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::future::BoxFuture;
use socketioxide_core::adapter::{Spawnable, errors::AdapterError};

use crate::spawn::spawn;

/// What registering a namespace returns. It is ready at once on a single server, and otherwise when the
/// backend has confirmed the subscriptions of the namespace.
#[must_use = "the namespace does not exist before this is awaited"]
pub struct Initialised(Option<BoxFuture<'static, Result<(), AdapterError>>>);

impl Initialised {
    pub(super) fn at_once() -> Self {
        Self(None)
    }

    pub(super) fn after(subscribed: BoxFuture<'static, Result<(), AdapterError>>) -> Self {
        Self(Some(subscribed))
    }
}

impl Future for Initialised {
    type Output = Result<(), AdapterError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            None => Poll::Ready(Ok(())),
            Some(subscribed) => subscribed.as_mut().poll(context),
        }
    }
}

impl Spawnable for Initialised {
    fn spawn(self) {
        if let Some(subscribed) = self.0 {
            spawn(Box::pin(async move {
                if let Err(error) = subscribed.await {
                    tracing::error!(%error, "a namespace cannot be shared between servers");
                }
            }));
        }
    }
}
