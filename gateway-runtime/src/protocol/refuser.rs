//! `Refuser` refuses the clients of namespaces that are not served, as the protocol library does without it, and
//! tells of them: the library says nothing.

use std::{pin::Pin, sync::Arc};

use socketioxide::{
    SocketIo,
    handler::{ConnectHandler, FromConnectParts},
};
use socketioxide_core::Value;

use super::{
    adapter::AnyAdapter,
    handler::{ConnectError, Ours},
    socket::Inner,
};

/// What a client is told that wants to connect to a namespace that does not exist, in the words of socket.io.
pub(crate) const INVALID_NAMESPACE: &str = "Invalid namespace";

/// Is told the path of each namespace that a client asks for in vain.
pub(crate) type Refused = Arc<dyn Fn(&str) + Send + Sync>;

/// The handler of the namespaces that are not served. The library makes a namespace for each client before it
/// calls the handler, which removes the namespace.
#[derive(Clone)]
pub(super) struct Refuser(pub(super) Refused);

impl ConnectHandler<AnyAdapter, Ours> for Refuser {
    fn call_middleware<'a>(
        &'a self,
        socket: Arc<Inner>,
        auth: &'a Option<Value>,
    ) -> Pin<Box<dyn Future<Output = Result<(), ConnectError>> + Send + 'a>> {
        Box::pin(async move {
            let path = socket.ns();
            // The namespace `/` was made at start-up, and the library cannot remove it.
            if path != "/" {
                match SocketIo::<AnyAdapter>::from_connect_parts(&socket, auth) {
                    Ok(io) => io.delete_ns(path),
                    Err(never) => match never {},
                }
            }
            (self.0)(path);
            Err(Box::new(INVALID_NAMESPACE) as ConnectError)
        })
    }

    fn call(&self, _: Arc<Inner>, _: Option<Value>) {}
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering::Relaxed},
        time::Duration,
    };

    use axum::body::{Body, to_bytes};
    use http::Request;

    use super::*;
    use crate::{
        options::{Parser, Transport},
        protocol::{Backend, Backends, Server, Service, Settings},
    };

    const STRANGERS: usize = 500;

    async fn exchange(service: &Service, session: &str, body: Option<String>) -> String {
        let uri = format!("/socket.io/?EIO=4&transport=polling{session}");
        let request = match body {
            None => Request::get(uri).body(Body::empty()),
            Some(body) => Request::post(uri).body(Body::from(body)),
        };
        let response = service.answer(request.expect("a request")).await;
        let body = to_bytes(response.into_body(), 1_000_000).await;
        String::from_utf8(body.expect("a body").to_vec()).expect("text")
    }

    #[tokio::test]
    async fn nothing_remains_of_what_strangers_ask_for_and_no_other_server_hears_of_it() {
        let made = Arc::new(AtomicUsize::new(0));
        let backends = Backends::made_by({
            let made = Arc::clone(&made);
            move |local, _| {
                made.fetch_add(1, Relaxed);
                Backend::Local(local)
            }
        });
        let second = Duration::from_secs(5);
        let settings = Settings {
            path: "/socket.io".to_owned(),
            parser: Parser::Common,
            transports: vec![Transport::Polling],
            ping_interval: second,
            ping_timeout: second,
            connect_timeout: second,
            max_payload: 100_000,
            longest_response: 100_000,
            max_attachments: 0,
            max_buffer_size: 1_000,
        };
        let (server, service) = Server::new(&settings, backends);
        let told = Arc::new(AtomicUsize::new(0));
        let refused: Refused = {
            let told = Arc::clone(&told);
            Arc::new(move |_| {
                told.fetch_add(1, Relaxed);
            })
        };
        server.tell_of_refused(false, &refused);

        let handshake = exchange(&service, "", None).await;
        let id = handshake
            .split("\"sid\":\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let session = format!("&sid={}", id.expect("a session"));
        let mut packets: Vec<_> = (1..STRANGERS)
            .map(|number| format!("40/{number},"))
            .collect();
        packets.push("40".to_owned());
        exchange(&service, &session, Some(packets.join("\x1e"))).await;
        let mut answers = Vec::new();
        while answers.len() < STRANGERS {
            let polled = exchange(&service, &session, None).await;
            answers.extend(polled.split('\x1e').map(str::to_owned));
        }
        answers.retain(|answer| answer.contains(INVALID_NAMESPACE));
        assert_eq!((answers.len(), told.load(Relaxed)), (STRANGERS, STRANGERS));
        let paths: Vec<_> = server
            .namespaces()
            .iter()
            .map(|one| one.path().to_owned())
            .collect();
        assert_eq!(paths, ["/"], "which was made at start-up");
        assert_eq!(made.load(Relaxed), 0, "of a backend's namespaces");
    }
}
