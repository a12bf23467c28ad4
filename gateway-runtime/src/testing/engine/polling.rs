//! `open` opens a line that polls: one connection for polls, one for posts, as browsers use them.

use http::{Method, StatusCode};
use tokio::sync::mpsc;

use super::{
    ClientRequest, Connector, Ends, Line, NotOpened, Opened, Outgoing, Receiver, frames,
    http::HttpConnection, opened,
};
use crate::wire::Frame;

/// The first poll of a session, which brings what the server says of the session.
///
/// # Errors
/// The server has refused the request, or has not answered as the protocol says.
pub(super) async fn begin(
    connection: &mut HttpConnection,
    request: &ClientRequest,
) -> Result<(Opened, Vec<Frame>), NotOpened> {
    let first = request.polling(Method::GET, None, String::new());
    let first = first.map_err(NotOpened::because)?;
    let (status, body) = connection.answer(first).await?;
    if status != StatusCode::OK {
        return Err(NotOpened {
            status: Some(status),
            text: body,
        });
    }
    let mut packets = frames::packets(&body).into_iter();
    let Some(Frame::Text(open)) = packets.next() else {
        return Err(NotOpened::because("no open packet"));
    };
    Ok((opened(&open)?, packets.collect()))
}

/// Opens a session over two connections.
///
/// # Errors
/// As [`begin`].
pub(super) async fn open(
    connector: &Connector,
    request: ClientRequest,
    receiver: Receiver,
) -> Result<Line, NotOpened> {
    let mut polls = HttpConnection::open(connector).await?;
    let posts = HttpConnection::open(connector).await?;
    let (opened, first) = begin(&mut polls, &request).await?;
    let (mut line, ends, to_send) = Ends::new(receiver);
    for packet in first {
        ends.take(packet);
    }
    let session = Session {
        request,
        id: opened.sid,
        max_payload: opened.max_payload,
    };
    let posting = tokio::spawn(session.clone().post(posts, to_send));
    let polling = tokio::spawn(session.poll(polls, ends));
    line.tasks = vec![posting.abort_handle(), polling.abort_handle()];
    Ok(line)
}

/// A session that polls.
#[derive(Clone)]
struct Session {
    request: ClientRequest,
    id: String,
    max_payload: usize,
}

impl Session {
    /// Whether the server has answered with OK; the body then.
    async fn answer(
        &self,
        connection: &mut HttpConnection,
        method: Method,
        body: String,
    ) -> Option<String> {
        let request = self.request.polling(method, Some(&self.id), body).ok()?;
        match connection.answer(request).await {
            Ok((StatusCode::OK, body)) => Some(body),
            _ => None,
        }
    }

    /// Posts what is to be sent: together what waits together, and no more than the server takes, as the official client.
    async fn post(
        self,
        mut connection: HttpConnection,
        mut to_send: mpsc::UnboundedReceiver<Outgoing>,
    ) {
        let mut packets = Vec::new();
        while to_send.recv_many(&mut packets, usize::MAX).await > 0 {
            for body in frames::payloads(&packets, self.max_payload) {
                // What is refused ends the session, of which the poll is told.
                let posted = self.answer(&mut connection, Method::POST, body);
                if posted.await.is_none() {
                    return;
                }
            }
            packets.clear();
        }
    }

    /// Polls until the session ends.
    async fn poll(self, mut connection: HttpConnection, ends: Ends) {
        while ends.may_read().await {
            let polled = self.answer(&mut connection, Method::GET, String::new());
            let Some(body) = polled.await else { break };
            // What answers a poll that was under way is not taken either.
            if !ends.may_read().await {
                break;
            }
            for packet in frames::packets(&body) {
                ends.take(packet);
            }
        }
        ends.ended();
    }
}
