//! `Listening` receives what the other servers send, also after outages.
//!
//! The published drivers receive nothing more once their stream has broken.

use std::{error::Error, sync::Arc};

use futures_util::{Stream, stream};

use super::{back_off::BackOff, breaker::Breaker, unreachable::Unreachable};

/// Where the other servers' messages come from, one stream at a time.
pub(crate) trait Source: Send + 'static {
    type Stream: Send;
    type Item: Send;
    type Error: Error;

    /// Opens a stream.
    fn open(&self) -> impl Future<Output = Result<Self::Stream, Self::Error>> + Send;

    /// The next item of a stream; `None` if the stream has broken.
    fn next(stream: &mut Self::Stream) -> impl Future<Output = Option<Self::Item>> + Send;
}

/// One stream after another: a new one is opened whenever the last one has broken.
pub(crate) struct Listening<S: Source> {
    source: S,
    breaker: Arc<Breaker>,
    stream: Option<S::Stream>,
    back_off: BackOff,
}

impl<S: Source> Listening<S> {
    /// Listens to `source`, whose first stream is opened now.
    ///
    /// # Errors
    /// The reason, if that stream cannot be opened.
    pub(crate) async fn to(source: S, breaker: &Arc<Breaker>) -> Result<Self, Unreachable> {
        let stream = source.open().await.map_err(Unreachable::because)?;
        Ok(Self {
            source,
            breaker: Arc::clone(breaker),
            stream: Some(stream),
            back_off: BackOff::default(),
        })
    }

    /// The items of all streams, one stream after another, without an end.
    pub(crate) fn into_items(self) -> impl Stream<Item = S::Item> + Send {
        stream::unfold(self, |mut listening| async move {
            let item = listening.next().await;
            Some((item, listening))
        })
    }

    async fn next(&mut self) -> S::Item {
        loop {
            let Some(stream) = &mut self.stream else {
                self.back_off.wait().await;
                self.breaker.circuit().available().await;
                self.stream = self.source.open().await.ok();
                continue;
            };
            tokio::select! {
                biased;
                item = S::next(stream) => match item {
                    Some(item) => {
                        self.back_off = BackOff::default();
                        return item;
                    }
                    None => self.stream = None,
                },
                // Nothing shows whether a stream has survived an outage.
                () = self.breaker.circuit().back() => self.stream = None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        pin::pin,
        sync::{
            Mutex,
            atomic::{AtomicUsize, Ordering},
        },
        time::Duration,
    };

    use futures_util::StreamExt as _;
    use tokio::{sync::mpsc, time::timeout};

    use super::*;
    use crate::sync::lock;

    /// A backend as a test plays it: the streams that were opened, or a refusal.
    #[derive(Default)]
    struct Stage {
        opened: Mutex<Option<mpsc::UnboundedSender<u8>>>,
        attempts: AtomicUsize,
        /// How many attempts are refused.
        refusals: AtomicUsize,
    }

    struct Played(Arc<Stage>);

    impl Source for Played {
        type Stream = mpsc::UnboundedReceiver<u8>;
        type Item = u8;
        type Error = io::Error;

        async fn open(&self) -> io::Result<Self::Stream> {
            self.0.attempts.fetch_add(1, Ordering::Relaxed);
            let refusals = &self.0.refusals;
            if refusals.load(Ordering::Relaxed) > 0 {
                refusals.fetch_sub(1, Ordering::Relaxed);
                return Err(io::Error::other("refused"));
            }
            let (sender, receiver) = mpsc::unbounded_channel();
            *lock(&self.0.opened) = Some(sender);
            Ok(receiver)
        }

        async fn next(stream: &mut Self::Stream) -> Option<u8> {
            stream.recv().await
        }
    }

    impl Stage {
        fn send(&self, item: u8) {
            let opened = lock(&self.opened);
            let sender = opened.as_ref().expect("a stream is open");
            sender.send(item).expect("the stream is listened to");
        }

        fn break_stream(&self) {
            *lock(&self.opened) = None;
        }

        fn attempts(&self) -> usize {
            self.attempts.load(Ordering::Relaxed)
        }
    }

    fn breaker() -> Arc<Breaker> {
        Breaker::new("mongodb://127.0.0.1".into())
    }

    #[tokio::test]
    async fn a_first_stream_that_cannot_be_opened_is_an_error() {
        let stage = Arc::new(Stage::default());
        stage.refusals.store(1, Ordering::Relaxed);
        let refused = Listening::to(Played(Arc::clone(&stage)), &breaker()).await;
        let cause = refused.err().expect("no stream");
        assert_eq!(cause.to_string(), "refused");
        assert_eq!(stage.attempts(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_broken_stream_is_followed_by_another() {
        let stage = Arc::new(Stage::default());
        let listening = Listening::to(Played(Arc::clone(&stage)), &breaker()).await;
        let mut items = pin!(listening.expect("is opened").into_items());
        stage.send(1);
        assert_eq!(items.next().await, Some(1));
        stage.break_stream();
        stage.refusals.store(2, Ordering::Relaxed);
        let silent = timeout(Duration::from_secs(5), items.next()).await;
        assert!(silent.is_err(), "nothing was sent");
        assert_eq!(stage.attempts(), 4, "two refusals and one stream");
        stage.send(2);
        assert_eq!(items.next().await, Some(2));
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_is_opened_when_the_backend_is_back_and_not_before() {
        let stage = Arc::new(Stage::default());
        let breaker = breaker();
        let listening = Listening::to(Played(Arc::clone(&stage)), &breaker).await;
        let mut items = pin!(listening.expect("is opened").into_items());
        breaker.circuit().lose(&Unreachable::silent());
        stage.break_stream();
        let silent = timeout(Duration::from_mins(1), items.next()).await;
        assert!(silent.is_err() && stage.attempts() == 1, "nobody is there");
        breaker.circuit().regain(());
        let silent = timeout(Duration::from_secs(5), items.next()).await;
        assert!(silent.is_err() && stage.attempts() == 2);
        stage.send(1);
        assert_eq!(items.next().await, Some(1));
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_that_may_have_survived_an_outage_is_replaced() {
        let stage = Arc::new(Stage::default());
        let breaker = breaker();
        let listening = Listening::to(Played(Arc::clone(&stage)), &breaker).await;
        let mut items = pin!(listening.expect("is opened").into_items());
        let whole = timeout(Duration::from_secs(1), items.next());
        assert!(whole.await.is_err());
        breaker.circuit().lose(&Unreachable::silent());
        let whole = timeout(Duration::from_secs(1), items.next());
        assert!(whole.await.is_err() && stage.attempts() == 1);
        breaker.circuit().regain(());
        let replaced = timeout(Duration::from_secs(1), items.next());
        assert!(replaced.await.is_err() && stage.attempts() == 2);
        stage.send(1);
        assert_eq!(items.next().await, Some(1));
    }
}
