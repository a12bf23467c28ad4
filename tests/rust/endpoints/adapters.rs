//! Adapters of the application's own decide about the options of all endpoints.

use gateway_runtime::{Cors, ServerOptions, Sharing, WebSocketAdapter};

use super::{
    Builder, Chat, Payments, Quotes, all, port,
    support::{
        http::{HANDSHAKE, handshake, request},
        running::Running,
    },
};

/// The seed's custom adapter: port and CORS for all gateways.
struct AppAdapter;

impl WebSocketAdapter for AppAdapter {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        options.port(0).cors(Cors::any()).max_payload(10)
    }
}

/// One that extends another.
struct Longer<A>(A);

impl<A: WebSocketAdapter> WebSocketAdapter for Longer<A> {
    fn configure(&self, options: ServerOptions) -> ServerOptions {
        self.0.configure(options).max_payload(20)
    }

    fn sharing(&self) -> Sharing {
        self.0.sharing()
    }
}

#[tokio::test]
async fn a_custom_adapter_sets_port_and_cors_for_all_gateways() {
    let running = Running::start(all().adapter(AppAdapter)).await;
    let gateways = running.app.gateway_addr::<Chat>().expect("bound");
    assert_eq!(running.app.gateway_addr::<Payments>(), Some(gateways));
    assert_eq!(running.app.gateway_addr::<Quotes>(), Some(gateways));
    assert_ne!(gateways, running.own());
    let foreign = [("Origin", "https://anywhere.example")];
    let answer = handshake(gateways, HANDSHAKE, &foreign).await;
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    // The app's own port has the routes alone.
    assert_eq!(request(running.own(), "GET", "/own", &[]).await.body, "own");
    assert_eq!(
        request(running.own(), "GET", HANDSHAKE, &[]).await.status,
        404
    );
}

#[tokio::test]
async fn an_adapter_may_extend_another_or_be_chosen_at_run_time() {
    let limit = async |builder: Builder| {
        let running = Running::start(builder).await;
        let address = running.app.gateway_addr::<Chat>().expect("bound");
        let answer = handshake(address, HANDSHAKE, &[]).await;
        let (_, rest) = answer.body.split_once("\"maxPayload\":").expect("a limit");
        let digits = rest.chars().take_while(char::is_ascii_digit);
        digits.collect::<String>()
    };
    assert_eq!(limit(all().adapter(Longer(AppAdapter))).await, "20");
    let boxed: Box<dyn WebSocketAdapter> = Box::new(Longer(AppAdapter));
    assert_eq!(limit(all().adapter(boxed)).await, "20");
    assert_eq!(limit(all().adapter(Some(AppAdapter))).await, "10");
    assert_eq!(limit(all().adapter(None::<AppAdapter>)).await, "1000000");

    // The builder has the last word: for all gateways, and after it for one.
    let builder = all().adapter(AppAdapter).max_payload(30);
    assert_eq!(limit(builder).await, "30");
    let options: ServerOptions =
        serde_json::from_str(r#"{ "max_payload": 31 }"#).expect("a configuration");
    assert_eq!(
        limit(all().adapter(AppAdapter).options(options)).await,
        "31"
    );
    let builder = all()
        .gateway_options::<Chat>(port(0).path("/socket.io").max_payload(40))
        .gateway_options::<Payments>(port(0).max_payload(40))
        .gateway_options::<Quotes>(port(0).max_payload(40))
        .adapter(AppAdapter)
        .max_payload(30);
    assert_eq!(limit(builder).await, "40");
}
