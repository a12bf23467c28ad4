//! `HttpConnection` is a client's connection of HTTP/1.1, for one request after another.

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::task::AbortHandle;

use super::{Connector, NotOpened};

/// A connection, which ends when it is dropped. A server ends a connection over which no request comes for a while; the
/// next request opens another one then, as browsers do.
pub(super) struct HttpConnection {
    connector: Connector,
    sender: SendRequest<Full<Bytes>>,
    driver: AbortHandle,
}

impl HttpConnection {
    /// # Errors
    /// Nobody listens.
    pub(super) async fn open(connector: &Connector) -> Result<Self, NotOpened> {
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

    /// The answer to a request.
    ///
    /// # Errors
    /// Nobody listens any more, or the connection ends before the answer has come.
    pub(super) async fn answer(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<(StatusCode, String), NotOpened> {
        if self.sender.ready().await.is_err() {
            *self = Self::open(&self.connector).await?;
            self.sender.ready().await.map_err(NotOpened::because)?;
        }
        let response = self.sender.send_request(request).await;
        let response = response.map_err(NotOpened::because)?;
        let status = response.status();
        let body = response.into_body().collect().await;
        let body = body.map_err(NotOpened::because)?.to_bytes();
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    }
}

impl Drop for HttpConnection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}
