//! `Requests` counts the requests of one connection: whether one has begun, and how many are in work.

use std::{
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll, ready},
};

use http::{Request, Response};
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use tokio::sync::Notify;
use tower_service::Service;

/// The requests of one connection.
#[derive(Debug, Default)]
pub(super) struct Requests {
    has_begun: AtomicBool,
    in_work: AtomicUsize,
    /// Notified when no request is in work any more.
    idle: Notify,
}

impl Requests {
    /// Whether the head of a request has arrived.
    pub(super) fn has_begun(&self) -> bool {
        self.has_begun.load(SeqCst)
    }

    /// Waits until every request that has begun is answered, with the whole body of its response.
    pub(super) async fn all_answered(&self) {
        loop {
            let mut idle = pin!(self.idle.notified());
            // The wait for `idle` begins before the count is read, so that no change is missed in between.
            idle.as_mut().enable();
            if self.in_work.load(SeqCst) == 0 {
                return;
            }
            idle.await;
        }
    }

    fn begin(self: &Arc<Self>) -> InWork {
        self.has_begun.store(true, SeqCst);
        self.in_work.fetch_add(1, SeqCst);
        InWork(Arc::clone(self))
    }
}

/// A request that is in work until this is dropped.
struct InWork(Arc<Requests>);

impl Drop for InWork {
    fn drop(&mut self) {
        if self.0.in_work.fetch_sub(1, SeqCst) == 1 {
            self.0.idle.notify_waiters();
        }
    }
}

/// A service whose requests are counted.
#[derive(Clone)]
pub(super) struct Counted<S> {
    service: S,
    requests: Arc<Requests>,
}

impl<S> Counted<S> {
    pub(super) fn new(service: S, requests: &Arc<Requests>) -> Self {
        Self {
            service,
            requests: Arc::clone(requests),
        }
    }
}

impl<S, B, R> Service<Request<B>> for Counted<S>
where
    S: Service<Request<B>, Response = Response<R>>,
{
    type Response = Response<CountedBody<R>>;
    type Error = S::Error;
    type Future = CountedFuture<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        CountedFuture {
            in_work: Some(self.requests.begin()),
            answer: self.service.call(request),
        }
    }
}

pin_project! {
    /// The answer to a request that is counted.
    pub(super) struct CountedFuture<F> {
        in_work: Option<InWork>,
        #[pin]
        answer: F,
    }
}

impl<F, R, E> Future for CountedFuture<F>
where
    F: Future<Output = Result<Response<R>, E>>,
{
    type Output = Result<Response<CountedBody<R>>, E>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = ready!(this.answer.poll(context))?;
        let in_work = this.in_work.take();
        Poll::Ready(Ok(response.map(|body| CountedBody { in_work, body })))
    }
}

pin_project! {
    /// The body of a response whose request is in work until the whole of the body was taken.
    pub(super) struct CountedBody<R> {
        in_work: Option<InWork>,
        #[pin]
        body: R,
    }
}

impl<R: Body> Body for CountedBody<R> {
    type Data = R::Data;
    type Error = R::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<R::Data>, R::Error>>> {
        self.project().body.poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
