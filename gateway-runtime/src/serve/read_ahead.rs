//! `ReadAhead` makes a few large reads for a reader that wants little at a time.
//!
//! The protocol library reads a WebSocket into a buffer that every connection keeps. This buffer is therefore
//! small, and the library asks the system for no more than fits into it. While more than that has arrived,
//! `ReadAhead` reads it in larger pieces, into a buffer that it frees once nothing waits any more.

use std::{
    io,
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncReadExt as _, ReadBuf};

/// How many bytes are read at once while more has arrived than the reader wants.
const LENGTH: usize = 16 * 1024;

/// The bytes that were read and not yet given to the reader.
#[derive(Debug, Default)]
pub(super) struct ReadAhead {
    bytes: Vec<u8>,
    /// How many of `bytes` the reader has taken.
    taken: usize,
    /// Whether the last read filled its buffer, so that more may have arrived.
    expects_more: bool,
}

impl ReadAhead {
    /// Reads into `buffer`, from `stream` if nothing is left of what was read before.
    pub(super) fn poll_read(
        &mut self,
        stream: &mut (impl AsyncRead + Unpin),
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.taken == self.bytes.len() {
            let free = buffer.remaining();
            if !self.expects_more || free >= LENGTH {
                ready!(Pin::new(stream).poll_read(context, buffer))?;
                self.expects_more = free > 0 && buffer.remaining() == 0;
                return Poll::Ready(Ok(()));
            }
            ready!(self.poll_fill(stream, context))?;
        }
        self.give(buffer);
        Poll::Ready(Ok(()))
    }

    fn poll_fill(
        &mut self,
        stream: &mut (impl AsyncRead + Unpin),
        context: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        self.bytes.clear();
        self.taken = 0;
        self.bytes.reserve_exact(LENGTH);
        // This future keeps nothing between two polls, so it may be dropped after one.
        let read = pin!(stream.read_buf(&mut self.bytes)).poll(context);
        self.expects_more = self.bytes.len() == self.bytes.capacity();
        if self.bytes.is_empty() {
            self.bytes = Vec::new();
        }
        read.map_ok(drop)
    }

    fn give(&mut self, buffer: &mut ReadBuf<'_>) {
        let rest = self.bytes.get(self.taken..).unwrap_or_default();
        let given = rest.len().min(buffer.remaining());
        buffer.put_slice(rest.get(..given).unwrap_or_default());
        self.taken += given;
        if self.taken == self.bytes.len() && !self.expects_more {
            self.bytes = Vec::new();
            self.taken = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use tokio::io::{AsyncWriteExt as _, duplex};

    use super::*;

    /// The bytes of one read of `length`; `None` if the read would wait.
    fn read(
        ahead: &mut ReadAhead,
        stream: &mut (impl AsyncRead + Unpin),
        length: usize,
    ) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length];
        let mut buffer = ReadBuf::new(&mut bytes);
        let mut context = Context::from_waker(Waker::noop());
        match ahead.poll_read(stream, &mut context, &mut buffer) {
            Poll::Ready(outcome) => {
                outcome.expect("reads");
                Some(buffer.filled().to_vec())
            }
            Poll::Pending => None,
        }
    }

    #[tokio::test]
    async fn everything_comes_in_order_and_nothing_is_kept_afterwards() {
        let sent: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let (mut stream, mut client) = duplex(64 * 1024);
        let mut ahead = ReadAhead::default();
        let mut received = Vec::new();
        for part in sent.chunks(50_000) {
            client.write_all(part).await.expect("there is room");
            while let Some(bytes) = read(&mut ahead, &mut stream, 1_000) {
                received.extend(bytes);
            }
            assert_eq!(ahead.bytes.capacity(), 0, "nothing waits");
        }
        assert!(received == sent, "something is lost or out of order");
        drop(client);
        assert_eq!(
            read(&mut ahead, &mut stream, 1_000),
            Some(Vec::new()),
            "the end"
        );
    }

    #[tokio::test]
    async fn more_than_the_reader_wants_is_read_in_larger_pieces() {
        let (mut stream, mut client) = duplex(64 * 1024);
        let mut ahead = ReadAhead::default();
        client
            .write_all(&vec![1; 40_000])
            .await
            .expect("there is room");
        read(&mut ahead, &mut stream, 1_000);
        assert_eq!(
            ahead.bytes.capacity(),
            0,
            "nothing tells yet that there is more"
        );
        read(&mut ahead, &mut stream, 1_000);
        assert_eq!(ahead.bytes.len(), LENGTH);
        // The rest of what was read, then straight into a buffer that is large.
        assert_eq!(
            read(&mut ahead, &mut stream, LENGTH).map(|bytes| bytes.len()),
            Some(LENGTH - 1_000)
        );
        assert_eq!(
            read(&mut ahead, &mut stream, LENGTH).map(|bytes| bytes.len()),
            Some(LENGTH)
        );
    }

    #[tokio::test]
    async fn little_is_not_buffered() {
        let (mut stream, mut client) = duplex(64 * 1024);
        let mut ahead = ReadAhead::default();
        for _ in 0..3 {
            client.write_all(&[1; 600]).await.expect("there is room");
            assert_eq!(
                read(&mut ahead, &mut stream, 1_000).map(|bytes| bytes.len()),
                Some(600)
            );
            assert_eq!(read(&mut ahead, &mut stream, 1_000), None);
            assert!(!ahead.expects_more && ahead.bytes.capacity() == 0);
        }
    }
}
