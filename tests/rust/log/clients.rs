//! A client that asks for what is not there is a line in the log, with what is there; and it is answered as ever.

use std::{net::SocketAddr, time::Duration};

use axum::{Router, body::Body, http::Request, routing::get};
use gateway_runtime::{ServerOptions, prelude::*, testing::TestApp};
use tokio::{io::AsyncReadExt as _, time::timeout};
use tower::ServiceExt as _;

use super::support::{
    http::{HANDSHAKE, handshake, request, request_with_body},
    log,
    running::Running,
    unread::{fill, unread_websocket},
};

#[websocket_gateway(namespace = "chat")]
struct Chat;

#[websocket_gateway]
impl Chat {
    #[subscribe_message("chat:send", "typing")]
    fn send(&self) {}
}

#[websocket_gateway(namespace = "admin")]
struct Admin;

/// At a port of its own.
#[websocket_gateway(namespace = "payments", port = 81, path = "/payments")]
struct Payments;

async fn running() -> Running {
    let running = Running::start(GatewayApp::builder().only::<(Chat, Admin)>()).await;
    log::start();
    running
}

/// What a client that polls gets for packets that it sends one after another: an answer for each.
async fn answers(server: SocketAddr, packets: &[&str]) -> Vec<String> {
    let begun = handshake(server, HANDSHAKE, &[]).await;
    let session = format!("{HANDSHAKE}&sid={}", begun.session());
    let mut answers = Vec::new();
    for packet in packets {
        let sent = request_with_body(server, "POST", &session, &[], packet).await;
        assert_eq!(sent.status, 200);
        let before = answers.len();
        while answers.len() == before {
            let got = request(server, "GET", &session, &[]).await.body;
            let got = got.split('\x1e').filter(|packet| *packet != "2");
            answers.extend(got.map(str::to_owned));
        }
    }
    answers
}

#[tokio::test]
async fn an_unknown_namespace_is_named_with_those_that_exist() {
    let running = running().await;
    for (sent, line) in [
        (
            "/chta",
            r#" INFO a client was refused: it asks for the namespace "/chta", which does not exist; did you mean /chat? The namespaces are /admin and /chat"#,
        ),
        (
            "/a/b",
            r#" INFO a client was refused: it asks for the namespace "/a/b", which does not exist; the namespaces are /admin and /chat"#,
        ),
        (
            "/",
            r#" INFO a client was refused: it asks for the namespace "/", which does not exist; the namespaces are /admin and /chat; a client names it at the end of the URL: io(url + "/admin")"#,
        ),
    ] {
        let (packet, refused) = match sent {
            "/" => ("40".to_owned(), "44".to_owned()),
            _ => (format!("40{sent},"), format!("44{sent},")),
        };
        let refused = format!(r#"{refused}{{"message":"Invalid namespace"}}"#);
        assert_eq!(answers(running.own(), &[&packet]).await, [&*refused]);
        assert_eq!(log::lines_with("namespace"), [line]);
        // Nothing remains of it.
        assert_eq!(answers(running.own(), &[&packet]).await, [&*refused]);
        log::lines();
    }
}

#[tokio::test]
async fn a_client_over_a_websocket_is_named_too() {
    let running = running().await;
    let mut stream = unread_websocket(running.own(), &["40/nowhere,"]).await;
    let mut received = Vec::new();
    let refused = async {
        while !String::from_utf8_lossy(&received)
            .contains(r#"44/nowhere,{"message":"Invalid namespace"}"#)
        {
            stream.read_buf(&mut received).await.expect("it answers");
        }
    };
    timeout(Duration::from_secs(5), refused)
        .await
        .expect("it is refused");
    assert_eq!(log::lines_with(r#"the namespace "/nowhere""#).len(), 1);
}

#[tokio::test]
async fn strangers_cannot_write_into_the_log_or_fill_it() {
    let running = running().await;
    answers(running.own(), &["40/a\n\x1b[31m INFO all is well,"]).await;
    let lines = log::lines();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(
        lines[0].contains(r#""/a\n\u{1b}[31m INFO all is well""#),
        "{lines:#?}"
    );
    let long = "n".repeat(8_000);
    answers(running.own(), &[&format!("40/{long},")]).await;
    assert!(log::lines().iter().all(|line| line.len() < 300));
    let packets: Vec<_> = (0..20).map(|number| format!("40/{number},")).collect();
    let packets: Vec<_> = packets.iter().map(String::as_str).collect();
    answers(running.own(), &packets).await;
    let lines = log::lines_with("a client was refused");
    let at_info = lines.iter().filter(|line| line.starts_with(" INFO"));
    assert_eq!((at_info.count(), lines.len()), (8, 20), "{lines:#?}");
    assert!(
        lines[7]
            .ends_with("(more lines of this kind are logged at DEBUG until the minute is over)")
    );
}

#[tokio::test]
async fn an_unknown_event_is_one_line_at_debug_with_the_events_that_exist() {
    let running = running().await;
    let packets = ["40/chat,", r#"42/chat,1["chat:sned"]"#];
    let answers = answers(running.own(), &packets).await;
    assert!(
        answers[1].contains(r#""message":"no handler for the event `chat:sned`""#),
        "{answers:?}"
    );
    let lines = log::lines_with("chat:sned");
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(
        lines[0].starts_with(
            r#"DEBUG no gateway of the namespace /chat handles the event "chat:sned"; did you mean chat:send? The events are chat:send and typing"#
        ),
        "{lines:#?}"
    );
}

#[tokio::test]
async fn unknown_events_are_cut_and_have_a_line_each() {
    let running = running().await;
    let long = "n".repeat(10_000);
    let mut packets = vec![r#"42/chat,["first"]"#.to_owned()];
    packets.extend((0..20).map(|_| format!("42/chat,[\"{long}\"]")));
    packets.push(r#"42/chat,1["last"]"#.to_owned());
    answers(running.own(), &["40/chat,", &packets.join("\u{1e}")]).await;
    let mut lines = log::lines();
    assert!(lines.iter().all(|line| line.len() < 300), "{lines:#?}");
    lines.retain(|line| line.contains("no gateway of the namespace"));
    assert_eq!(lines.len(), packets.len(), "{lines:#?}");
    let lines = lines.iter();
    let with_others = lines.filter(|line| line.contains("vents are chat:send and typing"));
    assert_eq!(with_others.count(), 10);
}

#[websocket_gateway(namespace = "quiet", ignore_unknown_events)]
struct Quiet;

#[websocket_gateway]
impl Quiet {
    #[subscribe_message("known")]
    fn known(&self) -> u8 {
        7
    }
}

#[tokio::test]
async fn an_unknown_event_that_is_ignored_is_one_line_at_debug_and_no_answer() {
    let running = Running::start(GatewayApp::builder().only::<(Quiet,)>()).await;
    log::start();
    let both = "42/quiet,1[\"knwon\"]\u{1e}42/quiet,2[\"known\"]";
    let answers = answers(running.own(), &["40/quiet,", both]).await;
    assert_eq!(answers[1..], ["43/quiet,2[7]"]);
    let lines = log::lines_with("knwon");
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(
        lines[0].starts_with(
            r#"DEBUG the event "knwon" is ignored, since no gateway of the namespace /quiet handles it; the only event is known"#
        ),
        "{lines:#?}"
    );
}

#[tokio::test]
async fn broadcasts_that_slow_clients_miss_are_one_line_a_minute() {
    let builder = GatewayApp::builder().only::<(Chat,)>().max_buffer_size(128);
    let running = Running::start(builder).await;
    log::start();
    let _unread = unread_websocket(running.own(), &["40/chat,"]).await;
    fill(&running.app.server::<Chat>(), 1).await;
    let lines = log::lines_with("missed broadcasts");
    assert!(
        matches!(lines.as_slice(), [line] if line.starts_with(" WARN slow clients missed broadcasts")
            && line.contains("missed=1")),
        "{lines:#?}"
    );
}

#[websocket_gateway(namespace = "positional")]
struct Positional;

#[websocket_gateway]
impl Positional {
    #[subscribe_message("positional")]
    fn positional(&self, #[message_body] _: String, #[message_body] _: u8) {}
}

#[tokio::test]
async fn members_that_are_taken_as_arguments_are_one_line_a_minute_that_says_how_to_take_them() {
    let builder = GatewayApp::builder().only::<(Positional,)>();
    let app = TestApp::start(builder).await.expect("starts");
    let client = app.connect::<Positional>().await.expect("connects");
    log::start();
    for _ in 0..2 {
        let answer = client.ask::<()>("positional", &[("first", "a")]).await;
        answer.expect_err("a list is no text");
    }
    assert_eq!(log::lines_with("WARN"), [""; 0], "no object");
    for _ in 0..2 {
        let object = serde_json::json!({ "first": "a", "second": 1 });
        let answer = client.ask::<()>("positional", &object).await;
        answer.expect_err("an object is no text");
    }
    let lines = log::lines_with("WARN");
    assert!(
        matches!(lines.as_slice(), [line] if line.ends_with(
            "name them: `#[message_body(\"name\")]` event=\"positional\""
        )),
        "{lines:#?}"
    );
}

#[tokio::test]
async fn an_unknown_path_is_named_with_those_that_exist() {
    let routes = Router::new().route("/taken/", get(async || "own"));
    let builder = GatewayApp::builder()
        .only::<(Chat, Admin, Payments)>()
        .gateway_options::<Admin>(ServerOptions::new().path("/admin"))
        .gateway_options::<Payments>(ServerOptions::new().port(0))
        .router(routes);
    let running = Running::start(builder).await;
    let mounted = running.app.router();
    log::start();
    for (path, status) in [
        ("/sokcet.io/?EIO=4&transport=polling", 404),
        ("/other/?transport=polling&EIO=4", 404),
        // Of other programs, and answered by a route.
        ("/other/?transport=polling", 404),
        ("/other/?x=EIO=4", 404),
        ("/taken/?EIO=4&transport=polling", 200),
    ] {
        let answer = request(running.own(), "GET", path, &[]).await;
        assert_eq!(answer.status, status, "{path}");
    }
    assert_eq!(
        log::lines(),
        [
            r#" INFO a client was answered with 404: it asks for the path "/sokcet.io/", where no gateway is; did you mean /socket.io? The paths are /socket.io and /admin; this is the client's option `path`"#,
            r#" INFO a client was answered with 404: it asks for the path "/other/", where no gateway is; the paths are /socket.io and /admin; this is the client's option `path`"#,
        ]
    );
    let payments = running.app.gateway_addr::<Payments>().expect("bound");
    request(payments, "GET", HANDSHAKE, &[]).await;
    assert_eq!(
        log::lines_with("the only path is /payments").len(),
        1,
        "the other port has another path"
    );
    let wrong = Request::get("/wrong/?EIO=4")
        .body(Body::empty())
        .expect("a request");
    let answer = mounted.oneshot(wrong).await.expect("an answer");
    assert_eq!(answer.status(), 404);
    assert_eq!(log::lines_with(r#"the path "/wrong/""#).len(), 1, "mounted");
}

#[tokio::test]
async fn a_port_without_gateways_names_those_that_have_some() {
    let builder = GatewayApp::builder().only::<(Payments,)>();
    let app = builder.build().await.expect("starts");
    let router = app.router();
    log::start();
    let request = Request::get(HANDSHAKE)
        .body(Body::empty())
        .expect("a request");
    let answer = router.oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), 404);
    assert_eq!(
        log::lines(),
        [
            r#" INFO a client was answered with 404: it asks for the path "/socket.io/" at a port without gateways; they are at port 81 with the path /payments"#
        ]
    );
}
