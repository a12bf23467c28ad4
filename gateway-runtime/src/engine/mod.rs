//! The engine is the Engine.IO half of a server: it stands between the server's requests and the protocol
//! library.
//!
//! [`Engine`] checks each request (`Query`, [`Rules`]) as Node does, and refuses it in Node's words
//! (`Refusal`). It makes the id of a polling session a secret of its client (`SessionKey`), and limits the body
//! of a request (`RequestBody`). The packets of a WebSocket do not pass through the engine: the library takes
//! them from the connection itself.
//!
//! The room knows the options, the protocol server, the app's lifecycle and who may come in; it knows nothing of namespaces,
//! gateways and messages. Which server a request belongs to, and from which origins pages may connect, is
//! decided in `app`.

mod admission;
mod any_body;
mod body;
mod connects;
mod exit;
mod exits;
#[cfg(feature = "__fuzz")]
pub(crate) mod fuzz;
mod open_packet;
mod query;
mod refusal;
mod request_head;
mod rules;
mod session_key;
mod text_v3;

use std::{
    convert::Infallible,
    future::poll_fn,
    pin::pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::body::Body;
use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Either, Map},
};
use http::{
    HeaderValue, Method, Request, Response,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use http_body_util::{BodyExt as _, Collected};
use tokio::task::coop::unconstrained;
use tower_service::Service;

use crate::{admission::Admission, options::Transport, protocol, session::Lifecycle, spawn::Task};
pub(crate) use any_body::AnyBody;
use body::{Fault, Form, RequestBody};
pub(crate) use exit::Exit;
use exits::{Exits, Visit};
use open_packet::Announced;
use query::Query;
use refusal::Refusal;
use request_head::detach_from_read_buffer;
pub(crate) use rules::Rules;
use rules::Step;
use session_key::SessionKey;

/// How many bytes the protocol library may put into the response to a poll, unless a message of a client may
/// have more. The library puts aside what does not fit, and loses the first packet of that if the client then
/// upgrades; so the limit is more than what waits for any client but the slowest. Node has no such limit.
///
/// The library announces the same number to clients as the limit of their messages. To clients that poll, the
/// engine announces the true limit instead; clients over a WebSocket have no use for the number.
pub(crate) const LONGEST_RESPONSE: usize = 16 * 1024 * 1024;

/// The Engine.IO half of a server. Clones share it.
#[derive(Clone)]
pub(crate) struct Engine {
    protocol: protocol::Service,
    inner: Arc<Inner>,
}

struct Inner {
    rules: Rules,
    key: SessionKey,
    lifecycle: Arc<Lifecycle>,
    admission: Arc<Admission>,
    exits: Arc<Exits>,
}

impl Engine {
    /// An engine with a session key of its own.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub(crate) fn new(
        protocol: protocol::Service,
        rules: Rules,
        lifecycle: Arc<Lifecycle>,
        admission: Arc<Admission>,
    ) -> Result<Self, getrandom::Error> {
        let inner = Inner {
            exits: Arc::default(),
            rules,
            key: SessionKey::random()?,
            lifecycle,
            admission,
        };
        Ok(Self {
            protocol,
            inner: Arc::new(inner),
        })
    }

    /// Who counts the sessions, and those who are kept out.
    pub(crate) fn admission(&self) -> &Arc<Admission> {
        &self.inner.admission
    }

    /// Ends the session of a client that polls, as if the client had ended it by this request.
    pub(crate) fn hang_up(&self, request: Request<AnyBody>) -> Task {
        let rules = &self.inner.rules;
        let body = |body| RequestBody::new(body, Form::AsItComes, rules.body_timeout, usize::MAX);
        let answer = self.protocol.answer(request.map(body));
        Box::pin(async {
            answer.await;
        })
    }

    /// Answers a request to the server's path.
    pub(crate) fn answer(&self, mut request: Request<AnyBody>) -> Answer {
        let inner = &self.inner;
        let step = match inner.rules.check(&inner.key, &request) {
            Ok(step) => step,
            Err(refusal) => return Box::pin(async move { refusal.response() }),
        };
        let (transport, session) = match step {
            Step::Begin(transport) => {
                if self.inner.lifecycle.is_draining() {
                    return Box::pin(async { Refusal::Draining.response() });
                }
                if let Err(refused) = admission::enter(&self.inner.admission, &mut request) {
                    return Box::pin(async move { admission::answer(refused) });
                }
                (transport, None)
            }
            Step::Continue(transport, uri, session) => {
                *request.uri_mut() = uri;
                (transport, Some(session))
            }
        };
        let begins = session.is_none();
        let exits = &self.inner.exits;
        let mut visit = exits.visit(&mut request, transport, session);
        if matches!(visit, Some(Visit::PostsTooLate)) {
            return Box::pin(async { Refusal::UnknownSession.response() });
        }
        // The header `Upgrade` does not tell: a poll may ask for another protocol too, and its answer waits.
        let is_upgrade = transport == Transport::Websocket;
        if begins || is_upgrade {
            detach_from_read_buffer(&mut request);
        }
        let begins_polling = begins && transport == Transport::Polling;
        let rules = &self.inner.rules;
        let form = if is_text_v3(&request) {
            Form::text_v3()
        } else {
            Form::AsItComes
        };
        let request =
            request.map(|body| RequestBody::new(body, form, rules.body_timeout, rules.max_payload));
        let fault = request.body().fault();
        let is_poll = !begins && !is_upgrade && request.method() == Method::GET;
        let answer = self.protocol.answer(request);
        // With the runtime's cooperative budget a poll would take no more than 127 packets, and a client on a
        // slow line would fall behind.
        let answer = if is_poll {
            Either::Left(unconstrained(answer))
        } else {
            Either::Right(answer)
        };
        let inner = Arc::clone(&self.inner);
        Box::pin(async move {
            let answer = async {
                let response = visited(answer, visit.as_mut()).await;
                let begun = visit.filter(|_| begins_polling);
                inner
                    .finished(response, begins_polling, begun, &fault)
                    .await
            };
            // An upgrade is answered at once, a poll when there is something to send.
            if is_upgrade {
                return answer.await;
            }
            // A poll of a connection that has left all its namespaces would hold up the end of the app
            // for as long as a ping interval.
            tokio::select! {
                answer = answer => answer,
                () = inner.lifecycle.until_shutdown_is_finished() => Refusal::ShutDown.response(),
            }
        })
    }
}

/// The answer of the protocol library, which the exit of the session is told of.
async fn visited(
    answer: impl Future<Output = Response<Body>>,
    visit: Option<&mut Visit>,
) -> Response<Body> {
    let Some(visit) = visit else {
        return answer.await;
    };
    let mut answer = pin!(answer);
    let response = poll_fn(|context| {
        let answer = answer.as_mut().poll(context);
        if answer.is_pending() {
            visit.waits();
        }
        answer
    });
    let response = response.await;
    visit.answered(response.status());
    response
}

type Answer = BoxFuture<'static, Response<Body>>;

/// The answer to a page of a foreign origin.
pub(crate) fn forbidden() -> Response<Body> {
    Refusal::Forbidden.response()
}

/// The answer to a request that names a host which is not the app's.
pub(crate) fn foreign_host() -> Response<Body> {
    Refusal::ForeignHost.response()
}

/// The engine is a service, so that tower layers can wrap it.
impl Service<Request<AnyBody>> for Engine {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Map<Answer, fn(Response<Body>) -> Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<AnyBody>) -> Self::Future {
        self.answer(request).map(Ok)
    }
}

impl Inner {
    /// Makes what the client gets of the protocol library's response.
    async fn finished(
        &self,
        response: Response<Body>,
        begins_polling: bool,
        begun: Option<Visit>,
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
        let body = whole(body).await;
        if let Some(begun) = begun {
            begun.opened(&body);
        }
        let Some(body) = announced.in_body(&body) else {
            tracing::error!("the protocol library begins a session in a way that is not known");
            return Refusal::BadRequest.response();
        };
        head.headers
            .insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        Response::from_parts(head, Body::from(body))
    }
}

/// Whether the protocol library reads the body as text of Engine.IO 3.
fn is_text_v3(request: &Request<AnyBody>) -> bool {
    const BINARY: HeaderValue = HeaderValue::from_static("application/octet-stream");
    cfg!(feature = "v3")
        && request.method() == Method::POST
        && Query::of(request).version == Some("3")
        && request.headers().get(CONTENT_TYPE) != Some(&BINARY)
}

/// The bytes of a body that the protocol library has made, which does not have to be waited for.
async fn whole(body: Body) -> bytes::Bytes {
    let collected = body.collect().await;
    collected.map(Collected::to_bytes).unwrap_or_default()
}
