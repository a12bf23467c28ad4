//! Serving the gateways in an HTTP server of your own: beside the routes of an axum application, in bare
//! hyper, behind TLS; and connections that end when their client stops reading.
//!
//! [`GatewayApp::listen`](crate::GatewayApp::listen) and [`serve`](crate::GatewayApp::serve) do all of this
//! except TLS. Shut down an app that is served in another way with
//! [`GatewayApp::shutdown`](crate::GatewayApp::shutdown).
//!
//! # In an axum application
//!
//! [`GatewayApp::layer`](crate::GatewayApp::layer) answers requests to the Socket.IO path and passes on all
//! others. Layers that are added after it wrap the gateways too.
//!
//! ```no_run
//! use axum::{Router, routing::get};
//! use gateway_runtime::GatewayApp;
//! use tokio::net::TcpListener;
//!
//! # async fn serve() -> Result<(), Box<dyn std::error::Error>> {
//! let app = GatewayApp::builder().build().await?;
//! let router = Router::new()
//!     .route("/", get(async || "Hello"))
//!     .layer(app.layer());
//! let listener = TcpListener::bind("127.0.0.1:3000").await?;
//! axum::serve(app.listener(listener), router).await?;
//! # Ok(()) }
//! ```
//!
//! # In bare hyper
//!
//! The layer wraps any tower service, and the result is a tower service again. A WebSocket needs
//! `with_upgrades`.
//!
//! ```no_run
//! use std::{convert::Infallible, time::Duration};
//!
//! use gateway_runtime::{Bytes, GatewayApp, serve::DeadlineStream};
//! use http_body_util::Full;
//! use hyper::{Request, Response, body::Incoming, server::conn::http1};
//! use hyper_util::{
//!     rt::{TokioIo, TokioTimer},
//!     service::TowerToHyperService,
//! };
//! use tokio::net::TcpListener;
//! use tower::{Layer, service_fn};
//!
//! # async fn serve() -> Result<(), Box<dyn std::error::Error>> {
//! let app = GatewayApp::builder().build().await?;
//! let hello = service_fn(async |_: Request<Incoming>| {
//!     Ok::<_, Infallible>(Response::new(Full::new(Bytes::from("Hello"))))
//! });
//! let service = TowerToHyperService::new(app.layer().layer(hello));
//! let listener = TcpListener::bind("127.0.0.1:3000").await?;
//! loop {
//!     let (stream, _) = listener.accept().await?;
//!     let stream = DeadlineStream::new(stream, Duration::from_secs(20));
//!     let connection = http1::Builder::new()
//!         // With a timer hyper closes a connection whose next request does not come within 30 s.
//!         .timer(TokioTimer::new())
//!         .serve_connection(TokioIo::new(stream), service.clone())
//!         .with_upgrades();
//!     tokio::spawn(connection);
//! }
//! # }
//! ```
//!
//! # Behind TLS
//!
//! Most servers leave TLS to the proxy in front of them. The proxy has to pass on `Host`, by which the server
//! knows its own [origin](crate::Cors). Without a proxy, use any server that serves axum routers over TLS,
//! such as [axum-server](https://docs.rs/axum-server) with rustls:
//!
//! ```no_run
//! use std::net::SocketAddr;
//!
//! use axum_server::tls_rustls::RustlsConfig;
//! use gateway_runtime::GatewayApp;
//!
//! # async fn serve() -> Result<(), Box<dyn std::error::Error>> {
//! let app = GatewayApp::builder().build().await?;
//! let tls = RustlsConfig::from_pem_file("certificate.pem", "key.pem").await?;
//! let address: SocketAddr = "0.0.0.0:443".parse()?;
//! axum_server::bind_rustls(address, tls)
//!     .serve(app.router().into_make_service())
//!     .await?;
//! # Ok(()) }
//! ```
//!
//! # Clients that never send a request
//!
//! [`GatewayApp::listen`](crate::GatewayApp::listen) and [`serve`](crate::GatewayApp::serve) close a
//! connection whose request does not come within
//! [`request_head_timeout`](crate::GatewayAppBuilder::request_head_timeout). A server of your own has to do
//! the same: hyper closes such a connection after 30 s if hyper is given a timer, as above. Axum's `serve` and
//! axum-server do not, and need a proxy in front of them that does. In every server,
//! [`request_body_timeout`](crate::GatewayAppBuilder::request_body_timeout) limits the bodies of requests to
//! the gateways.
//!
//! # Clients that stop reading
//!
//! A client that stays connected and reads nothing fills every buffer on the way to it. The protocol library
//! notices that the client answers no ping, but does not end the client's sockets until the connection lets
//! the library write again, which may never happen: the sockets stay in their rooms, and no disconnect hook
//! runs. A write deadline is the remedy: a connection that does not take a single byte for
//! [`ping_timeout`](crate::GatewayAppBuilder::ping_timeout) fails.
//!
//! So a client that stops reading is gone after the ping interval and two ping timeouts at the latest (65 s
//! with the default options): the first timeout is that of the ping that the client does not answer, the
//! second that of the bytes that the client does not take. A client that takes a few bytes now and then has
//! not stopped reading: if it answers no pings, its sockets end when it has taken all that was under way to
//! it, or has taken nothing more for a ping timeout.
//!
//! ## Who has the deadline
//!
//! The connections of [`GatewayApp::listen`](crate::GatewayApp::listen) and
//! [`serve`](crate::GatewayApp::serve) have the deadline. To serve
//! [`GatewayApp::router`](crate::GatewayApp::router), or a router with
//! [`GatewayApp::layer`](crate::GatewayApp::layer), with axum's `serve`, listen with
//! [`GatewayApp::listener`](crate::GatewayApp::listener), or put a [`WriteDeadline`] around any other listener
//! of axum's.
//!
//! With a server other than axum's, wrap each accepted connection in a [`DeadlineStream`]. Where that is not
//! possible, the system can do the same on Linux (5.11 or later): set the socket option `TCP_USER_TIMEOUT` of
//! each accepted connection to the ping timeout, in milliseconds. A proxy in front of the server reads in the
//! client's place, so the proxy needs a limit of its own, such as nginx's `send_timeout`.

mod acceptor;
mod connection;
mod connections;
mod introduced;
mod listener;
mod read_ahead;
mod requests;
mod stream;
#[cfg(test)]
mod tests;
#[cfg(feature = "tls")]
mod tls;
mod wire;

pub use acceptor::Acceptor;
pub use listener::{AppListener, WriteDeadline};
pub use stream::DeadlineStream;
#[cfg(feature = "tls")]
#[cfg_attr(docsrs, doc(cfg(feature = "tls")))]
pub use tls::Tls;

pub(crate) use connection::Stage;
pub(crate) use connections::{Connections, serve};
pub(crate) use listener::app_listener;
#[cfg(feature = "tls")]
pub(crate) use tls::ServedTls;
pub(crate) use wire::{WeakWire, Wire};
