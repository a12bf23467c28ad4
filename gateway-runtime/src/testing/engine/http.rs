//! `HttpConnection` is a client's connection of HTTP/1.1, for one request after another.

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::task::AbortHandle;

use super::{Connector, NotOpened};

/// A connection, which ends when it is dropped. A server ends a connection over which no request comes for a while; the
/// next request opens another one then, as browsers do.
pub(in crate::testing) struct HttpConnection {
    connector: Connector,
    sender: SendRequest<Full<Bytes>>,
    driver: AbortHandle,
}

impl HttpConnection {
    /// # Errors
    /// Nobody listens.
    pub(in crate::testing) async fn open(connector: &Connector) -> Result<Self, NotOpened> {
        let stream = connector.stream()?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream))
            .await
            .map_err(NotOpened::because)?;
        // What goes wrong with the connection is told to who sends a request.
        let driver = tokio::spawn(async move { drop(connection.await) }).abort_handle();
        Ok(Self {
            connector: connector.clone(),
            sender,
            driver,
        })
    }

    /// The status and the text with which a request is answered.
    ///
    /// # Errors
    /// As [`response`](Self::response).
    pub(super) async fn answer(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<(StatusCode, String), NotOpened> {
        let (head, body) = self.response(request).await?.into_parts();
        Ok((head.status, String::from_utf8_lossy(&body).into_owned()))
    }

    /// The answer to a request.
    ///
    /// # Errors
    /// Nobody listens any more, or the connection ends before the answer has come.
    pub(in crate::testing) async fn response(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Bytes>, NotOpened> {
        if self.sender.ready().await.is_err() {
            *self = Self::open(&self.connector).await?;
            self.sender.ready().await.map_err(NotOpened::because)?;
        }
        let response = self.sender.send_request(request).await;
        let (head, body) = response.map_err(NotOpened::because)?.into_parts();
        let body = body.collect().await.map_err(NotOpened::because)?;
        Ok(Response::from_parts(head, body.to_bytes()))
    }
}

impl Drop for HttpConnection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}
