//! `Traced` notes what runs around its methods, in its order, and each part does what the message says: it may refuse,
//! answer, panic, wait or fail.

use std::{collections::BTreeMap, sync::Mutex};

use futures_util::{Stream, stream};
use gateway_runtime::{FailureKind, prelude::*};
use gateway_tests::client_cue::wait_for_client;
use serde_json::Value;

/// What ran for the messages of one client.
#[derive(Clone, Default)]
pub(crate) struct Trace(Arc<Mutex<Vec<String>>>);

/// The traces of all clients, by the id that a client has in each of its namespaces.
static TRACES: Mutex<BTreeMap<String, Trace>> = Mutex::new(BTreeMap::new());

impl Trace {
    /// Begins the trace of a client.
    pub(crate) fn begin(socket: &Socket) {
        let trace = Self::default();
        socket.set_data(trace.clone());
        if let Ok(mut traces) = TRACES.lock() {
            traces.insert(socket.id().to_string(), trace);
        }
    }

    /// The client's own, which its connection hook has begun.
    pub(crate) fn of(call: &Call) -> Self {
        call.socket().data().unwrap_or_default()
    }

    fn push(&self, what: impl Into<String>) {
        if let Ok(mut trace) = self.0.lock() {
            trace.push(what.into());
        }
    }

    /// Notes what a filter gets.
    pub(crate) fn note(&self, filter: &str, failure: &Failure) {
        self.push(format!("{filter}: {:?}", failure.kind()));
    }

    fn take(&self) -> Vec<String> {
        self.0
            .lock()
            .map(|mut trace| std::mem::take(&mut *trace))
            .unwrap_or_default()
    }
}

/// What a message wants: the name of a part, and what this part is to do.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Script {
    /// These refuse.
    refuse: Vec<String>,
    /// These panic.
    panic: Vec<String>,
    /// These answer in place of the rest.
    answer: Vec<String>,
    /// These wait for the client's cue.
    wait: Vec<String>,
}

impl Script {
    pub(crate) fn of(call: &Call) -> Self {
        call.body().unwrap_or_default()
    }

    /// Notes a part that runs once, and refuses if it is to.
    pub(crate) fn step(&self, call: &Call, name: &str) -> Result<(), WsError> {
        // Guards run when the client connects too, before there is a trace.
        if call.event().is_some() {
            Trace::of(call).push(name);
        }
        self.act(name)
    }

    fn act(&self, name: &str) -> Result<(), WsError> {
        let is = |names: &[String]| names.iter().any(|one| one == name);
        assert!(!is(&self.panic), "{name} panics");
        if is(&self.refuse) {
            return Err(WsError::new("refused", name.to_owned()));
        }
        Ok(())
    }

    /// Notes a part that runs before and after.
    pub(crate) async fn around(
        self,
        call: &Call,
        name: &str,
        next: Next,
    ) -> Result<Outcome, Failure> {
        let trace = Trace::of(call);
        trace.push(format!("{name} >"));
        self.act(name)?;
        if self.wait.iter().any(|one| one == name) {
            wait_for_client(call.socket()).await.or_internal()?;
        }
        if self.answer.iter().any(|one| one == name) {
            return Ok(Outcome::answer(name.to_owned()));
        }
        let ended = next.run().await;
        trace.push(match &ended {
            Ok(outcome) => format!("< {name}: {:?}", outcome.kind()),
            Err(failure) => format!("< {name}: {:?}", failure.kind()),
        });
        let after = format!("{name}, after");
        self.act(&after)?;
        ended
    }
}

macro_rules! parts {
    ($($guard:ident $interceptor:ident $name:literal;)*) => {
        $(
            #[guard(message)]
            fn $guard(call: Call) -> Result<(), WsError> {
                Script::of(&call).step(&call, concat!($name, " guard"))
            }

            #[interceptor]
            async fn $interceptor(call: Call, next: Next) -> Result<Outcome, Failure> {
                Script::of(&call).around(&call, concat!($name, " interceptor"), next).await
            }
        )*
    };
}

parts! {
    gateway_guard gateway_interceptor "gateway";
    second_gateway_guard second_gateway_interceptor "second gateway";
    method_guard method_interceptor "method";
    second_method_guard second_method_interceptor "second method";
}

/// A guard that is async: it waits if the message wants it to.
#[guard(message)]
async fn waiting_guard(call: Call) -> Result<(), WsError> {
    let script = Script::of(&call);
    script.step(&call, "waiting guard")?;
    if script.wait.iter().any(|name| name == "waiting guard") {
        wait_for_client(call.socket()).await.or_internal()?;
    }
    Ok(())
}

/// The methods' own error.
#[derive(Debug)]
struct OutOfStock(&'static str);

impl From<OutOfStock> for WsError {
    fn from(OutOfStock(sku): OutOfStock) -> Self {
        Self::conflict(format!("{sku} is out of stock"))
    }
}

#[filter]
fn out_of_stock(error: OutOfStock, call: Call) -> WsError {
    Trace::of(&call).push("method filter: OutOfStock");
    WsError::new("filtered", error.0)
}

#[filter]
async fn gateway_filter(failure: Failure, call: Call) -> Result<Outcome, WsError> {
    Trace::of(&call).note("gateway filter", &failure);
    let script = Script::of(&call);
    assert!(
        !script.panic.iter().any(|name| name == "gateway filter"),
        "gateway filter panics"
    );
    if script.wait.iter().any(|name| name == "gateway filter") {
        wait_for_client(call.socket()).await.or_internal()?;
    }
    if script.answer.iter().any(|name| name == "gateway filter") {
        return Ok(Outcome::answer("gateway filter"));
    }
    let kind = failure.kind();
    let error = failure.into_error();
    Err(match kind {
        FailureKind::Method => WsError::new("seen", error.message().to_owned()),
        _ => error,
    })
}

#[websocket_gateway(namespace = "traced", timeout = "20s")]
#[use_guards(gateway_guard, second_gateway_guard)]
#[use_interceptors(gateway_interceptor, second_gateway_interceptor)]
#[use_filters(gateway_filter)]
struct Traced;

#[websocket_gateway]
impl Traced {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        Trace::begin(&socket);
    }

    #[subscribe_message("full", "full-too")]
    #[use_guards(method_guard, second_method_guard)]
    #[use_interceptors(method_interceptor, second_method_interceptor)]
    #[use_filters(out_of_stock)]
    fn full(
        &self,
        SocketData(trace): SocketData<Trace>,
        #[message_body] body: Value,
    ) -> Result<Value, OutOfStock> {
        trace.push("method");
        let wants = |key: &str| body["method"] == key;
        assert!(!wants("panic"), "the method panics");
        if wants("fail") {
            Err(OutOfStock("a"))
        } else {
            Ok(body)
        }
    }

    #[subscribe_message("waits")]
    #[use_guards(waiting_guard)]
    async fn waits(
        &self,
        SocketData(trace): SocketData<Trace>,
        #[message_body("number")] number: u32,
    ) -> u32 {
        trace.push(format!("method {number}"));
        number
    }

    #[subscribe_message("body")]
    fn body(
        &self,
        SocketData(trace): SocketData<Trace>,
        #[message_body("number")] number: u32,
    ) -> u32 {
        trace.push("method");
        number
    }

    #[subscribe_message("events")]
    fn events(&self) -> impl Stream<Item = Result<WsResponse<u32>, WsError>> + use<> {
        stream::iter([
            Ok(WsResponse::new("tick", 1)),
            Ok(WsResponse::new("tick", 2)),
            Err(WsError::conflict("the stream fails")),
        ])
    }

    #[subscribe_message("event")]
    fn event(&self) -> WsResponse<u32> {
        WsResponse::new("tock", 7)
    }

    #[subscribe_message("by-hand")]
    async fn by_hand(
        &self,
        ack: Ack<&'static str>,
        #[message_body("use")] is_used: bool,
    ) -> Result<(), WsError> {
        if is_used {
            ack.send("by hand");
        }
        Err(WsError::conflict("after the ack"))
    }

    #[subscribe_message("late-guard", timeout = "300ms")]
    #[use_guards(waiting_guard)]
    fn late_guard(&self) {}

    #[subscribe_message("late", timeout = "300ms")]
    async fn late(&self, socket: Socket) -> Result<(), WsError> {
        wait_for_client(&socket).await.or_internal()
    }
}

/// The trace of a namespace with a fallback, in a gateway of its own.
#[websocket_gateway(namespace = "traced-fallback")]
#[use_guards(gateway_guard)]
struct Fallback;

#[websocket_gateway]
impl Fallback {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        Trace::begin(&socket);
    }

    #[subscribe_message(fallback)]
    fn any(&self, SocketData(trace): SocketData<Trace>, event: EventName) {
        trace.push(format!("method {}", &*event));
    }
}

/// Two gateways of one namespace, each with enhancers of its own.
#[websocket_gateway(namespace = "traced-by-two")]
#[use_guards(gateway_guard)]
struct One;

#[websocket_gateway]
impl One {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        Trace::begin(&socket);
    }

    #[subscribe_message("one")]
    fn one(&self, SocketData(trace): SocketData<Trace>) {
        trace.push("method one");
    }
}

#[websocket_gateway(namespace = "traced-by-two")]
#[use_guards(second_gateway_guard)]
#[use_interceptors(gateway_interceptor)]
struct Two;

#[websocket_gateway]
impl Two {
    #[subscribe_message("two")]
    fn two(&self, SocketData(trace): SocketData<Trace>) {
        trace.push("method two");
    }
}

/// The namespaces of a pattern.
#[websocket_gateway(namespace = "traced/{room}")]
#[use_guards(gateway_guard)]
#[use_interceptors(gateway_interceptor)]
struct Dynamic;

#[websocket_gateway]
impl Dynamic {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        Trace::begin(&socket);
    }

    #[subscribe_message("full")]
    #[use_guards(method_guard)]
    fn full(&self, SocketData(trace): SocketData<Trace>, #[param] room: String) {
        trace.push(format!("method in {room}"));
    }
}

/// One message after the other, with everything around them.
#[websocket_gateway(namespace = "traced-sequential", ordering = "sequential")]
#[use_guards(waiting_guard)]
#[use_interceptors(gateway_interceptor)]
struct Sequential;

#[websocket_gateway]
impl Sequential {
    #[on_gateway_connection]
    fn joined(&self, socket: Socket) {
        Trace::begin(&socket);
    }

    #[subscribe_message("number")]
    fn number(
        &self,
        SocketData(trace): SocketData<Trace>,
        #[message_body("number")] number: u32,
    ) -> u32 {
        trace.push(format!("method {number}"));
        number
    }
}

/// Reads the traces, over another namespace of the same connection.
#[websocket_gateway(namespace = "traces")]
struct Traces;

#[websocket_gateway]
impl Traces {
    /// What ran for the client since it last asked.
    #[subscribe_message("take")]
    fn take(&self, socket: Socket) -> Vec<String> {
        let traces = TRACES.lock();
        let trace = traces
            .ok()
            .and_then(|traces| traces.get(&*socket.id().to_string()).cloned());
        trace.unwrap_or_default().take()
    }
}
