//! The test kit: gateways tested in process, without ports, sleeps or mocks.
//!
//! [`TestApp`] starts an app as [`listen`](crate::GatewayApp::listen) does, except that its connections are in memory.
//! Its [`Client`]s are clients of Socket.IO that know the types of the app. Everything between the two is what the
//! product does: HTTP, the upgrade, Engine.IO, the parser, guards, dispatch, adapter. TCP and TLS are not exercised,
//! and neither is the official client.
//!
//! ```
//! use gateway_runtime::{prelude::*, testing::TestApp};
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize, ServerEvent)]
//! #[event("said")]
//! struct Said { text: String }
//!
//! #[websocket_gateway(namespace = "chat", emits(Said))]
//! struct Chat { #[websocket_server] server: Server<Chat> }
//!
//! #[websocket_gateway]
//! impl Chat {
//!     #[subscribe_message("say")]
//!     async fn say(&self, socket: Socket, #[message_body] text: String) -> Result<usize, WsError> {
//!         let length = text.len();
//!         self.server.except(socket.id()).emit_event(&Said { text }).await?;
//!         Ok(length)
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() {
//! // In a function marked #[tokio::test]:
//! let app = TestApp::start(GatewayApp::builder().only::<(Chat,)>()).await.unwrap();
//! let an = app.connect::<Chat>().await.unwrap();
//! let bo = app.connect::<Chat>().await.unwrap();
//!
//! assert_eq!(an.ask::<usize>("say", "hi").await.unwrap(), 2);
//! assert_eq!(bo.event::<Said>().await, Said { text: "hi".into() });
//! an.no_event().await;
//! let error = an.ask::<usize>("say", &7).await.unwrap_err();
//! assert_eq!(error.code(), "bad_request");
//! # }
//! ```
//!
//! [The guide](crate::guide::testing) shows more of it, and which test belongs where.
//!
//! A service that only sends needs no app: [`Server::recording`](crate::Server::recording).
//!
//! # Nothing sleeps
//!
//! [`Client::no_event`], [`TestApp::settled`] and [`TestApp::advance`] wait until nothing happens any more *by itself*: no
//! task can run, no `spawn_blocking` is under way, and nothing waits on its way to a client that reads. To wait for a
//! timer, for the test, for a socket or for a thread is rest; nobody can tell these apart. [`TestApp::in_work`] counts
//! the messages whose handlers have not returned.
//!
//! An expectation, such as [`Client::event`], fails at once when what is expected cannot come any more, since the client
//! was disconnected; otherwise after five seconds of tokio's clock, or of the system's while that one stands.
//!
//! # Time
//!
//! Under `#[tokio::test(start_paused = true)]` heartbeats, timeouts, limits, intervals and deadlines follow a clock that
//! only a test moves: by [`TestApp::advance`], or by waiting for something that needs time.
//!
//! Settling moves the clock by a millisecond or two, also a clock that runs. On a runtime with several threads, work of
//! `spawn_blocking` and `block_in_place` is not seen, the clock cannot be stopped, and only the test's own task may wait for
//! rest.
//!
//! # Replacing
//!
//! The builder's [`replace`](crate::GatewayAppBuilder::replace) puts a value in the place of one that the app has, and
//! [`replace_guard`](crate::GatewayAppBuilder::replace_guard) and its like a function in the place of a guard, an
//! interceptor, a filter, a pipe or a limit, wherever it stands.

mod app;
mod client;
#[cfg(feature = "redis")]
mod cluster;
mod connect;
mod connection;
#[cfg(feature = "testing-contract")]
mod contract;
mod engine;
mod error_object;
mod failure;
mod http_request;
mod recording;
mod refused;
mod rest;
mod settling;

pub use app::TestApp;
pub use client::Client;
#[cfg(feature = "redis")]
#[cfg_attr(docsrs, doc(cfg(feature = "redis")))]
pub use cluster::TestCluster;
pub use connect::{Connect, JoinNamespace};
pub use connection::End;
pub use error_object::ErrorObject;
pub use recording::{Order, Record, Sent};
pub use refused::Refused;

pub use crate::{app::GivesNothing, enhance::InterceptorFuture};
