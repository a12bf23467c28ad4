//! `request` sends a request of HTTP to an app, as a front end or a proxy does beside its client of Socket.IO.

use bytes::Bytes;
use http::{HeaderValue, Request, Response, header::HOST};
use http_body_util::Full;

use super::{
    TestApp,
    engine::{HttpConnection, LOCALHOST},
    failure::fail_without_client,
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
    pub async fn request<B: Into<Bytes>>(&self, request: Request<B>) -> Response<Bytes> {
        let mut request = request.map(|body| Full::new(body.into()));
        let headers = request.headers_mut();
        headers
            .entry(HOST)
            .or_insert(HeaderValue::from_static(LOCALHOST));
        let connector = self.connector(&Place::usual(), self.next_address());
        let answered = async {
            HttpConnection::open(&connector)
                .await?
                .response(request)
                .await
        };
        match answered.await {
            Ok(answer) => answer,
            Err(error) => fail_without_client(&format!("no answer: {}", error.text)),
        }
    }
}
