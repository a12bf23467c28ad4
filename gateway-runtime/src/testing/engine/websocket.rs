//! `open` opens a line over a WebSocket, and `upgraded` one that polls first.

use futures_util::{
    SinkExt as _, StreamExt as _,
    stream::{SplitSink, SplitStream},
};
use http::Method;
use tokio::{io::DuplexStream, sync::mpsc};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{self, Message, client::IntoClientRequest as _},
};

use super::{
    ClientRequest, Connector, Ends, Line, NotOpened, Opened, Outgoing, Receiver,
    http::HttpConnection, opened, polling, request::LOCALHOST,
};
use crate::wire::Frame;

type WebSocket = WebSocketStream<DuplexStream>;

/// Opens a line over a WebSocket.
///
/// # Errors
/// The server has refused the request, or has not answered as the protocol says.
pub(super) async fn open(
    connector: &Connector,
    request: &ClientRequest,
    receiver: Receiver,
) -> Result<Line, NotOpened> {
    let mut socket = handshake(connector, request, None).await?;
    let open = text(socket.next().await)?;
    opened(&open)?;
    Ok(line(socket, receiver))
}

/// Opens a line by polling, and goes over to a WebSocket before anything is sent.
///
/// # Errors
/// As [`open`].
pub(super) async fn upgraded(
    connector: &Connector,
    request: &ClientRequest,
    receiver: Receiver,
) -> Result<Line, NotOpened> {
    let mut polls = HttpConnection::open(connector).await?;
    let (Opened { sid: session, .. }, _) = polling::begin(&mut polls, request).await?;
    let mut socket = handshake(connector, request, Some(&session)).await?;
    socket
        .send(Message::text("2probe"))
        .await
        .map_err(NotOpened::because)?;
    let poll = request.polling(Method::GET, Some(&session), String::new());
    let poll = poll.map_err(NotOpened::because)?;
    // The server answers the poll, so that none is open when the transport changes.
    let (probed, polled) = tokio::join!(socket.next(), polls.answer(poll));
    polled?;
    let probed = text(probed)?;
    if probed != "3probe" {
        return Err(NotOpened::because(format!(
            "no answer to the probe: {probed:?}"
        )));
    }
    socket
        .send(Message::text("5"))
        .await
        .map_err(NotOpened::because)?;
    Ok(line(socket, receiver))
}

async fn handshake(
    connector: &Connector,
    request: &ClientRequest,
    session: Option<&str>,
) -> Result<WebSocket, NotOpened> {
    let target = request.target("websocket", session);
    let mut upgrade = format!("ws://{LOCALHOST}{target}")
        .into_client_request()
        .map_err(NotOpened::because)?;
    for (name, value) in &request.headers() {
        upgrade.headers_mut().insert(name, value.clone());
    }
    match client_async(upgrade, connector.stream()?).await {
        Ok((socket, _)) => Ok(socket),
        Err(tungstenite::Error::Http(response)) => {
            let body = response.body().as_deref().unwrap_or_default();
            Err(NotOpened {
                status: Some(response.status()),
                text: String::from_utf8_lossy(body).into_owned(),
            })
        }
        Err(error) => Err(NotOpened::because(error)),
    }
}

/// The text that has come.
fn text(message: Option<Result<Message, tungstenite::Error>>) -> Result<String, NotOpened> {
    match message {
        Some(Ok(Message::Text(text))) => Ok(text.as_str().to_owned()),
        Some(Ok(other)) => Err(NotOpened::because(format!("no packet: {other:?}"))),
        Some(Err(error)) => Err(NotOpened::because(error)),
        None => Err(NotOpened::because("the server has closed the connection")),
    }
}

fn line(socket: WebSocket, receiver: Receiver) -> Line {
    let (mut line, ends, to_send) = Ends::new(receiver);
    let (writer, reader) = socket.split();
    let writing = tokio::spawn(write(writer, to_send));
    let reading = tokio::spawn(read(reader, ends));
    line.tasks = vec![writing.abort_handle(), reading.abort_handle()];
    line
}

async fn write(
    mut writer: SplitSink<WebSocket, Message>,
    mut to_send: mpsc::UnboundedReceiver<Outgoing>,
) {
    while let Some(outgoing) = to_send.recv().await {
        let message = match outgoing {
            Outgoing::Message(Frame::Text(text)) => Message::text(format!("4{text}")),
            Outgoing::Message(Frame::Binary(bytes)) => Message::Binary(bytes),
            Outgoing::Raw(text) => Message::text(text),
            Outgoing::Close => {
                // An error means that the server has closed the connection already.
                let _ = writer.close().await;
                return;
            }
        };
        // What cannot be sent ends the line, of which the reader is told.
        if writer.send(message).await.is_err() {
            return;
        }
    }
}

async fn read(mut reader: SplitStream<WebSocket>, ends: Ends) {
    while ends.may_read().await {
        let message = tokio::select! {
            biased;
            () = ends.stops_reading() => continue,
            message = reader.next() => message,
        };
        match message {
            Some(Ok(Message::Text(text))) => ends.take(Frame::Text(text.as_str().to_owned())),
            Some(Ok(Message::Binary(bytes))) => ends.take(Frame::Binary(bytes)),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => break,
        }
    }
    ends.ended();
}
