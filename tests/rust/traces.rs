//! A trace that has begun in a page or a proxy goes on in the span of its socket, and in those of the socket's messages: with
//! `tracing-opentelemetry`, as the page Traces of the guide takes it over.

#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that this file is a test"
)]

use gateway_runtime::GatewayAppBuilder;
use gateway_runtime::prelude::*;
use gateway_runtime::testing::TestApp;
use opentelemetry::global;
use opentelemetry::trace::{SpanId, TraceId, TracerProvider as _};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use tokio::task::yield_now;
use tracing::info_span;
use tracing::subscriber::DefaultGuard;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// The headers of the W3C's specification.
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";
const STATE: &str = "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE";

#[websocket_gateway(namespace = "traced")]
struct Traced;

#[websocket_gateway]
impl Traced {
    #[on_gateway_connection]
    fn came(&self) {
        let _span = info_span!("came").entered();
    }

    #[subscribe_message("plain")]
    fn plain(&self) -> u32 {
        let _span = info_span!("work").entered();
        1
    }

    #[subscribe_message("waiting")]
    async fn waiting(&self) -> u32 {
        yield_now().await;
        let _span = info_span!("work").entered();
        2
    }
}

/// What OpenTelemetry gets of this thread while it exists.
struct Exported {
    spans: InMemorySpanExporter,
    _collects: DefaultGuard,
}

impl Exported {
    fn start() -> Self {
        global::set_text_map_propagator(TraceContextPropagator::new());
        let spans = InMemorySpanExporter::default();
        let provider = SdkTracerProvider::builder()
            .with_simple_exporter(spans.clone())
            .build();
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("traces"));
        let _collects = tracing_subscriber::registry().with(layer).set_default();
        Self { spans, _collects }
    }

    /// The spans of this name that have ended.
    fn named(&self, name: &str) -> Vec<SpanData> {
        let mut spans = self.spans.get_finished_spans().unwrap();
        spans.retain(|span| span.name == name);
        spans
    }

    /// The only span of this name.
    fn one(&self, name: &str) -> SpanData {
        let [span] = <[_; 1]>::try_from(self.named(name)).unwrap();
        span
    }
}

/// The builder of the guide.
fn builder() -> GatewayAppBuilder {
    let builder = GatewayApp::builder().connection_span(|handshake: &Handshake| {
        let span = info_span!("client");
        let headers = HeaderExtractor(handshake.headers());
        let parent = global::get_text_map_propagator(|one| one.extract(&headers));
        // Here, since a span that was entered has its parent already.
        let _ = span.set_parent(parent);
        span
    });
    builder.only::<(Traced,)>()
}

/// One client with these headers sends a message of each kind, and leaves.
async fn visit(headers: &[(&str, &str)]) -> Exported {
    let exported = Exported::start();
    let app = TestApp::start(builder()).await.unwrap();
    let mut connect = app.connect::<Traced>();
    for (name, value) in headers {
        connect = connect.header(name, value);
    }
    let client = connect.await.unwrap();
    assert_eq!(client.ask::<u32>("plain", &()).await.unwrap(), 1);
    assert_eq!(client.ask::<u32>("waiting", &()).await.unwrap(), 2);
    client.disconnect().await;
    app.settled().await;
    drop(app);
    exported
}

fn id(span: &SpanData) -> SpanId {
    span.span_context.span_id()
}

fn trace(span: &SpanData) -> TraceId {
    span.span_context.trace_id()
}

#[tokio::test]
async fn a_trace_from_elsewhere_goes_on_in_the_socket_and_in_its_messages() {
    let parent = format!("00-{TRACE}-{PARENT}-01");
    let exported = visit(&[("traceparent", &parent), ("tracestate", STATE)]).await;
    let client = exported.one("client");
    assert_eq!(trace(&client), TraceId::from_hex(TRACE).unwrap());
    assert_eq!(client.parent_span_id, SpanId::from_hex(PARENT).unwrap());
    assert!(client.parent_span_is_remote);

    let messages = exported.named("message");
    assert_eq!(messages.len(), 2);
    for message in &messages {
        assert_eq!(message.parent_span_id, id(&client));
        assert!(!message.parent_span_is_remote);
    }
    // What the methods do is within their messages.
    let work = exported.named("work");
    let parents: Vec<SpanId> = work.iter().map(|span| span.parent_span_id).collect();
    assert_eq!(parents, messages.iter().map(id).collect::<Vec<_>>());
    assert_eq!(exported.one("came").parent_span_id, id(&client));

    let spans = exported.spans.get_finished_spans().unwrap();
    for span in &spans {
        assert_eq!(trace(span), trace(&client), "{}", span.name);
        let state = span.span_context.trace_state().header();
        assert_eq!(state, STATE, "{}", span.name);
    }
}

#[tokio::test]
async fn a_message_has_its_event_and_its_outcome() {
    let exported = visit(&[]).await;
    let attribute = |span: &SpanData, key: &str| {
        let found = span.attributes.iter().find(|one| one.key.as_str() == key);
        found.map(|one| one.value.as_str().into_owned())
    };
    let messages = exported.named("message");
    let events: Vec<_> = messages.iter().map(|one| attribute(one, "event")).collect();
    assert_eq!(
        events,
        ["plain", "waiting"].map(|event| Some(event.to_owned()))
    );
    for message in &messages {
        assert_eq!(attribute(message, "outcome").as_deref(), Some("ok"));
        assert_eq!(attribute(message, "namespace").as_deref(), Some("/traced"));
    }
}

#[tokio::test]
async fn a_client_without_a_trace_begins_one_and_so_does_one_with_nonsense() {
    for headers in [
        &[][..],
        &[("traceparent", "00-abc")],
        &[(
            "traceparent",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        )],
        &[("tracestate", STATE)],
    ] {
        let exported = visit(headers).await;
        let client = exported.one("client");
        assert_eq!(client.parent_span_id, SpanId::INVALID, "{headers:?}");
        assert_ne!(trace(&client), TraceId::INVALID, "{headers:?}");
        for message in exported.named("message") {
            assert_eq!(trace(&message), trace(&client), "{headers:?}");
        }
    }
}

#[tokio::test]
async fn a_trace_that_is_not_sampled_is_not_sampled_here() {
    let parent = format!("00-{TRACE}-{PARENT}-00");
    let exported = visit(&[("traceparent", &parent)]).await;
    assert!(exported.spans.get_finished_spans().unwrap().is_empty());
}

#[test]
fn the_guide_has_the_builder_of_these_tests() {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let page = include_str!("../../docs/guide/operations/traces.md");
    let (_, block) = page.split_once("```rust,ignore\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let (imports, code) = block.split_once("\n\n").unwrap();
    let source = words(include_str!("traces.rs"));
    for import in imports.lines() {
        assert!(source.contains(import), "{import}");
    }
    assert!(source.contains(&words(code)), "{code}");
}
