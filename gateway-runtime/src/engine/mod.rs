//! The Engine.IO half of a server: what stands between its requests and the protocol library.
//!
//! Each request is checked as Node checks it, and refused in Node's words. A polling session's id is made
//! a secret of its client, and the body of a request is bounded. What a WebSocket carries does not come by
//! here: the library takes it from the connection itself.

mod body;
mod connects;
mod old_text;
mod open_packet;
mod own_head;
mod query;
mod refusal;
mod session_key;

use std::{
    convert::Infallible,
    fmt::Debug,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::body::Body;
use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Either, Map},
};
use http::{
    HeaderValue, Method, Request, Response, Uri,
    header::{CONTENT_LENGTH, CONTENT_TYPE, UPGRADE},
};
use http_body_util::{BodyExt as _, Collected};
use tokio::task::coop::unconstrained;
use tower_service::Service;

use crate::{options::Transport, protocol, session::Lifecycle};
use body::{Fault, Form, RequestBody};
use open_packet::Announced;
use own_head::own_head;
use query::Query;
use refusal::Refusal;
use session_key::SessionKey;

/// How many bytes the protocol library may put into the response of a poll, if a message of a client may not
/// have more. What does not fit is put aside by the library, and its first packet is lost if the client
/// upgrades then; so this is more than waits for any client but the slowest. On Node there is no limit.
///
/// The library tells clients the same number as the limit of their messages. For those that poll it is
/// replaced by the true one; a WebSocket has no use for it.
pub(crate) const LONGEST_RESPONSE: usize = 16 * 1024 * 1024;

/// What a server lets in.
pub(crate) struct Rules {
    pub(crate) transports: Vec<Transport>,
    /// How many bytes a message of a client may have.
    pub(crate) max_payload: usize,
    /// How long the body of a request may take.
    pub(crate) body_timeout: Duration,
}

impl Rules {
    fn offers(&self, transport: Transport) -> bool {
        self.transports.contains(&transport)
    }
}

/// A server's Engine.IO. Clones are the same one.
#[derive(Clone)]
pub(crate) struct Engine {
    protocol: protocol::Service,
    inner: Arc<Inner>,
}

struct Inner {
    rules: Rules,
    key: SessionKey,
    lifecycle: Arc<Lifecycle>,
}

/// What a request that is let in does.
enum Step {
    /// It begins a session, by polling or as a WebSocket.
    Begin(Transport),
    /// It goes on with a session, over this transport; the address has the id that the protocol library
    /// knows.
    GoOn(Transport, Uri),
}

impl Engine {
    /// # Errors
    /// The system has no random numbers.
    pub(crate) fn new(
        protocol: protocol::Service,
        rules: Rules,
        lifecycle: Arc<Lifecycle>,
    ) -> Result<Self, getrandom::Error> {
        let inner = Inner {
            rules,
            key: SessionKey::random()?,
            lifecycle,
        };
        Ok(Self {
            protocol,
            inner: Arc::new(inner),
        })
    }

    /// Answers a request to the server's path.
    pub(crate) fn answer<B>(&self, mut request: Request<B>) -> Answer
    where
        B: http_body::Body + Debug + Send + Unpin + 'static,
        B::Data: Send,
        B::Error: Debug,
    {
        let step = match self.inner.check(&request) {
            Ok(step) => step,
            Err(refusal) => return Box::pin(async move { refusal.response() }),
        };
        let (transport, begins) = match step {
            Step::Begin(transport) => (transport, true),
            Step::GoOn(transport, uri) => {
                *request.uri_mut() = uri;
                (transport, false)
            }
        };
        // Not by its header: a poll may ask for another protocol too, and it waits.
        let is_upgrade = transport == Transport::Websocket;
        if begins || is_upgrade {
            own_head(&mut request);
        }
        let begins_polling = begins && transport == Transport::Polling;
        let rules = &self.inner.rules;
        let form = if is_old_text(&request) {
            Form::old_text()
        } else {
            Form::AsItComes
        };
        let request =
            request.map(|body| RequestBody::new(body, form, rules.body_timeout, rules.max_payload));
        let fault = request.body().fault();
        let is_poll = !begins && !is_upgrade && request.method() == Method::GET;
        let answer = self.protocol.answer(request);
        // With the runtime's cooperative budget a poll would take 127 packets and no more, and a client on a
        // slow line would fall behind.
        let answer = if is_poll {
            Either::Left(unconstrained(answer))
        } else {
            Either::Right(answer)
        };
        let inner = Arc::clone(&self.inner);
        Box::pin(async move {
            let answer = async {
                let response = answer.await;
                inner.finished(response, begins_polling, &fault).await
            };
            // An upgrade is answered at once, a poll when there is something to say.
            if is_upgrade {
                return answer.await;
            }
            // A poll of a connection that has left all its namespaces would hold up the end of the app
            // for as long as a ping interval.
            tokio::select! {
                answer = answer => answer,
                () = inner.lifecycle.over() => Refusal::ShutDown.response(),
            }
        })
    }
}

type Answer = BoxFuture<'static, Response<Body>>;

/// The answer to a page of a foreign origin.
pub(crate) fn forbidden() -> Response<Body> {
    Refusal::Forbidden.response()
}

/// For tower layers around it.
impl<B> Service<Request<B>> for Engine
where
    B: http_body::Body + Debug + Send + Unpin + 'static,
    B::Data: Send,
    B::Error: Debug,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Map<Answer, fn(Response<Body>) -> Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        self.answer(request).map(Ok)
    }
}

impl Inner {
    /// In the order in which Engine.IO's server on Node checks (`Server.verify`, then the handshake).
    fn check<B>(&self, request: &Request<B>) -> Result<Step, Refusal> {
        let query = Query::of(request);
        let transport = match query.transport {
            Some("polling") => Transport::Polling,
            Some("websocket") => Transport::Websocket,
            _ => return Err(Refusal::UnknownTransport),
        };
        if !self.rules.offers(transport) {
            return Err(Refusal::UnknownTransport);
        }
        let session = query
            .session
            .map(|sealed| self.key.open(sealed).ok_or(Refusal::UnknownSession))
            .transpose()?;
        if session.is_none() && request.method() != Method::GET {
            return Err(Refusal::HandshakeMethod);
        }
        if transport == Transport::Websocket && !asks_for_websocket(request) {
            return Err(Refusal::BadRequest);
        }
        match query.version {
            Some("4") => {}
            Some("3") if cfg!(feature = "v3") => {}
            _ => return Err(Refusal::UnsupportedVersion),
        }
        match session {
            None => Ok(Step::Begin(transport)),
            Some(id) => query::with_session(request.uri(), id)
                .map(|uri| Step::GoOn(transport, uri))
                .ok_or(Refusal::BadRequest),
        }
    }

    /// What the client gets for the protocol library's response.
    async fn finished(
        &self,
        response: Response<Body>,
        begins_polling: bool,
        fault: &Fault,
    ) -> Response<Body> {
        let status = response.status();
        if status.is_client_error() || status.is_server_error() {
            let refusal = match fault.refusal() {
                Some(refusal) => refusal,
                None => Refusal::of(status, &whole(response.into_body()).await),
            };
            tracing::debug!(?refusal, "a request was refused");
            return refusal.response();
        }
        if !begins_polling {
            return response;
        }
        let (mut head, body) = response.into_parts();
        let announced = Announced {
            key: &self.key,
            max_payload: self.rules.max_payload,
            has_upgrades: self.rules.offers(Transport::Websocket),
        };
        let Some(body) = announced.in_body(&whole(body).await) else {
            tracing::error!("the protocol library begins a session in a way that is not known");
            return Refusal::BadRequest.response();
        };
        head.headers
            .insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        Response::from_parts(head, Body::from(body))
    }
}

/// And not for another protocol.
fn asks_for_websocket<B>(request: &Request<B>) -> bool {
    let upgrade = request.headers().get(UPGRADE);
    upgrade.is_some_and(|protocol| protocol.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// Whether the protocol library reads the body as text of Engine.IO 3.
fn is_old_text<B>(request: &Request<B>) -> bool {
    const BINARY: HeaderValue = HeaderValue::from_static("application/octet-stream");
    cfg!(feature = "v3")
        && request.method() == Method::POST
        && Query::of(request).version == Some("3")
        && request.headers().get(CONTENT_TYPE) != Some(&BINARY)
}

/// A body of the protocol library, which is there as a whole.
async fn whole(body: Body) -> bytes::Bytes {
    let collected = body.collect().await;
    collected.map(Collected::to_bytes).unwrap_or_default()
}
