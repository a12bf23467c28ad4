//! `request` sends a request of HTTP to an app, as a front end or a proxy does beside its client of Socket.IO.

use std::panic::Location;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, header::HOST};
use http_body_util::Full;

use super::{
    TestApp,
    engine::{HttpConnection, LOCALHOST},
    failure::fail_at,
    rest::soon,
};
use crate::app::Place;

impl TestApp {
    /// Sends a request of HTTP to the app's listener, and returns the answer: for the routes that
    /// [`router`](crate::GatewayAppBuilder::router) has added. The request's target is a path with a query, and its host is
    /// `localhost` unless it names another one.
    ///
    /// ```
    /// use axum::{Router, http::Request, routing::post};
    /// use gateway_runtime::{prelude::*, testing::TestApp};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let routes = Router::new().route("/echo", post(async |text: String| text));
    /// let app = TestApp::start(GatewayApp::builder().only::<()>().router(routes)).await.unwrap();
    ///
    /// let answer = app.request(Request::post("/echo").body("hello").unwrap()).await;
    /// assert_eq!(answer.status(), 200);
    /// assert_eq!(answer.body(), "hello");
    /// # }
    /// ```
    ///
    /// # Panics
    /// If the app has been shut down, or if the connection ends before the answer has come.
    #[track_caller]
    pub fn request<B: Into<Bytes>>(
        &self,
        request: Request<B>,
    ) -> impl Future<Output = Response<Bytes>> + use<'_, B> {
        let place = Location::caller();
        let mut request = request.map(|body| Full::new(body.into()));
        let headers = request.headers_mut();
        headers
            .entry(HOST)
            .or_insert(HeaderValue::from_static(LOCALHOST));
        let connector = self.connector(&Place::usual(), self.next_address());
        async move {
            let answered = soon(async {
                let mut connection = HttpConnection::open(&connector).await?;
                connection.response(request).await
            });
            match answered.await {
                Some(Ok(answer)) => answer,
                Some(Err(error)) => fail_at(&format!("no answer: {}", error.text), place),
                None => fail_at("no answer to the request within five seconds", place),
            }
        }
    }
}
