//! `Emit` is the future of a broadcast.

use std::{
    fmt, mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use super::{delivery::Delivery, reach::Reach};
#[cfg(feature = "metrics")]
use crate::metrics::Broadcast;
use crate::{
    error::{EmitError, SharingError},
    protocol::{Encoded, Recipients},
    session::Namespace,
};
use futures_util::future::BoxFuture;

/// The future of a broadcast, which is sent when the future is awaited.
///
/// A type of its own and not an `async fn`, so that the error for an event that the gateway does not
/// declare is printed once. The future does not borrow the payload, so it can be spawned.
#[must_use = "a broadcast is sent when it is awaited: add `.await`"]
pub struct Emit {
    stage: Stage,
}

/// What to send to whom.
struct Written {
    namespace: Arc<Namespace>,
    event: Encoded,
    recipients: Recipients,
}

enum Stage {
    /// Nothing can be sent.
    Failed(EmitError),
    /// Nobody is meant, or there.
    ToNobody(Reach),
    /// Not sent yet.
    Written(Box<Written>),
    /// On the way to the other servers.
    Sharing(BoxFuture<'static, Delivery>),
    Done,
}

impl Emit {
    pub(super) fn failed(error: EmitError) -> Self {
        Self {
            stage: Stage::Failed(error),
        }
    }

    pub(super) fn to_nobody(reach: Reach) -> Self {
        Self {
            stage: Stage::ToNobody(reach),
        }
    }

    pub(super) fn written(
        namespace: Arc<Namespace>,
        event: Encoded,
        recipients: Recipients,
    ) -> Self {
        Self {
            stage: Stage::Written(Box::new(Written {
                namespace,
                event,
                recipients,
            })),
        }
    }
}

impl Future for Emit {
    type Output = Result<Delivery, EmitError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            match mem::replace(&mut self.stage, Stage::Done) {
                Stage::Failed(error) => return Poll::Ready(Err(error)),
                // Not a success any more if the app has ended meanwhile.
                Stage::ToNobody(reach) => {
                    return Poll::Ready(reach.namespace().map(|_| Delivery::COMPLETE));
                }
                Stage::Written(written) => {
                    let Written {
                        namespace,
                        event,
                        recipients,
                    } = *written;
                    namespace.check()?;
                    #[cfg(feature = "admin-ui")]
                    namespace.note_sent(&event, &recipients);
                    let protocol = namespace.protocol();
                    if protocol.is_local() {
                        let missed = protocol.emit_locally(event, recipients);
                        return Poll::Ready(Ok(delivery(missed, Ok(()), &namespace)));
                    }
                    self.stage = Stage::Sharing(Box::pin(async move {
                        let emitted = namespace.protocol().emit(event, recipients).await;
                        delivery(emitted.missed, emitted.shared, &namespace)
                    }));
                }
                Stage::Sharing(mut sharing) => {
                    let polled = sharing.as_mut().poll(context);
                    if polled.is_pending() {
                        self.stage = Stage::Sharing(sharing);
                    }
                    return polled.map(Ok);
                }
                // Polled after its end, which no caller has a right to: it stays silent.
                Stage::Done => return Poll::Pending,
            }
        }
    }
}

/// A slow client must not fail the broadcast for the others: it is counted.
fn delivery(missed: usize, shared: Result<(), SharingError>, namespace: &Namespace) -> Delivery {
    if missed > 0 {
        namespace.warn_of_missed(missed);
    }
    #[cfg(feature = "metrics")]
    if let Some(metrics) = namespace.metrics() {
        metrics.broadcast(&Broadcast {
            missed,
            is_shared: shared.is_ok(),
        });
    }
    Delivery { missed, shared }
}

impl fmt::Debug for Emit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emit").finish_non_exhaustive()
    }
}
