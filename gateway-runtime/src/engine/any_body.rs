//! `AnyBody` is the body of a request, whatever type the HTTP server has for it, so that the protocol library is
//! compiled for one type of body.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Buf as _, Bytes};
use http_body::{Body, Frame, SizeHint};

use super::body::Unreadable;

/// A body. One that is empty takes no memory of its own: the requests that WebSockets begin with have none.
pub(crate) struct AnyBody(Option<Pin<Box<dyn Body<Data = Bytes, Error = Unreadable> + Send>>>);

impl AnyBody {
    pub(crate) fn new<B>(body: B) -> Self
    where
        B: Body<Data: Send> + Send + Unpin + 'static,
    {
        if body.is_end_stream() {
            return Self(None);
        }
        Self(Some(Box::pin(InBytes(body))))
    }

    /// The next bytes that arrive; `None` at the end.
    pub(super) fn poll_bytes(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Unreadable>>> {
        let Some(body) = &mut self.0 else {
            return Poll::Ready(None);
        };
        loop {
            let frame = ready!(body.as_mut().poll_frame(context));
            // The protocol has no use for trailers.
            match frame.map(|frame| frame.map(Frame::into_data)) {
                Some(Ok(Err(_))) => {}
                Some(Ok(Ok(data))) => return Poll::Ready(Some(Ok(data))),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    pub(super) fn is_end_stream(&self) -> bool {
        self.0.as_ref().is_none_or(Body::is_end_stream)
    }

    pub(super) fn size_hint(&self) -> SizeHint {
        let hint = self.0.as_ref().map(Body::size_hint);
        hint.unwrap_or_else(|| SizeHint::with_exact(0))
    }
}

/// A body whose data is handed over as [`Bytes`].
struct InBytes<B>(B);

impl<B: Body + Unpin> Body for InBytes<B> {
    type Data = Bytes;
    type Error = Unreadable;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Unreadable>>> {
        let frame = ready!(Pin::new(&mut self.0).poll_frame(context));
        Poll::Ready(frame.map(|frame| match frame {
            Ok(frame) => Ok(frame.map_data(|mut data| data.copy_to_bytes(data.remaining()))),
            Err(_) => Err(Unreadable),
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}
